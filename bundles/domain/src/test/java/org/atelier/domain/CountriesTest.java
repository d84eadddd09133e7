package org.atelier.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CountriesTest {
    @Test
    void online_comes_first_and_is_no_place_to_live() {
        assertEquals("W3", Countries.codes().getFirst());
        assertTrue(Countries.isKnown("W3"));
        assertFalse(Countries.isOnEarth("W3"));
    }

    @Test
    void kosovo_is_a_country_although_iso_has_no_code_for_it() {
        assertTrue(Countries.codes().containsAll(List.of("NO", "XK", "ZA")));
        assertTrue(Countries.isOnEarth("XK"));
    }

    @Test
    void what_is_no_code_in_capitals_is_none() {
        for (var code : new String[] {"", "ZZ", "no", "NOR", "UK"}) {
            assertFalse(Countries.isKnown(code), code);
        }
    }
}
