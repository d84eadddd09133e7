package org.atelier.startup.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StagesTest {
    @Test
    void each_stage_is_told_by_how_long_it_took_and_all_of_them_add_up() {
        assertEquals(
                "Ready after 5,600 ms: Java and the launcher 700, bundles installed 900, started with the database 1,800,"
                        + " services made 2,000, HTTP 200",
                new Stages(10_000, 10_700, 11_600, 13_400, 15_400, 15_600).words());
    }
}
