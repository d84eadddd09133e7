package org.atelier.upload;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is to become of people of whom neither the file nor anybody says whether they are there. */
public enum Undecided {
    /** Nothing, until somebody says. */
    ASK,
    /** They are the one whom most speaks for. */
    LIKELIEST,
    /** They are new. */
    NEW,
    /** Their lines are left alone. */
    SKIP;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Undecided> of(String word) {
        return Arrays.stream(values())
                .filter(answer -> answer.word().equals(word))
                .findFirst();
    }
}
