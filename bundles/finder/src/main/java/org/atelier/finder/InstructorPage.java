package org.atelier.finder;

import java.util.List;

/**
 * Some of those who fit.
 *
 * @param count how many fit, if not {@code more}
 * @param more whether there are more than were counted
 */
public record InstructorPage(List<Instructor> instructors, int count, boolean more) {
    /** Up to how many are counted. */
    public static final int COUNTED = 1_000;

    public InstructorPage {
        instructors = List.copyOf(instructors);
    }
}
