package org.atelier.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/** Takes over what the generator of test data wrote: events with tags, people, airports, organizations, awards, tasks. */
final class Dataset {
    private static final String TABLES = """
            create temp table events (id bigint, slug text, start text, "end" text, country text, venue text,
                address text, latitude text, longitude text, url text, host_id bigint, contact text, reg_key text,
                attendance int);
            create temp table persons (id bigint, personal text, middle text, family text, email text, username text,
                airport_id bigint, may_contact int, publish_profile int);
            create temp table airports (id bigint, iata text, fullname text, country text, latitude float8,
                longitude float8);
            create temp table organizations (id bigint, domain text, fullname text, country text);
            create temp table tags (id bigint, name text, details text);
            create temp table event_tags (event_id bigint, tag_id bigint);
            create temp table badges (id bigint, name text, title text);
            create temp table awards (id bigint, person_id bigint, badge_id bigint, awarded date, event_id bigint);
            create temp table roles (id bigint, name text);
            create temp table tasks (id bigint, event_id bigint, person_id bigint, role_id bigint);
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
            insert into tag (id, name, details) select id, name, coalesce(details, '') from tags;
            insert into event_tag select * from event_tags;
            insert into badge (id, name, title) select id, name, coalesce(title, '') from badges;
            insert into award (id, person_id, badge_id, awarded, event_id) select * from awards on conflict do nothing;
            insert into role (id, name) select * from roles;
            insert into task (id, event_id, person_id, role_id) select * from tasks on conflict do nothing;
            """;

    private static final String TRIGGERS = """
            do $$ declare journaled record; begin
                for journaled in select tgrelid::regclass as name from pg_trigger where tgname = '00_journal' loop
                    execute format('alter table %%s %s trigger "00_journal"', journaled.name);
                end loop;
            end $$""";

    private Dataset() {}

    /** The same, without a word of it in the journal, which takes minutes to write; what comes after is journaled. */
    static void loadUnjournaled(Connection connection, Path directory) throws IOException, SQLException {
        run(connection, TRIGGERS.formatted("disable"));
        load(connection, directory);
        run(connection, TRIGGERS.formatted("enable"));
        connection.commit();
    }

    /** @param directory of CSV files */
    static void load(Connection connection, Path directory) throws IOException, SQLException {
        run(connection, TABLES);
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        for (var table : new String[] {
            "airports", "organizations", "persons", "events", "tags", "event_tags", "badges", "awards", "roles", "tasks"
        }) {
            try (var csv = Files.newBufferedReader(directory.resolve(table + ".csv"), StandardCharsets.UTF_8)) {
                copy.copyIn("copy pg_temp." + table + " from stdin csv header", csv);
            }
        }
        run(connection, TAKE_OVER);
        tidy(connection);
    }

    /** Commits, and does what the database's own housekeeping does a minute later. */
    static void tidy(Connection connection) throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
        run(connection, "vacuum analyze");
        connection.setAutoCommit(false);
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What the first column of a query has. */
    static List<String> texts(Connection connection, String query) throws SQLException {
        var texts = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        connection.commit();
        return texts;
    }
}
