package org.atelier.domain;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/** A day as people and programs write it. */
public final class Day {
    /** Java knows years that neither websites nor the database do; four digits are what all of them write. */
    private static final Pattern WRITTEN = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private Day() {}

    /** The day of a text such as 2026-03-02, of the years 1 to 9999; empty if there is no such day. */
    public static Optional<LocalDate> of(String text) {
        if (!WRITTEN.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text)).filter(day -> day.getYear() > 0);
        } catch (DateTimeException _) {
            // a thirtieth of February looks like a day, and is none
            return Optional.empty();
        }
    }
}
