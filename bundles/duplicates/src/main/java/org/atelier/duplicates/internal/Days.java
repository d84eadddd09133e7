package org.atelier.duplicates.internal;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.atelier.duplicates.Suspect;

/** From the first day of an event to its last. */
record Days(LocalDate first, LocalDate last) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_OF_YEAR = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    static Optional<Days> of(Suspect.Event event) {
        return event.start().map(start -> new Days(start, event.end().orElse(start)));
    }

    /** How many days lie between; 0 if they overlap. */
    long gap(Days other) {
        var after = Math.max(ChronoUnit.DAYS.between(last, other.first), ChronoUnit.DAYS.between(other.last, first));
        return Math.max(0, after);
    }

    /** As people write it, such as {@code 7–8 Nov 2011}. */
    String words() {
        if (first.equals(last)) {
            return DAY.format(first);
        }
        if (first.getYear() != last.getYear()) {
            return DAY.format(first) + "–" + DAY.format(last);
        }
        return (first.getMonth() == last.getMonth()
                        ? Integer.toString(first.getDayOfMonth())
                        : DAY_OF_YEAR.format(first))
                + "–" + DAY.format(last);
    }

    /** How these lie to others that overlap them. */
    String overlaps(Days other) {
        return equals(other) ? "both on " + words() : words() + " overlaps " + other.words();
    }
}
