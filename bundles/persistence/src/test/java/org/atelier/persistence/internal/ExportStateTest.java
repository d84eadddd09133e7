package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.atelier.domain.DatabaseUnavailableException;
import org.atelier.export.EventFilter;
import org.atelier.export.ExportStore;
import org.atelier.export.ExportStore.Answer;
import org.atelier.export.ExportStore.Feed;
import org.atelier.testing.postgres.StatementCounter;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a feed that was kept may be given again, and what of it has to be read anew. */
class ExportStateTest {
    private final Bed bed = Bed.made();
    private final ExportStore store = new PostgresExportStore(bed.database, new ChangeWatch(bed.database));

    @BeforeEach
    void make() {
        bed.psql.execute("""
                insert into tag (id, name) values (2, 'DC'), (3, 'SWC');
                insert into organization (id, domain, fullname) values (1, 'a.org', 'A');
                insert into person (id, username, personal) values (1, 'luna', 'Luna');
                insert into event (id, slug, start, country, url, latitude, longitude, venue, address)
                select i, 's' || i, date '2016-01-01' + i, 'GB', 'u' || i, 1, 2, 'v', 'a' from generate_series(1, 5) i;
                insert into event_tag values (1, 2), (2, 2), (2, 3)""");
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private void operation(String sql) {
        bed.operations.write(Bed.SOMETHING, db -> db.execute(sql));
    }

    /** Longer than it is believed that nobody else changed anything. */
    private static void aMoment() throws InterruptedException {
        Thread.sleep(ChangeWatch.BELIEVED.plusMillis(20));
    }

    private List<Long> states() {
        return Stream.of(Feed.values()).map(store::state).toList();
    }

    private ExportStore.Moment now(EventFilter filter) {
        return ((Answer.Told) store.events(filter, _ -> {})).moment();
    }

    private static List<String> slugs(Optional<ExportStore.Changes> changes) {
        return changes.orElseThrow().events().stream()
                .map(ExportStore.Event::slug)
                .toList();
    }

    @Test
    void whatever_is_recorded_changes_the_state_of_everything_at_once_and_by_others_a_moment_later() throws Exception {
        var watch = new ChangeWatch(bed.database);
        var made = watch.state();
        aMoment();
        assertEquals(made, watch.state());
        operation("insert into term (name, content) values ('rules', 'Be kind.')");
        var mine = watch.state();
        assertNotEquals(made, mine, "a table that no feed reads");
        assertEquals(mine, watch.state());
        bed.psql.execute("update term set content = 'Be kinder.'");
        aMoment();
        assertNotEquals(mine, watch.state());
    }

    @Test
    void the_state_is_the_same_while_nothing_changed_and_is_asked_seldom() throws Exception {
        var statements = new StatementCounter(bed.dataSource);
        try (var counting = new Database(statements)) {
            var counted = new PostgresExportStore(counting, new ChangeWatch(counting));
            var state = counted.state(Feed.EVENTS);
            var began = System.nanoTime();
            var before = statements.statements();
            for (var i = 0; i < 1_000; i++) {
                assertEquals(state, counted.state(Feed.EVENTS));
            }
            var asked = statements.statements() - before;
            assertTrue(asked <= (System.nanoTime() - began) / ChangeWatch.BELIEVED.toNanos() + 1, "asked " + asked);
            aMoment();
            assertEquals(state, counted.state(Feed.EVENTS));
        }
    }

    @Test
    void what_this_node_committed_counts_for_the_very_next_call() {
        for (var round = 0; round < 20; round++) {
            var before = store.state(Feed.EVENTS);
            operation("update event set venue = 'round " + round + "' where id = 1");
            assertNotEquals(before, store.state(Feed.EVENTS));
        }
    }

    @Test
    void what_psql_or_another_node_committed_counts_a_moment_later() throws Exception {
        var before = store.state(Feed.EVENTS);
        bed.psql.execute("update event set venue = 'elsewhere' where id = 1");
        aMoment();
        assertNotEquals(before, store.state(Feed.EVENTS));
    }

    @Test
    void only_the_feeds_that_read_the_table_are_another_state() {
        // badges, instructors, members, events
        assertEquals(List.of(true, true, true, false), changedBy("update person set personal = 'Loony'"));
        assertEquals(List.of(false, false, true, true), changedBy("update event set venue = 'w' where id = 1"));
        assertEquals(List.of(false, false, false, true), changedBy("delete from event_tag where event_id = 2"));
        assertEquals(List.of(false, false, false, false), changedBy("insert into lesson (name) values ('git')"));
        assertEquals(List.of(false, false, false, false), changedBy("update event set venue = venue"));
        assertEquals(List.of(true, false, true, false), changedBy("insert into badge (name) values ('member')"));
    }

    private List<Boolean> changedBy(String sql) {
        var before = states();
        operation(sql);
        var after = states();
        return Stream.iterate(0, i -> i + 1)
                .limit(before.size())
                .map(i -> !before.get(i).equals(after.get(i)))
                .toList();
    }

    @Test
    void who_began_first_and_committed_last_is_not_missed() throws Exception {
        try (var early = bed.dataSource.getConnection()) {
            early.setAutoCommit(false);
            DSL.using(early, SQLDialect.POSTGRES).execute("update event set venue = 'early' where id = 1");
            operation("update event set venue = 'late' where id = 2");
            var state = store.state(Feed.EVENTS);
            var moment = now(EventFilter.ALL);
            aMoment();
            assertEquals(state, store.state(Feed.EVENTS));

            early.commit();

            aMoment();
            assertNotEquals(state, store.state(Feed.EVENTS));
            assertEquals(List.of("s1"), slugs(store.changes(EventFilter.ALL, moment)));
        }
    }

    @Test
    void operations_restored_from_another_server_do_not_count_as_changes_for_ever() throws Exception {
        bed.psql.execute("insert into operation (kind, actor, transaction_id) values ('old', 'old', '999999999')");
        var state = store.state(Feed.EVENTS);
        aMoment();
        assertEquals(state, store.state(Feed.EVENTS));
        operation("update event set venue = 'late' where id = 2");
        assertNotEquals(state, store.state(Feed.EVENTS));
    }

    @Test
    void everything_counts_as_changed_after_very_many_operations() throws Exception {
        var before = states();
        bed.psql.connection(connection -> {
            for (var i = 0; i < 1_100; i++) {
                DSL.using(connection, SQLDialect.POSTGRES).execute("insert into lesson (name) values ('l" + i + "')");
            }
        });
        aMoment();
        assertTrue(Stream.of(Feed.values()).allMatch(feed -> store.state(feed) > before.get(feed.ordinal())));
    }

    @Test
    void after_a_small_change_only_the_events_it_touched_are_told() {
        var moment = now(EventFilter.ALL);
        assertEquals(
                List.of(), store.changes(EventFilter.ALL, moment).orElseThrow().touched());

        operation("update event set venue = 'w' where id = 4; insert into event_tag values (3, 3);"
                + " update event set country = null where id = 5; delete from event where id = 99;"
                + " insert into todo (event_id, title) values (1, 't')");

        var changes = store.changes(EventFilter.ALL, moment);
        assertEquals(
                List.of(3L, 4L, 5L),
                changes.orElseThrow().touched().stream().sorted().toList());
        assertEquals(List.of("s4", "s3"), slugs(changes));
        assertEquals(
                List.of(),
                store.changes(EventFilter.ALL, changes.get().moment())
                        .orElseThrow()
                        .touched());
    }

    @Test
    void a_filter_is_asked_of_the_changed_events_too() {
        var dc = new EventFilter(List.of("DC"), OptionalLong.empty(), OptionalLong.empty());
        var moment = now(dc);
        operation("insert into event_tag values (5, 2); delete from event_tag where event_id = 1;"
                + " update event set venue = 'w' where id = 4");
        var changes = store.changes(dc, moment);
        assertEquals(
                List.of(1L, 4L, 5L),
                changes.orElseThrow().touched().stream().sorted().toList());
        assertEquals(List.of("s5"), slugs(changes));
    }

    @Test
    void what_may_concern_any_event_is_not_said_in_few_words() {
        for (var sql : List.of(
                "update tag set name = 'LC' where id = 2",
                "delete from organization",
                "insert into redirect select 'tag', 'slug', 'OLD', 2, max(id) from operation")) {
            var moment = now(EventFilter.ALL);
            operation(sql);
            assertEquals(Optional.empty(), store.changes(EventFilter.ALL, moment), sql);
        }
        var moment = now(EventFilter.ALL);
        operation("insert into redirect select 'event', 'slug', 'old', 2, max(id) from operation");
        assertEquals(List.of(), slugs(store.changes(EventFilter.ALL, moment)));
        var elsewhere = new ExportStore.Moment("another server", moment.snapshot(), moment.at());
        assertEquals(Optional.empty(), store.changes(EventFilter.ALL, elsewhere));
        operation("""
                insert into event (id, slug, start) select 1000 + i, 'many' || i, date '2016-01-01' from generate_series(1, 1001) i""");
        assertEquals(Optional.empty(), store.changes(EventFilter.ALL, moment));
    }

    @Test
    void members_have_the_badge_or_taught_as_instructors_within_these_days() {
        operation("""
                insert into role (id, name) values (1, 'instructor'), (2, 'helper');
                insert into badge (id, name) values (1, 'member'), (2, 'dc-instructor'), (3, 'creator');
                insert into person (id, username, personal, family, email) values
                    (10, 'member', 'M', 'B', 'm@example.org'), (11, 'taught', 'T', 'A', null),
                    (12, 'helped', 'H', 'A', null), (13, 'long-ago', 'L', 'A', null), (14, 'nobadge', 'N', 'A', null),
                    (15, 'both', 'A', 'B', '');
                insert into award (person_id, badge_id) values (10, 1), (11, 2), (12, 2), (13, 2), (14, 3), (15, 1), (15, 2);
                insert into task (event_id, person_id, role_id) values
                    (2, 11, 1), (2, 12, 2), (1, 13, 1), (2, 14, 1), (2, 15, 1), (3, 15, 1)""");
        var from = LocalDate.of(2016, 1, 3);
        assertEquals(
                List.of(
                        new ExportStore.Member("T A", Optional.empty(), "taught"),
                        new ExportStore.Member("A B", Optional.of(""), "both"),
                        new ExportStore.Member("M B", Optional.of("m@example.org"), "member")),
                store.members(from, from.plusDays(30)));
        assertEquals(
                List.of("both", "member"),
                store.members(from.plusDays(2), from.plusDays(30)).stream()
                        .map(ExportStore.Member::user)
                        .toList());
    }

    /** Whoever came while the first looked again was told the failure of before, though the database was back. */
    @Test
    void a_database_that_came_back_is_back_for_everybody() throws Exception {
        var looks = new AtomicInteger();
        var looking = new CountDownLatch(1);
        var source = proxy(
                javax.sql.DataSource.class,
                bed.dataSource,
                (made, name) -> made instanceof Connection open
                        ? proxy(Connection.class, open, (prepared, _) -> {
                            if (prepared instanceof PreparedStatement statement
                                    && statement.toString().contains("as watched")) {
                                if (looks.incrementAndGet() == 1) {
                                    throw new SQLException("terminating connection", "57P01");
                                }
                                looking.countDown();
                                LockSupport.parkNanos(100_000_000);
                            }
                            return prepared;
                        })
                        : made);
        try (var recovering = new Database(source)) {
            var back = new PostgresExportStore(recovering, new ChangeWatch(recovering));
            assertThrows(DatabaseUnavailableException.class, () -> back.state(Feed.EVENTS));
            var first = CompletableFuture.supplyAsync(() -> back.state(Feed.EVENTS));
            assertTrue(looking.await(10, TimeUnit.SECONDS));
            var second = back.state(Feed.EVENTS);
            assertEquals(first.join(), second);
        }
    }

    @Test
    void a_database_that_fails_on_the_way_is_away_and_not_at_an_end() {
        try (var failing = new Database(failingAfter(3))) {
            var half = new PostgresExportStore(failing, new ChangeWatch(failing));
            var told = new ArrayList<String>();
            assertThrows(
                    DatabaseUnavailableException.class,
                    () -> half.events(EventFilter.ALL, event -> told.add(event.slug())));
            assertEquals(List.of("s5", "s4", "s3"), told);
        }
        assertInstanceOf(Answer.Told.class, store.events(EventFilter.ALL, _ -> {}));
    }

    /** A data source whose results of events break off after so many rows, as if the server went down. */
    private javax.sql.DataSource failingAfter(int rows) {
        return proxy(javax.sql.DataSource.class, bed.dataSource, (source, name) -> switch (source) {
            case Connection connection ->
                proxy(Connection.class, connection, (made, _) -> switch (made) {
                    case PreparedStatement statement
                    when statement.toString().contains("\"always\"") ->
                        proxy(PreparedStatement.class, statement, (result, _) -> {
                            var left = new AtomicInteger(rows);
                            return result instanceof ResultSet set
                                    ? proxy(ResultSet.class, set, (value, called) -> {
                                        if (called.equals("next") && left.getAndDecrement() == 0) {
                                            throw new SQLException("terminating connection", "57P01");
                                        }
                                        return value;
                                    })
                                    : result;
                        });
                    default -> made;
                });
            default -> source;
        });
    }

    private interface Changed {
        Object of(Object result, String method) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, Object behind, Changed changed) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    try {
                        var result = method.invoke(behind, arguments);
                        return result == null ? null : changed.of(result, method.getName());
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
