package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.atelier.testing.postgres.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many clients merge, undo and edit the same events at the same time: no update is lost, and all of it is one history. */
class CrowdIT {
    private static final int CLIENTS = 8;
    private static final int EVENTS = 200;
    private static final int SECONDS = Soak.count("seconds", 4);

    @TempDir
    Path folder;

    /** What a client may be answered; anything else is an error. Codes of problems are the platform's own. */
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            // an event that was merged a moment ago is refused with the survivor's name; stale if it just came back
            "plan", Set.of("200", "409 retired-record", "409 stale-plan"),
            // what was planned is no longer so, or one of the two went since
            "merge", Set.of("201", "409 stale-plan", "409 retired-record"),
            "undo", Set.of("201", "409 undo-conflicts", "409 undone-already", "409 later-operation"),
            // 308 leads to the survivor; 404 if the event came back between the attempt and the look where it went
            "tag", Set.of("204", "308", "404 unknown-event"));

    /** What a crowd did, and what it was told. */
    private static final class Crowd {
        private final AtomicBoolean over = new AtomicBoolean();
        private final Map<String, AtomicInteger> answers = new ConcurrentSkipListMap<>();

        /** Each label is given once, to one event: where it was accepted, or nothing where nobody answered. */
        private final Map<String, String> accepted = new ConcurrentHashMap<>();

        private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
        private final Set<InstalledAtelier> dying = ConcurrentHashMap.newKeySet();
        private final List<InstalledAtelier> nodes;

        Crowd(List<InstalledAtelier> nodes) {
            this.nodes = nodes;
        }

        /** Lets all clients work for so many seconds; {@code meanwhile} runs half way. */
        void work(int seconds, Callable<Void> meanwhile) throws Exception {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var working = new ArrayList<Future<?>>();
                for (int client = 0; client < CLIENTS; client++) {
                    int number = client;
                    working.add(threads.submit(() -> {
                        try {
                            client(number);
                        } finally {
                            over.set(true); // one that fails ends the test
                        }
                        return null;
                    }));
                }
                sleep(seconds * 500);
                meanwhile.call();
                sleep(seconds * 500);
                over.set(true);
                for (var one : working) {
                    one.get();
                }
            }
        }

        /** From now on clients of this node may be left without an answer, and go to another. */
        void kill(InstalledAtelier node) throws InterruptedException {
            dying.add(node);
            node.killNode();
        }

        private void sleep(int millis) throws InterruptedException {
            for (int slept = 0; slept < millis && !over.get(); slept += 50) {
                Thread.sleep(50);
            }
        }

        private void client(int number) throws InterruptedException, IOException {
            var random = new Random(Soak.SEED * CLIENTS + number);
            var merges = new ArrayList<Long>();
            int labels = 0;
            int node = number % nodes.size();
            while (!over.get()) {
                var label = "label-" + number + "-" + labels;
                int what = random.nextInt(10);
                try {
                    if (what < 5) {
                        labels++;
                        label(nodes.get(node), label, slug(random));
                    } else if (what < 9 || merges.isEmpty()) {
                        merge(nodes.get(node), slug(random), slug(random), random, merges);
                    } else {
                        undo(nodes.get(node), merges.remove(random.nextInt(merges.size())));
                    }
                } catch (IOException e) {
                    if (!dying.contains(nodes.get(node))) {
                        throw e;
                    }
                    if (what < 5) {
                        unanswered.add(label);
                    }
                    node = (node + 1) % nodes.size(); // as a balancer would
                }
            }
        }

        private static String slug(Random random) {
            return "crowd-" + (1 + random.nextInt(EVENTS));
        }

        private void label(InstalledAtelier node, String label, String slug) throws IOException, InterruptedException {
            var event = slug;
            for (int hops = 0; hops < 10; hops++) {
                var answer = node.send(node.asAdministrator("/api/v1/events/" + event + "/tags/" + label)
                        .PUT(HttpRequest.BodyPublishers.noBody()));
                if (answered("tag", answer.statusCode(), answer.body()) == 204) {
                    accepted.put(label, event);
                    return;
                }
                if (answer.statusCode() == 404) {
                    return;
                }
                event = answer.headers().firstValue("Location").orElseThrow().split("/")[4];
            }
            throw new AssertionError("redirected for ever: " + slug);
        }

        private void merge(InstalledAtelier node, String a, String b, Random random, List<Long> merges)
                throws IOException, InterruptedException {
            if (a.equals(b)) {
                return;
            }
            var request = "{\"kind\":\"event\",\"a\":\"%s\",\"b\":\"%s\",\"base\":\"%s\""
                    .formatted(a, b, random.nextBoolean() ? "a" : "b");
            var plan = node.post("/api/v1/merges/plan", request + "}");
            if (answered("plan", plan.statusCode(), plan.body()) == 200) {
                var fingerprint =
                        InstalledAtelier.json(plan.body()).get("fingerprint").textValue();
                var merged = node.post("/api/v1/merges", request + ",\"fingerprint\":\"" + fingerprint + "\"}");
                if (answered("merge", merged.statusCode(), merged.body()) == 201) {
                    merges.add(InstalledAtelier.json(merged.body()).get("id").longValue());
                }
            }
        }

        private void undo(InstalledAtelier node, long merge) throws IOException, InterruptedException {
            var undone = node.post("/api/v1/merges/" + merge + "/undo", "{}");
            answered("undo", undone.statusCode(), undone.body());
        }

        private int answered(String what, int status, String body) {
            var answer = status < 400
                    ? Integer.toString(status)
                    : status + " " + InstalledAtelier.json(body).path("code").asText();
            answers.computeIfAbsent(what + " " + answer, _ -> new AtomicInteger())
                    .incrementAndGet();
            assertTrue(ALLOWED.get(what).contains(answer), () -> what + ": " + answer + "\n" + body);
            return status;
        }
    }

    @Test
    void no_update_is_lost_and_all_of_it_is_one_history() throws Exception {
        try (var atelier = InstalledAtelier.start(folder.resolve("home"));
                var connection = atelier.database()) {
            var crowd = new Crowd(List.of(atelier));
            seed(connection);
            crowd.work(SECONDS, () -> null);
            assertEquals(Set.of(), crowd.unanswered);
            requireOneHistory(crowd, atelier, connection);
        }
    }

    @Test
    void two_nodes_share_one_database_and_when_one_is_killed_the_other_goes_on() throws Exception {
        var postgres = TestPostgres.migratedBy(_ -> {}).freshDatabase();
        try (var connection = postgres.getConnection()) {
            var settings = Map.of(
                    "ATELIER_DATABASE_URL", TestPostgres.jdbcUrl(connection.getCatalog()),
                    "ATELIER_DATABASE_USER", TestPostgres.user(),
                    "ATELIER_DATABASE_PASSWORD", TestPostgres.password());
            try (var first = InstalledAtelier.start(InstalledAtelier.DISTRIBUTION, folder.resolve("first"), settings);
                    var second =
                            InstalledAtelier.start(InstalledAtelier.DISTRIBUTION, folder.resolve("second"), settings)) {
                seed(connection);
                var crowd = new Crowd(List.of(first, second));
                var random = new Random(Soak.SEED);
                var victim = random.nextBoolean() ? first : second;
                crowd.work(SECONDS, () -> {
                    crowd.kill(victim);
                    return null;
                });
                requireOneHistory(crowd, victim == first ? second : first, connection);
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ looking

    private static void requireOneHistory(Crowd crowd, InstalledAtelier node, Connection connection) throws Exception {
        Soak.tell(crowd.answers + ", not answered " + crowd.unanswered.size());
        for (var needed : List.of("tag 204", "merge 201")) {
            assertTrue(crowd.answers.containsKey(needed), "nobody was answered " + needed);
        }
        Journal.requireAgrees(connection);
        Journal.requireWhole(connection);
        assertEquals(List.of(Integer.toString(2 * EVENTS)), Journal.strings(connection, "select count(*) from todo"));

        var expected = new TreeMap<String, String>();
        for (var label : crowd.accepted.entrySet()) {
            expected.put(label.getKey(), survivor(node, label.getValue()));
        }
        var found = new TreeMap<String, String>();
        var twice = new HashSet<String>();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery("select t.name, e.slug from event_tag l join tag t on t.id = l.tag_id "
                                + "join event e on e.id = l.event_id where t.name like 'label-%'")) {
            while (rows.next()) {
                if (crowd.unanswered.contains(rows.getString(1))) {
                    continue; // done or not, the client was never told
                }
                if (found.put(rows.getString(1), rows.getString(2)) != null) {
                    twice.add(rows.getString(1));
                }
            }
        }
        assertEquals(Set.of(), twice, "labels on two events");
        assertEquals(expected, found);
    }

    private static String survivor(InstalledAtelier node, String slug) throws IOException, InterruptedException {
        var answer = node.send(node.asAdministrator("/api/v1/events/" + slug));
        if (answer.statusCode() == 200) {
            return slug;
        }
        assertEquals(301, answer.statusCode(), answer.body());
        var location = answer.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static void seed(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    insert into tag (name) select 'tag-' || n from generate_series(1, 5) n;
                    insert into tag (name) select 'label-' || c || '-' || n
                    from generate_series(0, %d) c, generate_series(0, %d) n;
                    insert into role (name) values ('helper');
                    insert into person (username, personal) select 'person-' || n, 'Person ' || n
                    from generate_series(1, 30) n;
                    insert into event (slug, notes) select 'crowd-' || n, 'Notes of ' || n from generate_series(1, %d) n;
                    insert into event_tag (event_id, tag_id) select e.id, t.id from event e join tag t
                    on t.name = 'tag-' || (1 + e.id %% 5) or t.name = 'tag-' || (1 + e.id %% 3);
                    insert into task (event_id, person_id, role_id)
                    select e.id, p.id, r.id from event e, role r, person p where p.id %% 10 = e.id %% 10;
                    insert into todo (event_id, title) select e.id, e.slug || ' ' || n
                    from event e, generate_series(1, 2) n;
                    """.formatted(CLIENTS - 1, 200 * SECONDS, EVENTS));
        }
    }
}
