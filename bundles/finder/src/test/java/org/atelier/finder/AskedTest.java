package org.atelier.finder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.atelier.finder.InstructorQuery.Days;
import org.atelier.finder.InstructorQuery.Experience;
import org.atelier.finder.InstructorQuery.Nearness;
import org.atelier.finder.InstructorQuery.Order;
import org.atelier.finder.InstructorQuery.Skills;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskedTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-06-15");
    private static final Place OSLO = new Place(60.1939, 11.1004);

    /** Knows one airport. */
    private static final InstructorFinder ONE_AIRPORT = new InstructorFinder() {
        @Override
        public Found find(InstructorQuery query) {
            throw new IllegalStateException("asking is not finding");
        }

        @Override
        public Optional<Airport> airport(String codeOrName) {
            return Optional.of(new Airport("Oslo Gardermoen", Optional.of("OSL"), OSLO))
                    .filter(_ -> codeOrName.equals("OSL"));
        }

        @Override
        public Words words() {
            return new Words(List.of(), List.of(), List.of(), List.of());
        }
    };

    private static Asked asked(Map<String, List<String>> values) {
        return Asked.of(name -> values.getOrDefault(name, List.of()), ONE_AIRPORT, TODAY, 50);
    }

    private static Set<String> wrong(Map<String, List<String>> values) {
        var asked = asked(values);
        assertTrue(asked.query().isEmpty());
        return asked.problems().keySet();
    }

    @Test
    void all_that_can_be_asked_for_is_read() {
        var query = asked(Map.ofEntries(
                        Map.entry("airport", List.of("OSL")),
                        Map.entry("within", List.of("500")),
                        Map.entry("country", List.of("no", "SE")),
                        Map.entry("lessons", List.of("Git", " R ")),
                        Map.entry("languages", List.of("Norwegian")),
                        Map.entry("badges", List.of("trainer")),
                        Map.entry("taught", List.of("2")),
                        Map.entry("since", List.of("2025-01-01")),
                        Map.entry("contact", List.of("true")),
                        Map.entry("from", List.of("2026-09-01")),
                        Map.entry("to", List.of("2026-09-02")),
                        Map.entry("free", List.of("true")),
                        Map.entry("sort", List.of("last")),
                        Map.entry("page", List.of("3"))))
                .query()
                .orElseThrow();
        assertEquals(
                new InstructorQuery(
                        Optional.of(new Nearness(OSLO, Optional.of(500))),
                        new Skills(List.of("NO", "SE"), List.of("Git", "R"), List.of("Norwegian"), List.of("trainer")),
                        new Experience(2, Optional.of(LocalDate.parse("2025-01-01"))),
                        true,
                        Optional.of(new Days(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-09-02"), true)),
                        Order.LAST,
                        TODAY,
                        3,
                        50),
                query);
    }

    @Test
    void what_is_blank_was_left_out() {
        var blank = asked(Map.of("airport", List.of(""), "lessons", List.of("", " "), "taught", List.of("")));
        assertEquals(asked(Map.of()), blank);
        assertEquals(Order.TAUGHT, blank.query().orElseThrow().order());
        assertEquals(
                Order.DISTANCE,
                asked(Map.of("latitude", List.of("-33.9"), "longitude", List.of("151")))
                        .query()
                        .orElseThrow()
                        .order());
    }

    @Test
    void a_single_day_is_its_own_last_one() {
        var day = LocalDate.parse("2026-09-01");
        assertEquals(
                Optional.of(new Days(day, day, false)),
                asked(Map.of("from", List.of("2026-09-01")))
                        .query()
                        .orElseThrow()
                        .during());
    }

    @Test
    void everything_wrong_is_told_at_once() {
        assertEquals(
                Set.of("airport", "country", "taught", "since", "contact", "sort"),
                wrong(Map.of(
                        "airport", List.of("XXX"),
                        "country", List.of("Norway"),
                        "taught", List.of("often"),
                        "since", List.of("2026-02-30"),
                        "contact", List.of("maybe"),
                        "sort", List.of("luck"))));
    }

    @ParameterizedTest
    @CsvSource({"yes, true", "true, true", "no, false", "false, false"})
    void yes_and_no_are_understood_as_lists_understand_them(String said, boolean meant) {
        var query = asked(Map.of("contact", List.of(said), "free", List.of(said), "from", List.of("2026-09-01")))
                .query()
                .orElseThrow();
        assertEquals(meant, query.contactable());
        assertEquals(meant, query.during().orElseThrow().freeOnly());
    }

    @Test
    void a_place_is_given_once_and_whole() {
        assertEquals(Set.of("longitude"), wrong(Map.of("latitude", List.of("59.9"))));
        assertEquals(Set.of("latitude"), wrong(Map.of("latitude", List.of("90.1"), "longitude", List.of("0"))));
        assertEquals(
                Set.of("airport"),
                wrong(Map.of("airport", List.of("OSL"), "latitude", List.of("59.9"), "longitude", List.of("10.7"))));
        assertEquals(Set.of("within"), wrong(Map.of("within", List.of("100"))));
        assertEquals(Set.of("sort"), wrong(Map.of("sort", List.of("distance"))));
    }

    @Test
    void days_are_in_order_and_begin_somewhere() {
        assertEquals(Set.of("to"), wrong(Map.of("from", List.of("2026-09-02"), "to", List.of("2026-09-01"))));
        assertEquals(Set.of("from"), wrong(Map.of("to", List.of("2026-09-01"))));
        assertEquals(Set.of("from"), wrong(Map.of("free", List.of("true"))));
        assertEquals(Set.of("page"), wrong(Map.of("page", List.of("101"))));
    }
}
