package org.atelier.export.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.atelier.export.EventFilter;
import org.atelier.export.Export;
import org.atelier.export.Exports;
import org.atelier.export.Exports.Format;
import org.junit.jupiter.api.Test;

/** Ugly values, against what PyYAML and Python's json wrote for them: see src/test/python/golden.py. */
class GoldenFeedTest {
    private final UglyStore store;
    private final Exports exports;

    GoldenFeedTest() throws IOException {
        store = new UglyStore();
        exports = new StoredExports(store, StoredExports.Limits.usual(Path.of("target")));
    }

    @Test
    void the_values_are_many() {
        assertTrue(store.size() > 200, "only " + store.size());
    }

    @Test
    void events_are_byte_for_byte_what_pyyaml_writes() throws IOException {
        assertEquals(golden("events.yaml"), text(exports.events(EventFilter.ALL, Format.YAML)));
    }

    @Test
    void badges_are_byte_for_byte_what_pyyaml_writes() throws IOException {
        assertEquals(golden("badges.yaml"), text(exports.badges(Format.YAML)));
    }

    @Test
    void instructors_are_byte_for_byte_what_pyyaml_writes() throws IOException {
        assertEquals(golden("instructors.yaml"), text(exports.instructors(Format.YAML)));
    }

    @Test
    void json_has_the_same_order_and_numbers_and_bare_characters() throws IOException {
        assertEquals(jsonOf("events.json"), text(exports.events(EventFilter.ALL, Format.JSON)));
        assertEquals(jsonOf("badges.json"), text(exports.badges(Format.JSON)));
        assertEquals(jsonOf("instructors.json"), text(exports.instructors(Format.JSON)));
    }

    @Test
    void the_digest_is_the_sha_256_of_the_body() throws Exception {
        var export = exports.badges(Format.YAML);
        assertEquals(
                HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest(export.bytes().orElseThrow())),
                export.digest());
    }

    private static String text(Export export) {
        return new String(export.bytes().orElseThrow(), UTF_8);
    }

    private static String golden(String name) throws IOException {
        try (var file = GoldenFeedTest.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), UTF_8);
        }
    }

    /** Python escapes control characters in lower-case hexadecimal, Jackson in upper case: the same text either way. */
    private static String jsonOf(String name) throws IOException {
        return Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*\\\\u)([0-9a-f]{4})")
                .matcher(golden(name))
                .replaceAll(
                        m -> Matcher.quoteReplacement(m.group(1) + m.group(2).toUpperCase(Locale.ROOT)));
    }
}
