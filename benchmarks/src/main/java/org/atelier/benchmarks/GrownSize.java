package org.atelier.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.atelier.export.EventFilter;
import org.atelier.export.Export;
import org.atelier.export.ExportStore;
import org.atelier.export.Exports;
import org.atelier.export.Exports.Format;
import org.atelier.export.internal.StoredExports;
import org.atelier.persistence.internal.ChangeWatch;
import org.atelier.persistence.internal.Database;
import org.atelier.persistence.internal.PostgresExportStore;

/** Measures one number of events, in a JVM that does nothing else, so that its memory says something. */
final class GrownSize {
    /** How much of it there is: rounds until the time is over, but no fewer and no more than so many. */
    record Effort(Duration time, int fewest, int most) {}

    private static final Effort WARMING_UP = new Effort(Duration.ofSeconds(20), 0, 200);
    private static final Effort MEASURING = new Effort(Duration.ofSeconds(40), 1, 40);

    /** How many pages of each kind. */
    private static final int PAGES = 20;

    private GrownSize() {}

    /** @param arguments a directory to work in, how many events are published, and the file for what came out */
    public static void main(String[] arguments) throws IOException, SQLException {
        var grown = measure(Path.of(arguments[0]), Long.parseLong(arguments[1]), WARMING_UP, MEASURING);
        new ObjectMapper().writeValue(Path.of(arguments[2]).toFile(), grown);
    }

    static Grown measure(Path directory, long events, Effort warmingUp, Effort measuring)
            throws IOException, SQLException {
        var timer = new AtomicReference<SqlTimer>();
        var watch = new MemoryWatch();
        UnaryOperator<DataSource> timed = source -> {
            timer.set(new SqlTimer(source));
            return timer.get();
        };
        // with the limits that ship: what takes too long for them is to be found here
        try (var bench = Bench.in(directory, timed, Database.Limits.USUAL);
                var byHand = bench.connection()) {
            GrownData.load(byHand, events);
            var feeds = new Feeds(bench, byHand, directory.resolve("spool"));
            feeds.rounds(warmingUp);
            var rounds = feeds.rounds(measuring);
            var memory = watch.most();
            return new Grown(
                    events,
                    rounds.getLast().bytes(),
                    median(rounds, Round::copy),
                    median(rounds, Round::cold),
                    median(rounds, Round::changed),
                    rounds.getLast().kept(),
                    rounds.size(),
                    memory,
                    pages(directory, bench, timer.get(), byHand));
        }
    }

    private interface Time {
        double of(Round round);
    }

    private static double median(List<Round> rounds, Time time) {
        return ExportsBenchmark.median(rounds.stream().mapToDouble(time::of).toArray());
    }

    // ------------------------------------------------------------------------------------------------ feeds

    private record Round(long bytes, double copy, double cold, double changed, boolean kept) {}

    private static final class Feeds {
        private final Connection byHand;
        private final Path spool;
        private final ExportStore store;
        private final Exports kept;
        private int changes;
        private long since = System.nanoTime();

        private Feeds(Bench bench, Connection byHand, Path spool) {
            this.byHand = byHand;
            this.spool = spool;
            store = new PostgresExportStore(bench.database(), new ChangeWatch(bench.database()));
            kept = exports();
            // of the time to warm up: where this takes long, it is enough
            timed(kept);
        }

        private Exports exports() {
            return new StoredExports(store, StoredExports.Limits.usual(spool));
        }

        private List<Round> rounds(Effort effort) throws SQLException {
            var rounds = new ArrayList<Round>();
            while (rounds.size() < effort.fewest()
                    || rounds.size() < effort.most()
                            && System.nanoTime() - since < effort.time().toNanos()) {
                rounds.add(round());
            }
            since = System.nanoTime();
            return rounds;
        }

        private Round round() throws SQLException {
            var copy = ExportsBenchmark.milliseconds(() -> ExportsBenchmark.copied(byHand));
            byHand.commit();
            change();
            ExportsBenchmark.pause();
            var taken = timed(kept);
            var anew = timed(exports());
            if (!taken.digest().equals(anew.digest())) {
                throw new IllegalStateException("what was put together is not what is rendered anew");
            }
            return new Round(anew.length(), copy, anew.time(), taken.time(), taken.inMemory());
        }

        private record Rendered(String digest, long length, boolean inMemory, double time) {}

        private static Rendered timed(Exports exports) {
            var rendered = new AtomicReference<Export>();
            var time = ExportsBenchmark.milliseconds(() -> rendered.set(exports.events(EventFilter.ALL, Format.YAML)));
            try (var export = rendered.get()) {
                // not in the time, but in the memory
                export.writeTo(OutputStream.nullOutputStream());
                return new Rendered(
                        export.digest(), export.length(), export.bytes().isPresent(), time);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Somewhere among the first, of which there are enough at every size. */
        private void change() throws SQLException {
            changes++;
            Dataset.run(byHand, """
                    update event set venue = 'Building of change %d'
                    where id = (select id from event where published and id > %d order by id limit 1)""".formatted(changes, changes * 97 % 997));
            byHand.commit();
        }
    }

    // ------------------------------------------------------------------------------------------------ pages

    private static Grown.Pages pages(Path directory, Bench bench, SqlTimer timer, Connection byHand)
            throws IOException, SQLException {
        var list = "/workshops/events";
        var deep = Dataset.texts(byHand, """
                select id || '~' || start from event where start is not null
                order by start desc, id
                offset (select count(*) * 9 / 10 from event where start is not null) limit %d""".formatted(PAGES));
        var hosts = Dataset.texts(
                byHand, "select right(fullname, 7) from organization order by hashint8(id), id limit " + PAGES);
        var waited = PagesBenchmark.waiting(
                directory,
                bench.database(),
                timer,
                byHand,
                List.of(
                        deep.stream().map(_ -> list).toList(),
                        deep.stream().map(place -> list + "?after=" + place).toList(),
                        hosts.stream().map(word -> list + "?search=" + word).toList(),
                        // a tag's name, and a word in the venue
                        hosts.stream().map(_ -> list + "?search=pycon").toList(),
                        hosts.stream().map(_ -> list + "?search=university").toList()));
        return new Grown.Pages(
                Long.parseLong(
                        Dataset.texts(byHand, "select count(*) from event").getFirst()),
                waited.get(0),
                waited.get(1),
                waited.get(2),
                waited.get(3),
                waited.get(4));
    }
}
