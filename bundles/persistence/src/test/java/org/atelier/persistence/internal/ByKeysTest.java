package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.atelier.domain.NewOperation;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;

/** That the settings of a merge are its own, and end with it. */
class ByKeysTest {
    private static final NewOperation BY = new NewOperation("merge.event", "tester", "request-1", "");

    @Test
    void a_merge_goes_by_keys_and_has_ten_times_as_long_for_a_statement_and_nobody_after_it() {
        var oneConnection = new Database.Limits(1, Duration.ofSeconds(5), Duration.ofSeconds(30));
        try (var database = new Database(Databases.migrated(), oneConnection)) {
            var usual = List.of("on", "on", "on", "auto", "30s", "0");
            var seen = new ArrayList<List<String>>();
            seen.add(database.read(ByKeysTest::settings));
            new Operations(database).writeManyOrGiveWay(BY, (db, _) -> {
                seen.add(settings(db));
                return new Operations.Came<>("", false);
            });
            seen.add(database.read(ByKeysTest::settings));
            seen.add(database.transaction(db -> {
                db.execute(ByKeys.READING);
                return settings(db);
            }));
            seen.add(database.read(ByKeysTest::settings));
            assertEquals(
                    List.of(
                            usual,
                            List.of("off", "off", "off", "force_generic_plan", "5min", "250ms"),
                            usual,
                            List.of("off", "off", "off", "force_generic_plan", "30s", "0"),
                            usual),
                    seen);
        }
    }

    private static List<String> settings(DSLContext db) {
        return List.of(db.fetchSingle("""
                        select array[current_setting('enable_seqscan'), current_setting('enable_hashjoin'),
                            current_setting('enable_mergejoin'), current_setting('plan_cache_mode'),
                            current_setting('statement_timeout'), current_setting('lock_timeout')]
                        """).get(0, String[].class));
    }
}
