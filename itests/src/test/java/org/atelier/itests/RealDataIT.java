package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The whole path on what AMY published two days before the incident: import, export to the byte, tag, merge with base A
 * and tags from B, and every other event's tags untouched.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealDataIT {
    private static final String PUBLISHED = "/api/v1/events/published.yaml";

    @TempDir
    static Path folder;

    private static Path file;
    private static Map<String, Object> truth;
    private static InstalledAtelier atelier;

    @BeforeAll
    static void start() throws Exception {
        file = SharedData.websiteFile();
        truth = load(Files.readString(file));
        atelier = InstalledAtelier.start(folder.resolve("home"));
    }

    @AfterAll
    static void close() throws Exception {
        if (atelier != null) {
            atelier.close();
        }
    }

    private static <T> T load(String yaml) {
        var options = new LoaderOptions();
        options.setCodePointLimit(32 << 20);
        return new Yaml(new SafeConstructor(options)).load(yaml);
    }

    private static List<Map<String, Object>> published(String query) throws Exception {
        return load(atelier.get(PUBLISHED + query));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Object value) {
        return (List<Map<String, Object>>) value;
    }

    @Test
    @Order(1)
    void the_file_is_imported_and_a_second_time_changes_nothing() throws Exception {
        var first = atelier.command("import", "amy", file.toString());
        assertEquals(0, first.exit(), first.output());
        var operations = count("operation");
        var second = atelier.command("import", "amy", file.toString());
        assertEquals(0, second.exit(), second.output());
        assertEquals(operations, count("operation"), second.output());
        assertEquals(655, count("event"));
        assertEquals(782, count("person"));
        assertEquals(163, count("airport"));
        assertEquals(7, count("tag"));
    }

    private static int count(String table) throws Exception {
        try (var connection = atelier.database();
                var rows = connection.createStatement().executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** The figure in AMY's own access log of 2016-04-06. */
    @Test
    @Order(2)
    void the_feed_of_ttt_has_the_length_it_had_in_amys_access_log() throws Exception {
        var answer = atelier.sendForBytes(atelier.request(PUBLISHED + "?tag=TTT"));
        assertEquals(200, answer.statusCode());
        assertEquals(7879, answer.body().length);
        assertEquals("7879", answer.headers().firstValue("Content-Length").orElse("none"));
    }

    @Test
    @Order(3)
    void feeds_have_as_many_events_as_the_file() throws Exception {
        assertEquals(45, published("?tag=DC").size());
        assertEquals(591, published("?tag=SWC").size());
        assertEquals(20, published("?tag=TTT").size());
        assertEquals(655, published("").size());
        assertEquals(
                published("?tag=SWC").stream()
                        .filter(event -> list(event.get("tags")).toString().contains("DC"))
                        .count(),
                published("?tag=SWC&tag=DC").size());
    }

    @Test
    @Order(3)
    void badges_and_instructors_read_back_as_the_file_has_them_in_its_order() throws Exception {
        assertEquals(truth.get("badges"), load(atelier.get("/api/v1/export/badges.yaml")));
        var expected = new ArrayList<Map<String, Object>>();
        for (var airport : list(truth.get("airports"))) {
            var row = new TreeMap<String, Object>(airport);
            row.computeIfPresent("country", (_, country) -> ((String) country).toUpperCase(Locale.ROOT));
            expected.add(row);
        }
        assertEquals(expected, load(atelier.get("/api/v1/export/instructors.yaml")));
    }

    @Test
    @Order(3)
    void events_read_back_as_the_file_has_them() throws Exception {
        var expected = new TreeMap<String, Map<String, Object>>();
        for (var part : List.of("workshops_past", "workshops_current")) {
            for (var event : list(truth.get(part))) {
                expected.put((String) event.get("slug"), comparable(event));
            }
        }
        var exported = new TreeMap<String, Map<String, Object>>();
        var events = published("");
        for (var event : events) {
            exported.put((String) event.get("slug"), comparable(event));
        }
        assertEquals(expected, exported);
        var starts = events.stream()
                .map(event -> (java.util.Date) event.get("start"))
                .toList();
        assertEquals(starts.stream().sorted(Comparator.reverseOrder()).toList(), starts);
    }

    /** Countries in upper case, tags as a set. */
    private static Map<String, Object> comparable(Map<String, Object> event) {
        var row = new TreeMap<String, Object>(event);
        row.computeIfPresent("country", (_, country) -> ((String) country).toUpperCase(Locale.ROOT));
        var tags = new TreeSet<String>();
        list(event.get("tags")).forEach(tag -> tags.add(tag.toString()));
        row.put("tags", tags);
        return row;
    }

    @Test
    @Order(4)
    void an_unknown_tag_or_parameter_never_widens_the_answer() throws Exception {
        for (var query : List.of("?tag=NOSUCH", "?tag=SWC&tag=NOSUCH", "?tag=")) {
            var answer = atelier.send(atelier.request(PUBLISHED + query));
            assertEquals(404, answer.statusCode(), query + ": " + answer.body());
            assertEquals(
                    "application/problem+json",
                    answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", ""));
        }
        var unknown = atelier.send(atelier.request(PUBLISHED + "?tags=SWC"));
        assertEquals(400, unknown.statusCode());
        assertTrue(unknown.body().contains("tags") && unknown.body().contains("\"tag\""), unknown.body());
    }

    @Test
    @Order(5)
    void unchanged_data_is_answered_with_304() throws Exception {
        var first = atelier.send(atelier.request(PUBLISHED + "?tag=DC"));
        var tag = first.headers().firstValue("ETag").orElseThrow();
        var second = atelier.send(atelier.request(PUBLISHED + "?tag=DC").header("If-None-Match", tag));
        assertEquals(304, second.statusCode());
        assertEquals("", second.body());
        var zipped = atelier.sendForBytes(atelier.request(PUBLISHED + "?tag=DC").header("Accept-Encoding", "gzip"));
        assertEquals("gzip", zipped.headers().firstValue("Content-Encoding").orElse("none"));
        assertEquals(
                first.body(),
                new String(
                        new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(zipped.body()))
                                .readAllBytes(),
                        StandardCharsets.UTF_8));
        var head = atelier.send(atelier.request(PUBLISHED + "?tag=TTT")
                .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody()));
        assertEquals(200, head.statusCode());
        assertEquals("7879", head.headers().firstValue("Content-Length").orElse("none"));
    }

    /** The merge of 2016-04-06: base A, tags from B. */
    @Test
    @Order(6)
    void a_merge_changes_the_feed_by_exactly_what_was_merged() throws Exception {
        var dc = published("?tag=DC");
        var a = (String) dc.get(0).get("slug");
        var ttt = published("?tag=TTT");
        var b = (String) ttt.get(0).get("slug");
        var before = new LinkedHashMap<String, Map<String, Object>>();
        published("").forEach(event -> before.put((String) event.get("slug"), event));

        var planned = atelier.post("/api/v1/merges/plan", request(a, b, ""));
        assertEquals(200, planned.statusCode(), planned.body());
        var fingerprint =
                InstalledAtelier.json(planned.body()).get("fingerprint").textValue();
        var merged = atelier.post("/api/v1/merges", request(a, b, ",\"fingerprint\":\"" + fingerprint + "\""));
        assertEquals(201, merged.statusCode(), merged.body());

        var expected = new LinkedHashMap<>(before);
        var survivor = new LinkedHashMap<>(before.get(a));
        survivor.put("tags", before.get(b).get("tags"));
        expected.put(a, survivor);
        expected.remove(b);
        var after = new LinkedHashMap<String, Map<String, Object>>();
        published("").forEach(event -> after.put((String) event.get("slug"), event));
        assertEquals(expected, after);
        assertEquals(44, published("?tag=DC").size());

        var retired = atelier.send(atelier.asAdministrator("/api/v1/events/" + b));
        assertEquals(301, retired.statusCode());
        assertTrue(retired.headers().firstValue("Location").orElse("").endsWith("/api/v1/events/" + a));
        var location = merged.headers().firstValue("Location").orElseThrow();
        var receipt = atelier.send(atelier.asAdministrator(location));
        assertEquals(200, receipt.statusCode());
        assertEquals(InstalledAtelier.json(merged.body()), InstalledAtelier.json(receipt.body()));

        var again = atelier.command("import", "amy", file.toString());
        assertEquals(0, again.exit(), again.output());
        assertEquals(654, count("event"), "what was merged came back:\n" + again.output());
    }

    @Test
    @Order(7)
    void the_command_line_plans_and_merges_as_the_api_does() throws Exception {
        var events = published("?tag=DC");
        var a = (String) events.get(2).get("slug");
        var b = (String) published("?tag=TTT").get(3).get("slug");
        var before = count("event");
        var withDc = events.size();
        var plan = atelier.command("merge", "plan", a, b, "--base", "a", "--choose", "tags=keep-b");
        assertEquals(0, plan.exit(), plan.output());
        assertTrue(plan.output().contains("Tag DC is taken off " + a), plan.output());
        assertEquals(before, count("event"), "a plan changes nothing");
        var wrong = atelier.command(
                "merge", "apply", a, b, "--base", "a", "--choose", "tags=keep-b", "--fingerprint", "0".repeat(64));
        assertTrue(wrong.exit() != 0, wrong.output());
        assertEquals(before, count("event"));
        var applied = atelier.command("merge", "apply", a, b, "--base", "a", "--choose", "tags=keep-b", "--yes");
        assertEquals(0, applied.exit(), applied.output());
        assertEquals(before - 1, count("event"));
        assertEquals(7, count("tag"));
        assertEquals(withDc - 1, published("?tag=DC").size());
    }

    private static String request(String a, String b, String more) {
        return "{\"kind\":\"event\",\"a\":\"" + a + "\",\"b\":\"" + b
                + "\",\"base\":\"a\",\"choices\":{\"tags\":\"keep-b\"},\"default\":\"keep-a\"" + more + "}";
    }
}
