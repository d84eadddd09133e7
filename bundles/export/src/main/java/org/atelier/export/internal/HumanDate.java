package org.atelier.export.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** An event's days as people read them, the way AMY writes them. */
final class HumanDate {
    /** Spelt out, since the abbreviations of Java's locales change between releases. */
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private HumanDate() {}

    /** Such as {@code Nov 07-08, 2011}, {@code Feb 20-Mar 02, 2012} or, without an end, {@code Jan 11, 2013-???}. */
    static String of(LocalDate start, Optional<LocalDate> end) {
        if (end.isEmpty()) {
            return full(start) + "-???";
        }
        var last = end.get();
        if (start.getYear() != last.getYear()) {
            return full(start) + "-" + full(last);
        }
        if (start.getMonth() != last.getMonth()) {
            return monthAndDay(start) + "-" + full(last);
        }
        return "%s-%02d, %d".formatted(monthAndDay(start), last.getDayOfMonth(), last.getYear());
    }

    private static String monthAndDay(LocalDate day) {
        return "%s %02d".formatted(MONTHS.get(day.getMonthValue() - 1), day.getDayOfMonth());
    }

    private static String full(LocalDate day) {
        return monthAndDay(day) + ", " + day.getYear();
    }
}
