package org.atelier.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Pairs of events that are one: half of what hangs on the second repeats the first, as real duplicates do. Made set by
 * set, without the platform.
 */
final class World {
    private final Connection connection;
    private int pairs;
    private int people;

    /** @param connection with auto-commit off */
    World(Connection connection) throws SQLException {
        this.connection = connection;
        run("""
                insert into tag (name) select 'bench-' || n from generate_series(1, 5) n;
                insert into role (name) values ('bench-helper');
                """);
        connection.commit();
    }

    /** The slugs of two events. */
    record Pair(String a, String b) {}

    /**
     * @param tasks how many on each side; one in five of the second side is also on the first, with a title that is
     *     blank there
     */
    Pair pair(int tasks) throws SQLException {
        people(2 * tasks);
        pairs++;
        var pair = new Pair("bench-" + pairs + "-a", "bench-" + pairs + "-b");
        run("""
                insert into event (slug, start, venue, notes) values ('%1$s', '2026-01-02', 'Hall', 'What A says.');
                insert into event (slug, start, address, contact, attendance, notes)
                values ('%2$s', '2026-01-02', 'Street 1', 'a@example.org', 12, 'What B says.');
                insert into event_tag (event_id, tag_id)
                select e.id, t.id from event e, tag t
                where (e.slug = '%1$s' and t.name in ('bench-1', 'bench-2', 'bench-3'))
                or (e.slug = '%2$s' and t.name in ('bench-3', 'bench-4', 'bench-5'));
                insert into todo (event_id, title)
                select e.id, 'to do ' || n from event e, generate_series(1, 5) n where e.slug in ('%1$s', '%2$s');
                """.formatted(pair.a(), pair.b()));
        tasks(pair.a(), 0, tasks, "");
        tasks(pair.b(), tasks - tasks / 5, tasks, "lead");
        connection.commit();
        return pair;
    }

    private void tasks(String slug, int after, int tasks, String title) throws SQLException {
        run("""
                insert into task (event_id, person_id, role_id, title)
                select e.id, p.id, r.id, '%4$s'
                from event e, role r, generate_series(%2$d + 1, %2$d + %3$d) n
                join person p on p.username = 'bench-' || n
                where e.slug = '%1$s' and r.name = 'bench-helper'
                """.formatted(slug, after, tasks, title));
    }

    private void people(int needed) throws SQLException {
        if (needed > people) {
            run("""
                    insert into person (username, personal, family)
                    select 'bench-' || n, 'Person', n::text from generate_series(%d, %d) n
                    """.formatted(people + 1, needed));
            people = needed;
        }
    }

    /** Tells the planner of the database how many rows there are now, as its own housekeeping would a minute later. */
    void settle() throws SQLException {
        run("analyze");
        connection.commit();
    }

    private void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
