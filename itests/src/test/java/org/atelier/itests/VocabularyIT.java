package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Websites ask for tags by name; on real data, with a configuration that says which. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VocabularyIT {
    private static final String PUBLISHED = "/api/v1/events/published.yaml?tag=";

    @TempDir
    static Path folder;

    private static Path file;
    private static InstalledAtelier atelier;

    @BeforeAll
    static void start() throws Exception {
        file = SharedData.websiteFile();
        atelier = InstalledAtelier.start(
                InstalledAtelier.DISTRIBUTION,
                folder.resolve("home"),
                Map.of("ATELIER_VOCABULARY_TAGS", "DC, SWC,spare", "ATELIER_VOCABULARY_ROLES", "instructor"));
        imported();
    }

    @AfterAll
    static void close() throws Exception {
        if (atelier != null) {
            atelier.close();
        }
    }

    private static String imported() throws Exception {
        var done = atelier.command("import", "amy", file.toString());
        assertEquals(0, done.exit(), done.output());
        return done.output();
    }

    @Test
    @Order(1)
    void a_tag_that_the_configuration_relies_on_is_not_deleted() throws Exception {
        var dc = InstalledAtelier.json(
                atelier.send(atelier.asAdministrator("/api/v1/tags/DC")).body());
        assertEquals(45, dc.get("events").intValue());
        assertEquals("[\"the configuration\"]", dc.get("relied_on_by").toString());

        assertRefused("tag-relied-on", delete("/api/v1/tags/DC"));
        assertRefused("tag-in-use", delete("/api/v1/tags/TTT"));
        assertEquals(404, delete("/api/v1/tags/spare").statusCode());
        assertTrue(
                vocabulary().contains("the configuration relies on the tag \\\"spare\\\", which does not exist"),
                vocabulary());
        assertEquals(201, atelier.post("/api/v1/tags", "{\"name\":\"spare\"}").statusCode());
        assertTrue(!vocabulary().contains("spare"), vocabulary());
        assertRefused("tag-relied-on", delete("/api/v1/tags/spare"));
        assertEquals(201, atelier.post("/api/v1/tags", "{\"name\":\"brief\"}").statusCode());
        assertEquals(204, delete("/api/v1/tags/brief").statusCode());
    }

    /** What readiness says of the words that somebody relies on. */
    private static String vocabulary() throws Exception {
        for (var check : InstalledAtelier.json(atelier.get("/health/ready")).get("checks")) {
            if (check.get("name").textValue().equals("vocabulary")) {
                return check.toString();
            }
        }
        throw new AssertionError("readiness does not speak of vocabulary");
    }

    private static HttpResponse<String> delete(String path) throws Exception {
        return atelier.send(atelier.asAdministrator(path).DELETE());
    }

    private static void assertRefused(String code, HttpResponse<String> answer) {
        assertEquals(409, answer.statusCode(), answer.body());
        assertEquals(code, InstalledAtelier.json(answer.body()).get("code").textValue());
    }

    @Test
    @Order(2)
    void a_feed_asked_for_by_the_name_of_a_merged_tag_is_the_survivors_to_the_byte() throws Exception {
        var before = bytes("TTT");
        assertEquals(7879, before.length);

        merge("tag", "DC", "TTT");

        assertArrayEquals(bytes("TTT"), bytes("DC"));
        assertArrayEquals(bytes("TTT"), bytes("DC&tag=TTT"));
        assertTrue(bytes("DC").length > before.length);
        assertRefused("tag-merged", delete("/api/v1/tags/DC"));
        assertRefused("tag-relied-on", delete("/api/v1/tags/TTT"));
        assertRefused("tag-merged", atelier.post("/api/v1/tags", "{\"name\":\"DC\"}"));
        assertEquals(404, atelier.send(atelier.request(PUBLISHED + "DCC")).statusCode());
    }

    private static byte[] bytes(String tag) throws Exception {
        var answer = atelier.sendForBytes(atelier.request(PUBLISHED + tag));
        assertEquals(200, answer.statusCode(), tag);
        return answer.body();
    }

    /** The first is merged into the second. */
    private static JsonNode merge(String kind, String retired, String survivor) throws Exception {
        var request = "{\"kind\":\"" + kind + "\",\"a\":\"" + retired + "\",\"b\":\"" + survivor + "\",\"base\":\"b\"";
        var plan = atelier.post("/api/v1/merges/plan", request + "}");
        assertEquals(200, plan.statusCode(), plan.body());
        var fingerprint = InstalledAtelier.json(plan.body()).get("fingerprint");
        var merged = atelier.post("/api/v1/merges", request + ",\"fingerprint\":" + fingerprint + "}");
        assertEquals(201, merged.statusCode(), merged.body());
        return InstalledAtelier.json(merged.body());
    }

    @Test
    @Order(3)
    void the_same_file_after_merges_of_tags_and_people_changes_nothing() throws Exception {
        var holders = names("""
                select username from person p where exists (select from award where person_id = p.id)
                order by id limit 4""");
        merge("person", holders.get(0), holders.get(1));
        merge("person", holders.get(2), holders.get(1));
        var before = names("""
                select concat_ws(' ', (select max(id) from operation), (select max(id) from journal),
                    (select count(*) from person), (select count(*) from award), (select count(*) from event_tag))""");

        var again = imported();

        assertEquals(before, names("""
                select concat_ws(' ', (select max(id) from operation), (select max(id) from journal),
                    (select count(*) from person), (select count(*) from award), (select count(*) from event_tag))"""), again);
    }

    private static List<String> names(String query) throws Exception {
        var names = new ArrayList<String>();
        try (var connection = atelier.database();
                var rows = connection.createStatement().executeQuery(query)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    @Test
    @Order(4)
    void the_log_tells_who_changed_words() throws Exception {
        var log = java.nio.file.Files.readString(atelier.home().resolve("log/atelier.log"));
        for (var line : List.of("created tag brief: operation ", "deleted tag brief: operation ", "brought in ")) {
            assertTrue(log.contains(line), line);
        }
    }
}
