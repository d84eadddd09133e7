package org.atelier.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.atelier.duplicates.DuplicateQuery;
import org.atelier.duplicates.Duplicates;
import org.atelier.duplicates.Kind;
import org.postgresql.PGConnection;

/** How long duplicates are looked for in many records, and how long a page takes once they were. */
final class DuplicatesBenchmark {
    /** How often each is measured. */
    private static final int ROUNDS = 5;

    /** How many pairs a page of ours has. */
    private static final int PAGE = 20;

    private static final String TABLES = """
            create temp table events (id bigint, slug text, start text, "end" text, country text, venue text,
                address text, latitude text, longitude text, url text, host_id bigint, contact text, reg_key text,
                attendance int);
            create temp table persons (id bigint, personal text, middle text, family text, email text, username text,
                airport_id bigint, may_contact int, publish_profile int);
            create temp table airports (id bigint, iata text, fullname text, country text, latitude float8,
                longitude float8);
            create temp table organizations (id bigint, domain text, fullname text, country text);
            """;

    private static final String TAKE_OVER = """
            insert into airport (id, name, iata, country, latitude, longitude)
            select id, fullname, iata, country, latitude, longitude from airports;
            insert into organization (id, domain, fullname, country) select * from organizations;
            insert into person (id, username, personal, middle, family, email, airport_id, may_contact, publish_profile)
            select id, username, personal, middle, family, email, airport_id, may_contact = 1, publish_profile = 1
            from persons;
            insert into event (id, slug, start, "end", country, venue, address, latitude, longitude, url, host_id,
                contact, reg_key, attendance)
            select id, slug, nullif(start, '')::date, case when start <> '' then "end"::date end, nullif(country, ''),
                venue, address, nullif(latitude, '')::float8, nullif(longitude, '')::float8, nullif(url, ''), host_id,
                contact, reg_key, attendance
            from events;
            """;

    private DuplicatesBenchmark() {}

    /** @param dataset a directory of CSV files, as the generator of test data writes them */
    static String measure(Path directory, Path dataset) throws IOException, SQLException {
        try (var bench = Bench.in(directory);
                var byHand = bench.connection()) {
            load(byHand, dataset);
            var duplicates = bench.the(Duplicates.class);
            var lines = new StringBuilder("""
                    | of | pairs from 50 % on | pairs in all | first look, ms | look after a change, ms, median | page kept, ms, median |
                    |---|---|---|---|---|---|
                    """);
            for (var kind : Kind.values()) {
                var first = milliseconds(() -> page(duplicates, kind, DuplicateQuery.USUAL_MINIMUM));
                var again = new double[ROUNDS];
                var kept = new double[ROUNDS];
                for (var round = 0; round < ROUNDS; round++) {
                    change(byHand, kind, round);
                    again[round] = milliseconds(() -> page(duplicates, kind, DuplicateQuery.USUAL_MINIMUM));
                    kept[round] = milliseconds(() -> page(duplicates, kind, DuplicateQuery.USUAL_MINIMUM));
                }
                lines.append(String.format(
                        Locale.ROOT,
                        "| %s | %,d | %,d | %,.0f | %,.0f | %,.1f |%n",
                        kind.plural(),
                        page(duplicates, kind, DuplicateQuery.USUAL_MINIMUM),
                        page(duplicates, kind, 1),
                        first,
                        median(again),
                        median(kept)));
            }
            return lines.toString();
        }
    }

    private static int page(Duplicates duplicates, Kind kind, int minimum) {
        return duplicates
                .find(new DuplicateQuery(kind, Optional.empty(), minimum, 1, PAGE))
                .total();
    }

    private static void change(Connection connection, Kind kind, int round) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("update %s set notes = 'round %d' where id = 1".formatted(kind.word(), round));
        }
        connection.commit();
    }

    private static double milliseconds(Runnable work) {
        var start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(double[] times) {
        var sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void load(Connection connection, Path dataset) throws IOException, SQLException {
        run(connection, TABLES);
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        for (var table : new String[] {"airports", "organizations", "persons", "events"}) {
            try (var csv = Files.newBufferedReader(dataset.resolve(table + ".csv"), StandardCharsets.UTF_8)) {
                copy.copyIn("copy pg_temp." + table + " from stdin csv header", csv);
            }
        }
        run(connection, TAKE_OVER);
        connection.commit();
        connection.setAutoCommit(true);
        // what the database's own housekeeping does a minute later
        run(connection, "vacuum analyze");
        connection.setAutoCommit(false);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
