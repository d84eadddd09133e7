package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.Merging.BY;
import static org.atelier.persistence.internal.Merging.intoA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.atelier.domain.Dataset;
import org.atelier.domain.Dataset.Kind;
import org.atelier.domain.Datasets.BadRows;
import org.atelier.domain.Datasets.Progress;
import org.atelier.domain.NewOperation;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.MergeStore;
import org.atelier.merge.engine.Resolution;
import org.atelier.merge.engine.UndoOutcome;
import org.atelier.merge.engine.UndoRequest;
import org.atelier.merge.engine.internal.MergeService;
import org.atelier.merge.engine.internal.UndoService;
import org.atelier.merge.spi.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Merges while others merge, edit and import, on the same and on other nodes. */
class MergeConcurrencyTest {
    /** How long everybody works at once; the soak asks for more. */
    private static final Duration TOGETHER = Duration.ofSeconds(Integer.getInteger("atelier.soak.seconds", 4));

    /** What must have happened, whatever else did. */
    private static final Set<String> REACHED =
            Set.of("merge: merged", "undo: Done", "tag: CHANGED", "import: applied", "sql: 1");

    private static final int EVENTS = 40;
    private static final int PEOPLE = 10;

    /** What a merge may be told when others were faster: all of them 409 or 404, none of them a fault. */
    private static final Set<String> FASTER = Set.of("STALE_PLAN", "RETIRED_RECORD", "UNKNOWN_RECORD", "SAME_RECORD");

    /** The record is gone; there is such a row already. */
    private static final Set<String> OUTDATED = Set.of("23503", "23505");

    /** One process of several on the same database. */
    private static final class Node implements AutoCloseable {
        final Database database;
        final Operations operations;
        final MergeService merges;
        final UndoService undos;

        Node(DataSource source) {
            database = new Database(source, new Database.Limits(8, Duration.ofSeconds(20), Duration.ofSeconds(20)));
            operations = new Operations(database);
            var registry = BuiltInStrategies.registry();
            merges = new MergeService(registry, new PostgresMergeStore(database, operations));
            undos = new UndoService(registry, new PostgresUndoStore(database, operations, new VocabularyReliances()));
        }

        @Override
        public void close() {
            database.close();
        }
    }

    private final DataSource source = Databases.migrated();
    private final Node one = new Node(source);
    private final Node two = new Node(source);
    private final Workshops workshops = new Workshops(one.database);

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private static NewOperation by(String kind) {
        return new NewOperation(kind, "tester", "", "");
    }

    /** Between the look for a name and the reading of its record, another node may merge it away. */
    @Test
    void a_record_merged_away_after_it_was_found_is_refused_with_the_survivors_name() {
        workshops.event("a", "DC", "SWC");
        workshops.event("b", "LC");
        var request = intoA(Map.of());
        var fingerprint = two.merges.plan(request).fingerprint();
        var store = new PostgresMergeStore(one.database, one.operations);
        var faster = new AtomicInteger();
        var overtaken = (MergeStore) Proxy.newProxyInstance(
                MergeStore.class.getClassLoader(), new Class<?>[] {MergeStore.class}, (_, method, arguments) -> {
                    if (method.getName().equals("look") && faster.getAndIncrement() == 0) {
                        two.merges.apply(request, fingerprint, BY);
                    }
                    return method.invoke(store, arguments);
                });
        var merges = new MergeService(BuiltInStrategies.registry(), overtaken);
        var refused = assertThrows(MergeException.class, () -> merges.plan(request));
        assertEquals(MergeException.Code.RETIRED_RECORD, refused.code());
        assertTrue(refused.getMessage().contains("was merged into \"a\""), refused.getMessage());
    }

    @Test
    void merges_of_the_same_events_at_the_same_time_end_with_one_merge_and_clear_refusals() throws Exception {
        workshops.event("a", "DC", "SWC");
        workshops.event("b", "LC");
        var request = intoA(Map.of());
        var plan = one.merges.plan(request);
        var outcomes = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var running = new ArrayList<Future<String>>();
            for (int i = 0; i < 4; i++) {
                var node = i % 2 == 0 ? one : two;
                running.add(threads.submit(() -> {
                    try {
                        node.merges.apply(request, plan.fingerprint(), BY);
                        return "merged";
                    } catch (MergeException e) {
                        return e.code().name();
                    }
                }));
            }
            for (var each : running) {
                outcomes.add(each.get());
            }
        }
        assertEquals(1, outcomes.stream().filter("merged"::equals).count(), outcomes.toString());
        outcomes.remove("merged");
        assertTrue(FASTER.containsAll(outcomes), outcomes.toString());
    }

    /**
     * Eight clients on two nodes merge, undo, tag, edit with plain SQL and import the same events and people: there is an order
     * in which one after another would have done the same, and nobody is told anything but that others were faster.
     */
    @Test
    void what_many_do_at_once_is_what_they_would_have_done_one_after_another() throws Exception {
        for (int i = 0; i < EVENTS; i++) {
            workshops.event("event-" + i, "DC", "SWC");
        }
        for (int i = 0; i < PEOPLE; i++) {
            workshops.insert("person", "username, personal", "person-" + i, "Person");
        }
        var role = workshops.named("role", "helper");
        var badge = workshops.named("badge", "instructor");
        workshops.named("tag", "LC");
        var done = new ConcurrentSkipListMap<String, AtomicInteger>();
        var merged = new CopyOnWriteArrayList<Long>();
        var end = System.nanoTime() + TOGETHER.toNanos();
        // on a slow machine edits come too often for a merge to find its plan as it was: then a little longer
        var latest = end + Duration.ofSeconds(60).toNanos();
        var work = new ArrayList<Callable<Void>>();
        for (int i = 0; i < 8; i++) {
            var node = i % 2 == 0 ? one : two;
            var random = new Random(i);
            var job = i;
            work.add(() -> {
                while (System.nanoTime() < end
                        || System.nanoTime() < latest && !done.keySet().containsAll(REACHED)) {
                    var outcome = switch (job) {
                        case 0, 1 -> "merge: " + merge(node, "event", "event-", EVENTS, random, merged);
                        case 2 -> "merge: " + merge(node, "person", "person-", PEOPLE, random, merged);
                        case 3 -> "undo: " + undo(node, merged, random);
                        case 4 -> "tag: " + tag(node, random);
                        case 5 -> "import: " + load(node, random);
                        default -> "sql: " + edit(random, role, badge);
                    };
                    done.computeIfAbsent(outcome, _ -> new AtomicInteger()).incrementAndGet();
                }
                return null;
            });
        }
        try (var threads = Executors.newFixedThreadPool(work.size())) {
            for (var each : threads.invokeAll(work)) {
                each.get();
            }
        }
        var counts = new TreeMap<>(done);
        assertEquals(Replay.serially(workshops), Replay.now(workshops));
        assertEquals(0, orphans());
        assertTrue(counts.keySet().containsAll(REACHED), counts.toString());
        assertEquals(0, deadlocks(), counts.toString());
        System.getLogger(MergeConcurrencyTest.class.getName()).log(System.Logger.Level.INFO, counts.toString());
    }

    /** Every answer to an undo that is none of its faults: it is undone, others stand on it, or were faster. */
    private static final Set<String> UNDOING = Set.of("UNDONE_ALREADY", "LATER_OPERATION", "STALE_PLAN");

    private static String undo(Node node, List<Long> merged, Random random) throws InterruptedException {
        if (merged.isEmpty()) {
            Thread.sleep(5);
            return "nothing to do";
        }
        try {
            var operation = merged.get(random.nextInt(merged.size()));
            var outcome = node.undos.undo(UndoRequest.plain(operation), by("undo"));
            if (outcome instanceof UndoOutcome.Open(var plan)) {
                var answers = new TreeMap<String, Resolution>();
                for (var conflict : plan.conflicts()) {
                    answers.put(
                            conflict.id(),
                            conflict.choices().stream()
                                    .filter(choice -> choice != Resolution.STOP)
                                    .skip(random.nextInt(conflict.choices().size() - 1))
                                    .findFirst()
                                    .orElseThrow());
                }
                outcome = node.undos.undo(
                        new UndoRequest(operation, answers, Optional.of(plan.fingerprint())), by("undo"));
            }
            return outcome.getClass().getSimpleName();
        } catch (MergeException e) {
            assertTrue(UNDOING.contains(e.code().name()), e.code() + ": " + e.getMessage());
            return e.code().name();
        }
    }

    private static String merge(Node node, String kind, String prefix, int count, Random random, List<Long> merged) {
        var request = new MergeRequest(
                kind,
                prefix + random.nextInt(count),
                prefix + random.nextInt(count),
                random.nextBoolean() ? Side.A : Side.B,
                Map.of(),
                Optional.empty());
        try {
            merged.add(node.merges
                    .apply(request, node.merges.plan(request).fingerprint(), by("merge." + kind))
                    .id());
            return "merged";
        } catch (MergeException e) {
            assertTrue(FASTER.contains(e.code().name()), e.code() + ": " + e.getMessage());
            return e.code().name();
        }
    }

    private static String tag(Node node, Random random) {
        var events = new PostgresEvents(node.database, node.operations);
        var slug = "event-" + random.nextInt(EVENTS);
        var tag = List.of("DC", "SWC", "LC").get(random.nextInt(3));
        return (random.nextBoolean() ? events.tag(slug, tag, by("tag")) : events.untag(slug, tag, by("untag"))).name();
    }

    private static String load(Node node, Random random) {
        var rows = new Dataset();
        for (int i = 0; i < 5; i++) {
            rows.add(
                    Kind.EVENT,
                    new Dataset.Row(
                            new Dataset.Origin("import", i),
                            Map.of(
                                    "slug", "event-" + random.nextInt(EVENTS),
                                    "venue", "venue " + random.nextInt(3))));
        }
        var report = new PostgresDatasets(node.operations).load(rows, BadRows.SKIP, by("import"), Progress.SILENT);
        return report.applied() ? "applied" : "nothing to do";
    }

    /** As another client would, one row at a time. */
    private String edit(Random random, long role, long badge) throws SQLException, InterruptedException {
        var event = "(select id from event where slug = 'event-" + random.nextInt(EVENTS) + "')";
        var person = "(select id from person where username = 'person-" + random.nextInt(PEOPLE) + "')";
        var statement = switch (random.nextInt(8)) {
            case 0 -> "update event set attendance = coalesce(attendance, 0) + 1 where id = " + event;
            case 1 -> "insert into todo (event_id, title) select id, 'to do' from event where id = " + event;
            case 2 ->
                "update todo set completed = not completed where id = " + "(select id from todo where event_id = "
                        + event + " order by random() limit 1)";
            case 3 ->
                "insert into task (event_id, person_id, role_id) select e.id, p.id, " + role
                        + " from event e, person p where e.id = " + event + " and p.id = " + person;
            case 4 -> "update event set assigned_to_id = " + person + " where id = " + event;
            case 5 ->
                "insert into award (person_id, badge_id, event_id) select p.id, " + badge
                        + ", e.id from event e, person p where e.id = " + event + " and p.id = " + person;
            case 6 ->
                "delete from task where id = " + "(select id from task where event_id = " + event
                        + " order by random() limit 1)";
            default ->
                "update task set person_id = " + person + " where " + person + " is not null and id = "
                        + "(select id from task where event_id = " + event + " order by random() limit 1)";
        };
        try (var connection = source.getConnection();
                var sql = connection.createStatement()) {
            Thread.sleep(5); // a person takes longer
            return Integer.toString(sql.executeUpdate(statement));
        } catch (SQLException e) {
            assertTrue(OUTDATED.contains(e.getSQLState()), e.getSQLState() + ": " + e.getMessage());
            return e.getSQLState();
        }
    }

    private int orphans() {
        return workshops.sql(db -> db.fetchSingle("""
                        select count(*) from redirect r
                        where not exists (select from event e where r.kind = 'event' and e.id = r.target_id)
                          and not exists (select from person p where r.kind = 'person' and p.id = r.target_id)
                        """).get(0, Integer.class));
    }

    /** As the server counted them; a connection tells it when it closes. */
    private int deadlocks() throws SQLException {
        one.close();
        two.close();
        try (var connection = source.getConnection();
                var sql = connection.createStatement();
                var rows =
                        sql.executeQuery("select deadlocks from pg_stat_database where datname = current_database()")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void a_merge_gives_way_to_somebody_who_holds_one_row_and_wants_another() throws Exception {
        var a = workshops.event("a");
        workshops.event("b");
        var todo = workshops.todo(a, "book the room");
        var request = intoA(Map.of());
        var shown = one.merges.plan(request).fingerprint();
        try (var client = source.getConnection();
                var threads = Executors.newSingleThreadExecutor()) {
            client.setAutoCommit(false);
            execute(client, "update todo set completed = true where id = " + todo);
            var merge = threads.submit(() -> {
                try {
                    one.merges.apply(request, shown, BY);
                    return "merged";
                } catch (MergeException e) {
                    return e.code().name();
                }
            });
            awaitSomebodyWaiting();
            execute(client, "update event set venue = 'the library' where id = " + a);
            client.commit();
            assertEquals("STALE_PLAN", merge.get(20, TimeUnit.SECONDS));
        }
        assertEquals(0, deadlocks());
    }

    @Test
    void a_merge_that_gave_way_to_somebody_who_changed_nothing_tries_again_by_itself() throws Exception {
        workshops.event("a");
        var b = workshops.event("b");
        var request = intoA(Map.of());
        var shown = one.merges.plan(request).fingerprint();
        try (var client = source.getConnection();
                var threads = Executors.newSingleThreadExecutor()) {
            client.setAutoCommit(false);
            execute(client, "select id from event where id = " + b + " for update");
            var merge = threads.submit(() -> one.merges.apply(request, shown, BY));
            awaitSomebodyWaiting();
            Thread.sleep(500); // longer than the merge waits at a time
            client.rollback();
            assertEquals("b", merge.get(20, TimeUnit.SECONDS).retired());
        }
    }

    /** Whoever gives a person a task locks the event first, and then waits for the person who is being merged. */
    @Test
    void a_merge_of_people_does_not_wait_for_somebody_who_refers_to_their_event() throws Exception {
        var p = workshops.insert("person", "username, personal", "p", "P");
        var q = workshops.insert("person", "username, personal", "q", "Q");
        var event = workshops.insert("event", "slug, assigned_to_id", "e", q);
        var request = new MergeRequest("person", "p", "q", Side.A, Map.of(), Optional.empty());
        var shown = one.merges.plan(request).fingerprint();
        try (var client = source.getConnection()) {
            client.setAutoCommit(false);
            execute(client, "select id from event where id = " + event + " for key share");
            var receipt = one.merges.apply(request, shown, by("merge.person"));
            assertEquals(p, receipt.survivorId());
            client.rollback();
        }
    }

    @Test
    void editing_one_row_does_not_wait_for_an_operation_on_many() throws Exception {
        workshops.event("a");
        workshops.named("tag", "DC");
        try (var impatient =
                new Database(source, new Database.Limits(1, Duration.ofSeconds(5), Duration.ofSeconds(2)))) {
            var outcome = one.operations.writeMany(
                    by("import"),
                    (_, _) -> new PostgresEvents(impatient, new Operations(impatient)).tag("a", "DC", by("tag")),
                    _ -> false);
            assertEquals("CHANGED", outcome.name());
        }
        assertEquals(
                "a DC",
                workshops.sql(db -> db.fetchSingle("select e.slug || ' ' || t.name from event_tag "
                                + "join event e on e.id = event_id join tag t on t.id = tag_id")
                        .get(0, String.class)));
    }

    private void awaitSomebodyWaiting() throws Exception {
        var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < end) {
            var waiting = workshops.sql(
                    db -> db.fetchSingle("select count(*) from pg_stat_activity where datname = current_database() "
                                    + "and wait_event_type = 'Lock'")
                            .get(0, Integer.class));
            if (waiting > 0) {
                return;
            }
            Thread.sleep(5);
        }
        throw new AssertionError("nobody waits");
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
