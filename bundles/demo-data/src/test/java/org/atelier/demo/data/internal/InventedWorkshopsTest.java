package org.atelier.demo.data.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atelier.domain.Dataset;
import org.atelier.domain.Dataset.Kind;
import org.junit.jupiter.api.Test;

class InventedWorkshopsTest {
    private final Dataset rows = new InventedWorkshops().rows();

    @Test
    void the_rows_are_the_same_every_time() {
        var again = new InventedWorkshops().rows();
        for (var kind : Kind.values()) {
            assertEquals(rows.rows(kind), again.rows(kind));
        }
    }

    @Test
    void every_kind_has_rows_and_no_key_comes_twice() {
        for (var kind : Kind.values()) {
            assertTrue(!rows.rows(kind).isEmpty(), kind + " has none");
            var keys = new HashSet<List<Object>>();
            for (var row : rows.rows(kind)) {
                var key = kind.key().stream()
                        .map(column -> row.values().get(column))
                        .toList();
                assertTrue(keys.add(key), kind + " has twice " + key);
            }
        }
    }

    @Test
    void there_are_some_three_hundred_events_of_fifteen_years_and_most_are_published() {
        var events = rows.rows(Kind.EVENT);
        assertEquals(308, events.size());
        var years = events.stream()
                .map(row -> (LocalDate) row.values().get("start"))
                .filter(Objects::nonNull)
                .map(LocalDate::getYear)
                .collect(Collectors.toSet());
        assertEquals(15, years.size());
        var published = events.stream().filter(InventedWorkshopsTest::published).count();
        assertTrue(published > 240 && published < 290, published + " are published");
    }

    @Test
    void every_reference_leads_somewhere() {
        var references = Map.of(
                "airport",
                Kind.AIRPORT,
                "host",
                Kind.ORGANIZATION,
                "administrator",
                Kind.ORGANIZATION,
                "assigned_to",
                Kind.PERSON,
                "awarded_by",
                Kind.PERSON,
                "event",
                Kind.EVENT,
                "tag",
                Kind.TAG,
                "badge",
                Kind.BADGE,
                "lesson",
                Kind.LESSON,
                "role",
                Kind.ROLE);
        var more = Map.of("person", Kind.PERSON, "language", Kind.LANGUAGE, "knowledge_domain", Kind.KNOWLEDGE_DOMAIN);
        for (var kind : Kind.values()) {
            for (var row : rows.rows(kind)) {
                row.values().forEach((column, value) -> {
                    var target = references.getOrDefault(column, more.get(column));
                    if (target != null && value != null) {
                        assertTrue(names(target).contains(value), kind + " names " + column + " " + value);
                    }
                });
            }
        }
    }

    @Test
    void what_must_be_unique_is() {
        for (var column : List.of("email", "github")) {
            var values = values(Kind.PERSON, column)
                    .map(v -> v.toString().toLowerCase(Locale.ROOT))
                    .toList();
            assertEquals(values.size(), new HashSet<>(values).size(), column);
        }
        for (var column : List.of("iata", "name")) {
            var values = values(Kind.AIRPORT, column).toList();
            assertEquals(values.size(), new HashSet<>(values).size(), column);
        }
        var urls = values(Kind.EVENT, "url").toList();
        assertEquals(urls.size(), new HashSet<>(urls).size());
    }

    @Test
    void days_are_in_order_and_coordinates_on_the_globe() {
        for (var row : rows.rows(Kind.EVENT)) {
            var start = (LocalDate) row.values().get("start");
            var end = (LocalDate) row.values().get("end");
            assertTrue(end == null || !end.isBefore(start), row.toString());
        }
        for (var kind : List.of(Kind.EVENT, Kind.AIRPORT)) {
            assertTrue(values(kind, "latitude").allMatch(v -> Math.abs((Double) v) <= 90));
            assertTrue(values(kind, "longitude").allMatch(v -> Math.abs((Double) v) <= 180));
        }
    }

    @Test
    void every_mailbox_and_domain_is_one_that_nobody_can_own() {
        assertTrue(values(Kind.PERSON, "email").allMatch(v -> v.toString().endsWith(".example")));
        assertTrue(values(Kind.EVENT, "contact")
                .allMatch(v -> v.equals("") || v.toString().endsWith(".example")));
        assertTrue(
                values(Kind.ORGANIZATION, "domain").allMatch(v -> v.toString().endsWith(".example")));
    }

    @Test
    void somebody_is_there_twice_under_one_name_with_tasks_under_both() {
        var again = rows.rows(Kind.PERSON).stream()
                .map(row -> row.values())
                .filter(values -> values.get("username").toString().endsWith(PlantedDuplicates.AGAIN))
                .toList();
        assertEquals(1, again.size());
        var username = again.getFirst().get("username").toString();
        var first = rows.rows(Kind.PERSON).stream()
                .map(row -> row.values())
                .filter(values -> (values.get("username") + PlantedDuplicates.AGAIN).equals(username))
                .findFirst()
                .orElseThrow();
        for (var same : List.of("personal", "family", "affiliation", "airport")) {
            assertEquals(first.get(same), again.getFirst().get(same), same);
        }
        assertTrue(values(Kind.TASK, "person").toList().containsAll(List.of(username, first.get("username"))));
    }

    @Test
    void user_names_are_plain_and_people_are_from_everywhere() {
        assertEquals(251, rows.rows(Kind.PERSON).size());
        assertTrue(values(Kind.PERSON, "username").allMatch(v -> v.toString().matches("[a-z-]+(_[a-z-]+)?")));
        assertTrue(values(Kind.PERSON, "airport").distinct().count() > 45);
        assertEquals("aase", People.plain("Åse"));
        assertEquals("o-fallow", People.plain("O-Fallow"));
        assertEquals("istanbul", People.plain("İstanbul"));
        assertTrue(rows.rows(Kind.PERSON).stream().anyMatch(row -> row.values().get("family") == null));
    }

    @Test
    void the_duplicate_of_oslo_differs_in_tags_tasks_todos_and_has_an_award() {
        assertEquals(List.of("DC"), tags("2016-04-02-oslo"));
        assertEquals(List.of("SWC"), tags("2016-04-02-uio-oslo"));

        var first = tasks("2016-04-02-oslo");
        var second = tasks("2016-04-02-uio-oslo");
        var common = new HashSet<>(first.keySet());
        common.retainAll(second.keySet());
        assertEquals(2, common.size());
        assertTrue(common.stream().allMatch(task -> !first.get(task).equals(second.get(task))));
        assertEquals(1, first.size() - common.size());
        assertEquals(2, second.size() - common.size());

        assertEquals(
                1,
                values(Kind.AWARD, "event")
                        .filter("2016-04-02-uio-oslo"::equals)
                        .count());
        assertEquals(
                0, values(Kind.AWARD, "event").filter("2016-04-02-oslo"::equals).count());
        assertEquals(
                2, values(Kind.TODO, "event").filter("2016-04-02-oslo"::equals).count());
    }

    private List<Object> tags(String event) {
        return rows.rows(Kind.EVENT_TAG).stream()
                .filter(row -> event.equals(row.values().get("event")))
                .map(row -> row.values().get("tag"))
                .toList();
    }

    /** Titles by person and role. */
    private Map<List<Object>, Object> tasks(String event) {
        return rows.rows(Kind.TASK).stream()
                .filter(row -> event.equals(row.values().get("event")))
                .collect(Collectors.toMap(
                        row -> List.of(row.values().get("person"), row.values().get("role")),
                        row -> row.values().get("title")));
    }

    private Set<Object> names(Kind kind) {
        return values(kind, kind.key().getFirst()).collect(Collectors.toSet());
    }

    private Stream<Object> values(Kind kind, String column) {
        return rows.rows(kind).stream().map(row -> row.values().get(column)).filter(Objects::nonNull);
    }

    private static boolean published(Dataset.Row row) {
        var values = row.values();
        return Stream.of("start", "country", "url", "latitude", "longitude", "venue", "address")
                .allMatch(column ->
                        values.get(column) != null && !values.get(column).equals(""));
    }
}
