package org.atelier.finder;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who could teach.
 *
 * @param lessons they are qualified for, by name; so are the languages and badges
 * @param taught at how many events that have begun
 * @param last the first day of the last of them
 * @param busy where they have a task in the days asked for, the first first; at most {@value #MOST_BUSY}
 */
public record Instructor(
        long id,
        String username,
        String name,
        Optional<String> email,
        boolean mayContact,
        Optional<Base> base,
        List<String> lessons,
        List<String> languages,
        List<String> badges,
        int taught,
        Optional<LocalDate> last,
        List<Assignment> busy) {
    public static final int MOST_BUSY = 5;

    public Instructor {
        lessons = List.copyOf(lessons);
        languages = List.copyOf(languages);
        badges = List.copyOf(badges);
        busy = List.copyOf(busy);
    }

    /**
     * Where somebody starts from.
     *
     * @param country an ISO code; empty where nobody said it
     * @param kilometres from the place asked for
     */
    public record Base(
            String airport, Optional<String> iata, String country, Place place, Optional<Double> kilometres) {}

    /** A task at an event. */
    public record Assignment(String event, String role, LocalDate start, Optional<LocalDate> end) {}
}
