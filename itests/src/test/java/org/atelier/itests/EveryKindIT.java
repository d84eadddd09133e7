package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People, organizations and tags of the demo data are merged on what ships, with nothing chosen. */
class EveryKindIT {
    @TempDir
    Path folder;

    @Test
    void two_records_of_each_kind_become_one_by_the_defaults_alone() throws Exception {
        try (var atelier = InstalledAtelier.start(folder.resolve("home"))) {
            atelier.loadDemoData();
            for (var kind : List.of("event", "organization", "person", "tag")) {
                var request = "{\"kind\":\"%s\",\"a\":\"1\",\"b\":\"2\",\"base\":\"b\"".formatted(kind);
                var plan = atelier.post("/api/v1/merges/plan", request + "}");
                assertEquals(200, plan.statusCode(), plan.body());
                var shown = InstalledAtelier.json(plan.body());
                assertTrue(shown.get("steps").size() >= 2, plan.body());
                var merged =
                        atelier.post("/api/v1/merges", request + ",\"fingerprint\":" + shown.get("fingerprint") + "}");
                assertEquals(201, merged.statusCode(), merged.body());
                var again = atelier.post("/api/v1/merges/plan", request + "}");
                assertEquals(409, again.statusCode(), again.body());
                assertEquals(
                        "retired-record",
                        InstalledAtelier.json(again.body()).get("code").textValue());
            }
        }
    }
}
