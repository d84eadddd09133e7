package org.atelier.finder;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Whom somebody looks for; every wish has to be met.
 *
 * @param near where distances are measured from; needed for the order by distance, which leaves out whose airport nobody knows
 * @param contactable only people who may be contacted
 * @param during the days for which it is told who is busy
 * @param today what has begun by then counts as taught
 * @param page from 1
 * @param size how many a page has at most; up to {@value #MOST}
 */
public record InstructorQuery(
        Optional<Nearness> near,
        Skills skills,
        Experience experience,
        boolean contactable,
        Optional<Days> during,
        Order order,
        LocalDate today,
        int page,
        int size) {
    /** The most rows that a query can give, such as for a table to be taken away. */
    public static final int MOST = 5_000;

    /** How far in one can leaf, in rows: more is not found by leafing, but by more wishes. */
    public static final int DEEPEST = 5_000;

    public InstructorQuery {
        if (page < 1 || size < 1 || size > MOST) {
            throw new IllegalArgumentException("there is no page " + page + " of " + size);
        }
        if (order == Order.DISTANCE && near.isEmpty()) {
            throw new IllegalArgumentException("an order by distance needs a place");
        }
    }

    /**
     * How far from where.
     *
     * @param within at most so many kilometres
     */
    public record Nearness(Place place, Optional<Integer> within) {}

    /**
     * What they have, by name.
     *
     * @param countries ISO codes, any of them; a person's country is that of their airport
     * @param lessons qualified for all of them
     * @param languages speak all of them
     * @param badges hold any of them
     */
    public record Skills(List<String> countries, List<String> lessons, List<String> languages, List<String> badges) {
        public static final Skills ANY = new Skills(List.of(), List.of(), List.of(), List.of());

        public Skills {
            countries = List.copyOf(countries);
            lessons = List.copyOf(lessons);
            languages = List.copyOf(languages);
            badges = List.copyOf(badges);
        }
    }

    /**
     * What they did.
     *
     * @param times taught at least so often; 0 for anybody
     * @param since taught on or after this day
     */
    public record Experience(int times, Optional<LocalDate> since) {
        public static final Experience ANY = new Experience(0, Optional.empty());
    }

    /** @param freeOnly without those who are busy then */
    public record Days(LocalDate from, LocalDate to, boolean freeOnly) {
        public Days {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("the last day is before the first");
            }
        }
    }

    /** What comes first. */
    public enum Order {
        /** The nearest; only those of whom an airport is known. */
        DISTANCE,
        /** Who taught most often; only those who ever taught. */
        TAUGHT,
        /** Who taught last; only those who ever taught. */
        LAST,
        /** By family name. */
        NAME
    }
}
