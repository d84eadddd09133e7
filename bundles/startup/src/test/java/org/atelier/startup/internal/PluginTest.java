package org.atelier.startup.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PluginTest {
    @Test
    void it_is_told_with_its_version_and_what_came_and_went_with_it() {
        var several = new Plugin("org.example.merge", "1.2.0", Set.of("shortest", "longest"));
        assertEquals(
                "The plugin org.example.merge 1.2.0 came, and with it the merge strategies longest, shortest",
                several.came());
        assertEquals(
                "The plugin org.example.merge 1.2.0 went, and with it the merge strategies longest, shortest",
                several.went());
        assertEquals(
                "The plugin org.example.merge 1.2.0 came, and with it the merge strategy longest",
                new Plugin("org.example.merge", "1.2.0", Set.of("longest")).came());
    }

    @Test
    void one_for_something_else_is_told_as_well() {
        var other = new Plugin("org.example.words", "1.0.0", Set.of());
        assertEquals("The plugin org.example.words 1.0.0 came, without merge strategies", other.came());
        assertEquals("The plugin org.example.words 1.0.0 went", other.went());
    }
}
