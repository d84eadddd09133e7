package org.atelier.amy.internal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands in a file, YAML or JSON alike, with the line on which it begins, counted from 1. */
sealed interface Item {
    int line();

    /** A list. */
    record Rows(int line, List<Item> items) implements Item {}

    /** Named values, in the order of the file; a name comes once. */
    record Fields(int line, Map<String, Item> values) implements Item {
        public Fields {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** A text that can be nothing else: in quotes. */
    record Text(int line, String value) implements Item {}

    /** What YAML has without quotes: a text, a number or a day, whichever is wanted; exactly as it was written. */
    record Bare(int line, String written) implements Item {}

    /** A number of JSON, as it was written. */
    record Number(int line, String written) implements Item {}

    /** True or false, of JSON. */
    record Truth(int line, boolean value) implements Item {}

    /** Null. */
    record Nothing(int line) implements Item {}

    /** What it is, in words for people. */
    default String described() {
        return switch (this) {
            case Rows _ -> "a list";
            case Fields _ -> "a mapping";
            case Text text -> "the text " + quoted(text.value());
            case Bare bare -> quoted(bare.written());
            case Number number -> "the number " + number.written();
            case Truth truth -> String.valueOf(truth.value());
            case Nothing _ -> "null";
        };
    }

    /** At most 60 characters of it, in quotes, with nothing that would disturb a line of a report. */
    static String quoted(String text) {
        var shown = text.codePoints()
                .limit(60)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return "\"" + shown + (text.codePointCount(0, text.length()) > 60 ? "…" : "") + "\"";
    }
}
