package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.atelier.domain.Measure;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class DatabaseMeasuresTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private static TreeMap<String, Double> told(List<Measure> measures) {
        return measures.stream()
                .collect(Collectors.toMap(
                        measure -> measure.name() + measure.labels(), Measure::value, (one, _) -> one, TreeMap::new));
    }

    @Test
    void connections_and_sizes_are_told() {
        try (var database = new Database(Databases.empty())) {
            var measures = new DatabaseMeasures(database, LONG);
            var idle = database.read(db -> {
                db.selectOne().fetch();
                return told(measures.measures());
            });
            assertEquals(10.0, idle.get("atelier_database_connections_limit{}"));
            assertEquals(0.0, idle.get("atelier_database_waiting{}"));
            assertTrue(idle.get("atelier_journal_bytes{}") > 0, idle.toString());
            assertTrue(idle.get("atelier_database_bytes{}") > idle.get("atelier_journal_bytes{}"), idle.toString());
            assertEquals(0.0, idle.get("atelier_journal_rows{}"));

            var busy = database.transaction(db -> {
                db.selectOne().fetch();
                return told(measures.measures());
            });
            assertEquals(1.0, busy.get("atelier_database_connections{state=active}"));
        }
    }

    @Test
    void a_database_that_was_never_there_has_no_numbers() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/nothing");
        try (var database = new Database(nowhere)) {
            assertEquals(Map.of(), told(new DatabaseMeasures(database, LONG).measures()));
        }
    }
}
