package org.atelier.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class YesNoTest {
    @Test
    void people_and_programs_are_understood_and_nothing_is_guessed() {
        assertEquals(Optional.of(true), YesNo.of("yes"));
        assertEquals(Optional.of(true), YesNo.of("true"));
        assertEquals(Optional.of(false), YesNo.of("no"));
        assertEquals(Optional.of(false), YesNo.of("false"));
        for (var text : new String[] {"", "Yes", "y", "1", "maybe"}) {
            assertEquals(Optional.empty(), YesNo.of(text), text);
        }
    }
}
