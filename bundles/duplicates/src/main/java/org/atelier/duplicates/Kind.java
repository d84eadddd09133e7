package org.atelier.duplicates;

import java.util.Arrays;
import java.util.Optional;

/** What there can be duplicates of. */
public enum Kind {
    EVENT("event", "events"),
    PERSON("person", "people");

    private final String word;
    private final String plural;

    Kind(String word, String plural) {
        this.word = word;
        this.plural = plural;
    }

    /** The kind as merges call it, such as {@code event}. */
    public String word() {
        return word;
    }

    /** What addresses of the API call many of them, such as {@code people}. */
    public String plural() {
        return plural;
    }

    /** By what many of them are called here or, as {@code persons}, where records are listed. */
    public static Optional<Kind> ofPlural(String plural) {
        return Arrays.stream(values())
                .filter(kind -> kind.plural.equals(plural) || plural.equals(kind.word + "s"))
                .findFirst();
    }
}
