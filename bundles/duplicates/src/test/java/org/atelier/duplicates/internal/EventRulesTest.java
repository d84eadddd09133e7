package org.atelier.duplicates.internal;

import static org.atelier.duplicates.internal.Suspects.at;
import static org.atelier.duplicates.internal.Suspects.dated;
import static org.atelier.duplicates.internal.Suspects.event;
import static org.atelier.duplicates.internal.Suspects.in;
import static org.atelier.duplicates.internal.Suspects.known;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.atelier.duplicates.Reason;
import org.atelier.duplicates.Suspect.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventRulesTest {
    private static List<String> told(Event a, Event b) {
        return EventRules.look(a, b)
                .map(found -> found.reasons().stream().map(EventRulesTest::line).toList())
                .orElse(List.of());
    }

    private static String line(Reason reason) {
        return "%s %d: %s".formatted(reason.rule().name(), reason.weight(), reason.words());
    }

    private static int score(Event a, Event b) {
        return EventRules.look(a, b).orElseThrow().score();
    }

    @Test
    void the_same_place_on_overlapping_days_is_told_with_the_values() {
        var a = dated(at(event(1, "2011-11-07-toronto"), 40.7, -74.0), "2011-11-07", "2011-11-08");
        var b = dated(at(event(2, "2011-11-07-york"), 40.7, -74.0), "2011-11-07", "2011-11-08");
        assertEquals(List.of("place-and-dates 80: both at 40.7, -74.0; both on 7–8 Nov 2011"), told(a, b));
        assertEquals(80, score(a, b));

        var longer = dated(at(b, 40.7005, -74.001), "2011-11-08", "2011-12-01");
        assertEquals(
                List.of("place-and-dates 70: 40.7, -74.0 and 40.7005, -74.001 are 101 m apart;"
                        + " 7–8 Nov 2011 overlaps 8 Nov–1 Dec 2011"),
                told(a, longer));
    }

    @Test
    void the_next_building_and_the_next_day_are_not_the_same_place_and_day() {
        var a = dated(at(event(1, "2011-11-07-toronto"), 40.7, -74.0), "2011-11-07", "2011-11-08");
        assertEquals(
                List.of(), told(a, dated(at(event(2, "2011-11-07-york"), 40.7027, -74.0), "2011-11-07", "2011-11-08")));
        assertEquals(
                List.of(), told(a, dated(at(event(2, "2011-11-09-york"), 40.7, -74.0), "2011-11-09", "2011-11-09")));
    }

    @Test
    void without_coordinates_the_venue_counts_within_its_country_but_nothing_is_at_the_place_online() {
        var a = dated(in(event(1, "x"), "DE", "Universität, Haus 3"), "2020-02-29", "2020-02-29");
        var b = dated(in(event(2, "y"), "DE", "universitat haus 3"), "2020-02-29", "2020-02-29");
        assertEquals(List.of("place-and-dates 80: both in “Universität, Haus 3”; both on 29 Feb 2020"), told(a, b));
        assertEquals(List.of(), told(a, in(b, "AT", "Universität, Haus 3")));
        assertEquals(List.of(), told(in(a, "W3", "Online"), in(b, "W3", "Online")));
        assertEquals(List.of(), told(at(in(a, "W3", ""), 0, 0), at(in(b, "W3", ""), 0, 0)));
    }

    @Test
    void coordinates_beyond_the_globe_say_nothing() {
        var a = dated(at(event(1, "x"), 522257.2, 4.3), "2015-01-01", "2015-01-02");
        assertEquals(List.of(), told(a, dated(at(event(2, "y"), 522257.2, 4.3), "2015-01-01", "2015-01-02")));
    }

    @Test
    void a_similar_name_counts_near_in_time_and_place() {
        var a = dated(at(event(1, "2016-04-02-oslo"), 59.91, 10.75), "2016-04-02", "2016-04-03");
        var b = dated(at(event(2, "2016-04-02-uio-oslo"), 59.92, 10.75), "2016-04-02", "2016-04-03");
        assertEquals(
                List.of("similar-name 60: 2016-04-02-oslo and 2016-04-02-uio-oslo; 1,112 m apart;"
                        + " both on 2–3 Apr 2016"),
                told(a, b));
        var series = dated(b, "2016-04-09", "2016-04-10");
        assertEquals(
                List.of("similar-name 40: 2016-04-02-oslo and 2016-04-02-uio-oslo; 1,112 m apart; 6 days between"),
                told(a, series));
        assertEquals(List.of(), told(a, dated(b, "2016-04-12", "2016-04-13")));
        assertEquals(
                List.of(), told(a, dated(at(event(2, "2016-04-02-bergen"), 59.92, 10.75), "2016-04-02", "2016-04-03")));

        var hosted = known(
                dated(event(3, "2016-04-xx-oslo"), "2016-04-03", "2016-04-03"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("uio.no"));
        assertEquals(
                List.of("similar-name 60: 2016-04-02-oslo and 2016-04-xx-oslo; both hosted by uio.no;"
                        + " 2–3 Apr 2016 overlaps 3 Apr 2016"),
                told(known(a, Optional.empty(), Optional.empty(), Optional.of("uio.no")), hosted));
    }

    @ParameterizedTest
    @CsvSource({
        "2016-04-02-oslo, oslo",
        "2016-04-xx-oslo, oslo",
        "2016-xx-xx-oslo, oslo",
        "2016-oslo, oslo",
        "oslo-2016, oslo 2016",
        "2016-04-02, ''",
        "20160402-oslo, 20160402 oslo",
    })
    void the_date_is_no_part_of_the_name(String slug, String name) {
        assertEquals(name, EventRules.withoutDate(slug));
    }

    @Test
    void the_same_page_counts_however_its_address_was_written() {
        var a = known(
                event(1, "x"), Optional.of("https://github.com/Swc/2016-oslo"), Optional.empty(), Optional.empty());
        var b = known(
                event(2, "y"), Optional.of("http://swc.github.io/2016-oslo/"), Optional.empty(), Optional.empty());
        assertEquals(
                List.of("same-url 90: “https://github.com/Swc/2016-oslo” and “http://swc.github.io/2016-oslo/”"
                        + " lead to the same page"),
                told(a, b));
        var home = known(a, Optional.of("https://swc.org/"), Optional.empty(), Optional.empty());
        assertEquals(
                List.of(), told(home, known(b, Optional.of("http://www.swc.org"), Optional.empty(), Optional.empty())));
    }

    @Test
    void a_registration_counts_and_what_is_far_away_or_long_ago_speaks_against() {
        var a = known(
                dated(at(event(1, "x"), 59.91, 10.75), "2016-04-02", "2016-04-03"),
                Optional.empty(),
                Optional.of(" 94120077"),
                Optional.empty());
        var b = known(
                dated(at(event(2, "y"), 48.85, 2.35), "2017-04-02", "2017-04-03"),
                Optional.empty(),
                Optional.of("94120077"),
                Optional.empty());
        assertEquals(
                List.of(
                        "same-registration 85: both have the registration key 94120077",
                        "far-apart -60: 1,342 km apart",
                        "other-dates -60: 2–3 Apr 2016 and 2–3 Apr 2017, 364 days between"),
                told(a, b));
        assertEquals(14, score(a, b));
    }

    @Test
    void several_reasons_add_up_but_never_to_certainty() {
        var a = known(
                dated(at(event(1, "2016-04-02-oslo"), 59.91, 10.75), "2016-04-02", "2016-04-03"),
                Optional.of("https://x.org/a"),
                Optional.of("1234"),
                Optional.empty());
        var b = known(
                dated(at(event(2, "2016-04-02-oslo2"), 59.91, 10.75), "2016-04-02", "2016-04-03"),
                Optional.of("https://x.org/a/"),
                Optional.of("1234"),
                Optional.empty());
        assertEquals(99, score(a, b));
        var weights = EventRules.look(a, b).orElseThrow().reasons().stream()
                .map(Reason::weight)
                .toList();
        assertEquals(List.of(90, 85, 80), weights);
    }

    @Test
    void every_reason_names_a_rule_of_the_list() {
        assertEquals(
                6,
                EventRules.rules().stream().map(rule -> rule.name()).distinct().count());
        assertTrue(EventRules.rules().stream().anyMatch(rule -> !rule.speaksFor()));
    }
}
