package org.atelier.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.atelier.export.EventFilter;
import org.atelier.export.ExportStore;
import org.atelier.export.Exports;
import org.atelier.export.Exports.Format;
import org.atelier.export.internal.StoredExports;
import org.atelier.http.ErrorRenderer;
import org.atelier.http.RoutingServlet;
import org.atelier.persistence.internal.ChangeWatch;
import org.atelier.persistence.internal.PostgresExportStore;
import org.atelier.rest.internal.ExportRoutes;
import org.postgresql.PGConnection;

/** All published events as YAML, beside the same rows in the same order by COPY, and beside a file of the same bytes. */
final class ExportsBenchmark {
    private static final int WARMUP = 30;
    private static final int ROUNDS = 40;
    private static final int CLIENTS = 4;
    private static final Duration TIME = Duration.ofSeconds(3);
    private static final int TIMES = 5;

    private static final String COPY = """
            copy (
                select slug, start, "end", url, contact, country, venue, address, latitude, longitude, reg_key,
                    array(select name from event_tag join tag on tag.id = tag_id where event_id = event.id order by tag.id)
                from event where published order by start desc, id)
            to stdout""";

    private ExportsBenchmark() {}

    /** @param dataset a directory of CSV files, as the generator of test data writes them */
    static String measure(Path directory, Path dataset) throws IOException, SQLException {
        try (var bench = Bench.in(directory);
                var byHand = bench.connection()) {
            Dataset.loadUnjournaled(byHand, dataset);
            var store = new PostgresExportStore(bench.database(), new ChangeWatch(bench.database()));
            var exports = exports(store, directory);
            return rendered(bench, byHand, store, exports, directory) + sent(exports, directory);
        }
    }

    private static Exports exports(ExportStore store, Path directory) {
        return new StoredExports(store, StoredExports.Limits.usual(directory.resolve("spool")));
    }

    private static String rendered(Bench bench, Connection byHand, ExportStore store, Exports kept, Path directory)
            throws SQLException {
        var copy = new double[ROUNDS];
        var cold = new double[ROUNDS];
        var changed = new double[ROUNDS];
        var zipped = new double[ROUNDS];
        var statements = 0;
        for (var round = -WARMUP; round < ROUNDS; round++) {
            var at = Math.max(round, 0);
            copy[at] = milliseconds(() -> copied(byHand));
            byHand.commit();
            var nothingKept = exports(store, directory);
            // where the data stand may have been asked just now, and is not part of the one statement of a feed
            store.state(ExportStore.Feed.EVENTS);
            var before = bench.statements();
            cold[at] = milliseconds(() -> bytes(nothingKept));
            statements = bench.statements() - before;
            change(byHand, round);
            pause();
            changed[at] = milliseconds(() -> bytes(kept));
            zipped[at] =
                    milliseconds(() -> kept.events(EventFilter.ALL, Format.YAML).gzip());
            if (!Arrays.equals(bytes(kept), bytes(exports(store, directory)))) {
                throw new IllegalStateException("what was put together is not what is rendered anew");
            }
        }
        return """
                %,d bytes of YAML, statements when cold: %d; %d rounds after %d to warm up

                | published events as YAML | median ms | 95 %% ms | to COPY |
                |---|---|---|---|
                """.formatted(bytes(kept).length, statements, ROUNDS, WARMUP)
                + line("COPY of the same rows in the same order", copy, copy)
                + line("cold: nothing kept", cold, copy)
                + line("after one changed event", changed, copy)
                + line("gzip of it, once for its bytes", zipped, copy)
                + "\n";
    }

    private static String sent(Exports exports, Path directory) throws IOException {
        var files = directory.resolve("static");
        Files.write(Files.createDirectories(files).resolve("feed.yaml"), bytes(exports));
        var api = new RoutingServlet(
                new ExportRoutes(exports).routes(), _ -> Optional.empty(), ErrorRenderer.PROBLEM_JSON);
        try (var server = WebServer.started(files, List.of(), Map.of("/api/v1/*", api))) {
            var feed = "/api/v1/events/published.yaml";
            var file = "/feed.yaml";
            var tag = "If-None-Match: \""
                    + exports.events(EventFilter.ALL, Format.YAML).digest() + "\"\r\n";
            var fileTag = "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT\r\n";
            var rates = new double[4][TIMES];
            for (var time = -1; time < TIMES; time++) {
                var at = Math.max(time, 0);
                rates[0][at] = HttpLoad.rate(server.port(), feed, "", 200, CLIENTS, TIME);
                rates[1][at] = HttpLoad.rate(server.port(), file, "", 200, CLIENTS, TIME);
                rates[2][at] = HttpLoad.rate(server.port(), feed, tag, 304, CLIENTS, TIME);
                rates[3][at] = HttpLoad.rate(server.port(), file, fileTag, 304, CLIENTS, TIME);
            }
            return """
                    | unchanged, answers in a second, %d clients | feed | file | feed to file |
                    |---|---|---|---|
                    | 200, not compressed | %,.0f | %,.0f | %.2f |
                    | 304 | %,.0f | %,.0f | %.2f |
                    """.formatted(
                            CLIENTS,
                            median(rates[0]),
                            median(rates[1]),
                            median(rates[0]) / median(rates[1]),
                            median(rates[2]),
                            median(rates[3]),
                            median(rates[2]) / median(rates[3]));
        }
    }

    private static byte[] bytes(Exports exports) {
        return exports.events(EventFilter.ALL, Format.YAML).bytes().orElseThrow();
    }

    /** Has the rows copied to nowhere. */
    static void copied(Connection connection) {
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut(COPY, OutputStream.nullOutputStream());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void change(Connection connection, int round) throws SQLException {
        try (var statement = connection.prepareStatement(
                "update event set venue = ? where id = (select id from event where published order by id offset ? limit 1)")) {
            statement.setString(1, "Building of round " + round);
            statement.setInt(2, (round + WARMUP) * 97);
            statement.executeUpdate();
        }
        connection.commit();
    }

    /** Somebody else changed something, and is believed a tenth of a second later. */
    static void pause() {
        try {
            Thread.sleep(120);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static double milliseconds(Runnable work) {
        var start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static String line(String what, double[] times, double[] base) {
        var sorted = times.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "| %s | %,.1f | %,.1f | %.2f |%n",
                what,
                median(times),
                sorted[(int) (sorted.length * 0.95)],
                median(times) / median(base));
    }

    static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
