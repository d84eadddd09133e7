package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** How words that people type get into statements. */
class RecordFiltersTest {
    @Test
    void what_people_type_is_a_value_and_no_part_of_the_statement() {
        var condition = RecordFilters.contains(field(name("title"), String.class), "o'slo\\");
        var sql = DSL.using(SQLDialect.POSTGRES);
        assertFalse(sql.render(condition).contains("slo"), sql.render(condition));
        assertEquals(List.of("%o'slo\\\\%"), sql.extractBindValues(condition));
    }

    @Test
    void a_statement_is_planned_for_its_values_however_often_it_is_asked() {
        var limits = new Database.Limits(1, Duration.ofSeconds(5), Duration.ofSeconds(30));
        try (var database = new Database(Databases.migrated(), limits)) {
            for (var i = 0; i < 10; i++) {
                database.read(sql -> ask(PlannedForItsValues.in(sql), "rare"));
            }
            assertEquals(List.of(), prepared(database, "rare"));
            for (var i = 0; i < 10; i++) {
                database.read(sql -> ask(sql, "often"));
            }
            assertFalse(
                    prepared(database, "often").isEmpty(), "the driver no longer prepares: this test shows nothing");
        }
    }

    private static String ask(DSLContext sql, String marker) {
        var answer = sql.fetchValue("select {0} as " + marker, DSL.val("x")).toString();
        assertTrue(answer.equals("x"), answer);
        return answer;
    }

    private static List<String> prepared(Database database, String marker) {
        return database.read(sql -> sql
                .fetchValues(
                        "select statement from pg_prepared_statements where statement like {0}",
                        DSL.val("% as " + marker + "%"))
                .stream()
                .map(Object::toString)
                .toList());
    }
}
