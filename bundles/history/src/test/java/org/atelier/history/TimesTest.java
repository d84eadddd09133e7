package org.atelier.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static Optional<Instant> at(String instant) {
        return Optional.of(Instant.parse(instant));
    }

    @Test
    void a_day_is_from_its_beginning_to_its_end_in_utc() {
        assertEquals(at("2016-04-06T00:00:00Z"), Times.from("2016-04-06"));
        assertEquals(at("2016-04-07T00:00:00Z"), Times.to("2016-04-06"));
    }

    @Test
    void an_instant_is_the_same_at_both_ends_and_in_utc_if_it_does_not_say_where() {
        for (var text :
                List.of("2016-04-06T12:00Z", "2016-04-06T12:00", "2016-04-06T12:00:00", "2016-04-06T14:00:00+02:00")) {
            assertEquals(at("2016-04-06T12:00:00Z"), Times.from(text), text);
            assertEquals(at("2016-04-06T12:00:00Z"), Times.to(text), text);
        }
    }

    @Test
    void everything_else_is_none() {
        for (var text : List.of(
                "",
                "yesterday",
                "2016-13-01",
                "2016-04-31",
                "06.04.2016",
                "2016-04-06T25:00Z",
                "+999999999-12-31T00:00Z",
                "-000001-01-01T00:00Z",
                "2016-04-06T12:00Europe/Oslo")) {
            assertEquals(Optional.empty(), Times.from(text), text);
            assertEquals(Optional.empty(), Times.to(text), text);
        }
    }
}
