package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.atelier.database.embedded.internal.PostgresOptions;
import org.atelier.database.embedded.internal.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at random moments of merging: every merge is whole or absent, and every whole one can be undone. */
class KilledWhileMergingIT {
    /** How something is killed, and how it comes back. */
    private record Victim(Deed kill, Deed comeBack) {}

    @FunctionalInterface
    private interface Deed {
        void run() throws Exception;
    }

    @FunctionalInterface
    private interface Opening {
        Connection open() throws SQLException, IOException;
    }

    /** What hangs on an event; tasks are titles by person and role. */
    private record Content(TreeSet<String> tags, TreeMap<String, String> tasks, List<String> todos) {
        /** What must come of two events that are merged: a model that knows nothing of the engine. */
        Content mergedWith(Content other) {
            var merged = new Content(new TreeSet<>(tags), new TreeMap<>(tasks), new ArrayList<>(todos));
            merged.tags().addAll(other.tags());
            other.tasks().forEach((who, title) -> merged.tasks().merge(who, title, (a, b) -> a.isEmpty() ? b : a));
            merged.todos().addAll(other.todos());
            Collections.sort(merged.todos());
            return merged;
        }
    }

    @TempDir
    Path folder;

    private final Random random = new Random(Soak.SEED);
    private final AtomicLong usualNanos = new AtomicLong(50_000_000);
    /** How many pairs of events there are to be merged. */
    private int pairs;

    private int unanswered;
    private int unansweredButWhole;

    @Test
    void with_the_database_that_travels_along_every_merge_is_whole_or_absent_and_can_be_undone() throws Exception {
        try (var atelier = InstalledAtelier.start(folder.resolve("home"))) {
            Deed outlives = () -> {
                assertTrue(atelier.isAlive(), "the node must outlive its database");
                atelier.awaitReady();
            };
            mergeAndKill(
                    atelier,
                    atelier::database,
                    List.of(
                            new Victim(atelier::killNode, atelier::start),
                            new Victim(atelier::killDatabase, outlives),
                            new Victim(atelier::kill, atelier::start)),
                    Soak.count("merges", 9),
                    Soak.count("kills", 3));
        }
    }

    @Test
    void with_the_operators_own_database_every_merge_is_whole_or_absent_and_can_be_undone() throws Exception {
        var options =
                PostgresOptions.in(folder.resolve("postgres"), "only for tests").withPort(InstalledAtelier.freePort());
        try (var postgres = PostgresServer.start(options)) {
            var settings = Map.of(
                    "ATELIER_DATABASE_URL", postgres.jdbcUrl(),
                    "ATELIER_DATABASE_USER", options.user(),
                    "ATELIER_DATABASE_PASSWORD", options.password());
            try (var atelier =
                    InstalledAtelier.start(InstalledAtelier.DISTRIBUTION, folder.resolve("home"), settings)) {
                var feed = "/api/v1/events/published.yaml";
                var given = new AtomicReference<String>();
                Deed kills = () -> {
                    given.set(atelier.get(feed));
                    InstalledAtelier.killPostgres(postgres.process().orElseThrow());
                };
                Deed comesBack = () -> {
                    assertTrue(atelier.isAlive(), "the node must outlive its database");
                    assertEquals(
                            503, atelier.send(atelier.request("/health/ready")).statusCode());
                    var kept = atelier.send(atelier.request(feed));
                    assertEquals(200, kept.statusCode(), kept.body());
                    assertEquals(given.get(), kept.body());
                    assertTrue(kept.headers().firstValue("Age").isPresent(), "it must say how old that is");
                    var other = atelier.send(atelier.request("/api/v1/events/published.json"));
                    assertEquals(503, other.statusCode(), other.body());
                    assertTrue(other.headers().firstValue("Retry-After").isPresent());
                    postgres.startAgain();
                    atelier.awaitReady();
                };
                mergeAndKill(
                        atelier,
                        () -> postgres.dataSource().getConnection(),
                        List.of(new Victim(kills, comesBack), new Victim(atelier::killNode, atelier::start)),
                        Soak.count("merges", 3),
                        Soak.count("kills", 1));
            }
        }
    }

    private void mergeAndKill(InstalledAtelier atelier, Opening database, List<Victim> victims, int merges, int kills)
            throws Exception {
        pairs = merges;
        Map<String, Content> before;
        Map<String, List<String>> tablesBefore;
        try (var connection = database.open()) {
            seed(connection);
            before = contents(connection);
            tablesBefore = Journal.tables(connection);
        }
        merge(atelier, -1, new CountDownLatch(1)); // warms up, so that a kill meets a merge at its usual pace
        for (int kill = 0; kill < kills; kill++) {
            int from = merges * kill / kills;
            int to = merges * (kill + 1) / kills;
            killDuring(atelier, victims.get(kill % victims.size()), from, to);
            try (var connection = database.open()) {
                Journal.requireAgrees(connection);
                Journal.requireWhole(connection);
                requireWholeOrAbsent(before, contents(connection), from);
            }
            for (int pair = from; pair < to; pair++) {
                if (isThere(atelier, pair)) {
                    assertEquals(201, merge(atelier, pair, new CountDownLatch(1)), "pair " + pair);
                }
            }
        }
        Soak.tell(kills + " kills in " + merges + " merges: " + unanswered + " were not answered, of which "
                + unansweredButWhole + " were whole and " + (unanswered - unansweredButWhole) + " absent");
        try (var connection = database.open()) {
            undoAll(atelier, Journal.strings(connection, "select id::text from merge order by id"));
            Journal.requireAgrees(connection);
            assertEquals(tablesBefore, Journal.tables(connection));
        }
    }

    // ------------------------------------------------------------------------------------------------ merging

    /** Merges pair after pair, and kills at a random moment of a random one of them. */
    private void killDuring(InstalledAtelier atelier, Victim victim, int from, int to) throws Exception {
        int fatal = from + random.nextInt(to - from);
        var delay = (long) (random.nextDouble() * 1.3 * usualNanos.get());
        var reached = new CountDownLatch(1);
        var merging = CompletableFuture.supplyAsync(() -> {
            int pair = from;
            try {
                while (pair < to && merge(atelier, pair, pair == fatal ? reached : new CountDownLatch(1)) == 201) {
                    pair++;
                }
                return pair;
            } catch (IOException e) {
                return pair; // the one that got no answer
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                reached.countDown();
            }
        });
        reached.await();
        Thread.sleep(delay / 1_000_000, (int) (delay % 1_000_000));
        victim.kill().run();
        int stopped = merging.join();
        victim.comeBack().run();
        if (stopped < to) {
            unanswered++;
            unansweredButWhole += isThere(atelier, stopped) ? 0 : 1;
        }
        for (int pair = from; pair < stopped; pair++) {
            assertTrue(!isThere(atelier, pair), "merge of pair " + pair + " was answered, and is gone");
        }
    }

    /** The status of the answer; {@code confirming} is told when the merge itself is asked for. */
    private int merge(InstalledAtelier atelier, int pair, CountDownLatch confirming)
            throws IOException, InterruptedException {
        var request = "{\"kind\":\"event\",\"a\":\"pair%1$d-a\",\"b\":\"pair%1$d-b\",\"base\":\"a\"".formatted(pair);
        var plan = atelier.post("/api/v1/merges/plan", request + "}");
        if (plan.statusCode() != 200) {
            return plan.statusCode();
        }
        var fingerprint = InstalledAtelier.json(plan.body()).get("fingerprint").textValue();
        confirming.countDown();
        long start = System.nanoTime();
        int status = atelier.post("/api/v1/merges", request + ",\"fingerprint\":\"" + fingerprint + "\"}")
                .statusCode();
        if (status == 201) {
            usualNanos.set((usualNanos.get() + System.nanoTime() - start) / 2);
        }
        return status;
    }

    private static boolean isThere(InstalledAtelier atelier, int pair) throws IOException, InterruptedException {
        int status = atelier.send(atelier.asAdministrator("/api/v1/events/pair" + pair + "-b"))
                .statusCode();
        assertTrue(status == 200 || status == 301, "status " + status);
        return status == 200;
    }

    private void undoAll(InstalledAtelier atelier, List<String> merges) throws Exception {
        assertEquals(pairs + 1, merges.size());
        var inAnyOrder = new ArrayList<>(merges);
        Collections.shuffle(inAnyOrder, random);
        for (var merge : inAnyOrder) {
            var undone = atelier.post("/api/v1/merges/" + merge + "/undo", "{}");
            assertEquals(201, undone.statusCode(), undone.body());
        }
    }

    // ------------------------------------------------------------------------------------------------ the world

    private void seed(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    insert into tag (name) select 'tag-' || n from generate_series(1, 5) n;
                    insert into role (name) values ('helper'), ('instructor');
                    insert into person (username, personal) select 'person-' || n, 'Person ' || n
                    from generate_series(1, 20) n;
                    insert into event (slug, notes) select 'pair' || n || '-' || side, 'Notes of ' || side || n
                    from generate_series(-1, %d) n, unnest(array['a', 'b']) side;
                    insert into event_tag (event_id, tag_id) select e.id, t.id from event e join tag t
                    on t.name in ('tag-1', 'tag-2') and e.slug like '%%-a'
                    or t.name in ('tag-2', 'tag-3') and e.slug like '%%-b';
                    insert into task (event_id, person_id, role_id, title)
                    select e.id, p.id, r.id, case when e.slug like '%%-b' then 'lead' else '' end
                    from event e, role r, person p
                    where r.name = 'helper' and case when e.slug like '%%-a'
                    then p.username <= 'person-17' else p.username >= 'person-14' end;
                    insert into todo (event_id, title)
                    select e.id, e.slug || ' to do ' || n from event e, generate_series(1, 3) n;
                    """.formatted(pairs - 1));
        }
    }

    private static Map<String, Content> contents(Connection connection) throws SQLException {
        var contents = new HashMap<String, Content>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select slug, '' as what, '' as name, '' as value from event
                        union all
                        select slug, 'tag', t.name, '' from event e
                        join event_tag l on l.event_id = e.id join tag t on t.id = l.tag_id
                        union all
                        select slug, 'task', person_id || ' ' || role_id, title from event e
                        join task k on k.event_id = e.id
                        union all
                        select slug, 'todo', title, '' from event e join todo d on d.event_id = e.id
                        order by 1, 2, 3
                        """)) {
            while (rows.next()) {
                var content = contents.computeIfAbsent(
                        rows.getString(1), _ -> new Content(new TreeSet<>(), new TreeMap<>(), new ArrayList<>()));
                switch (rows.getString(2)) {
                    case "tag" -> content.tags().add(rows.getString(3));
                    case "task" -> content.tasks().put(rows.getString(3), rows.getString(4));
                    case "todo" -> content.todos().add(rows.getString(3));
                    default -> {}
                }
            }
        }
        contents.values().forEach(content -> Collections.sort(content.todos()));
        return contents;
    }

    private void requireWholeOrAbsent(Map<String, Content> before, Map<String, Content> now, int mergedForSure) {
        for (int pair = 0; pair < pairs; pair++) {
            var a = before.get("pair" + pair + "-a");
            var b = before.get("pair" + pair + "-b");
            if (now.containsKey("pair" + pair + "-b")) {
                assertTrue(pair >= mergedForSure, "merge of pair " + pair + " was answered long ago, and is gone");
                assertEquals(a, now.get("pair" + pair + "-a"));
                assertEquals(b, now.get("pair" + pair + "-b"));
            } else {
                assertEquals(a.mergedWith(b), now.get("pair" + pair + "-a"));
            }
        }
    }
}
