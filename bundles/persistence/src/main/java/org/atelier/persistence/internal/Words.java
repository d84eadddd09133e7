package org.atelier.persistence.internal;

import java.util.List;

/** Puts values into words for people. */
final class Words {
    /** More of a text is not needed to recognize it. */
    private static final int LONGEST = 80;

    private Words() {}

    /** A value as a message shows it: texts in quotes, and cut when long. */
    static String quoted(Object value) {
        if (!(value instanceof String text)) {
            return String.valueOf(value);
        }
        return '"'
                + (text.codePointCount(0, text.length()) <= LONGEST
                        ? text
                        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…")
                + '"';
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String list(List<String> words) {
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
    }
}
