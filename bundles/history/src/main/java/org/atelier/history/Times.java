package org.atelier.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Instants as people type them: {@code 2016-04-06T12:00:00Z}, {@code 2016-04-06T12:00} or a day, all in UTC. */
public final class Times {
    /** What a database and people both understand. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private Times() {}

    /** The instant, or that at which the day begins; empty if it is neither. */
    public static Optional<Instant> from(String text) {
        return parse(text, 0);
    }

    /** The instant, or that at which the day is over; empty if it is neither. */
    public static Optional<Instant> to(String text) {
        return parse(text, 1);
    }

    private static Optional<Instant> parse(String text, int days) {
        return read(text, days).filter(instant -> !instant.isBefore(FIRST) && instant.isBefore(LAST));
    }

    private static Optional<Instant> read(String text, int days) {
        try {
            if (text.length() <= "2016-04-06".length()) {
                return Optional.of(
                        LocalDate.parse(text).plusDays(days).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            return Optional.of(
                    text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
