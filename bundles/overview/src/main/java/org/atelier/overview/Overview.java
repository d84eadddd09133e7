package org.atelier.overview;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The port through which overviews are read. */
@ProviderType
public interface Overview {
    /** How many events a calendar shows at most. */
    int MOST_EVENTS = 60;

    /** How many places a map shows at most, those with the most first. */
    int MOST_PLACES = 400;

    /** How many tags are told apart; the others go together. */
    int MOST_TAGS = 5;

    /** How many of somebody's events, or to-dos, are told at most. */
    int MOST_OF_MINE = 10;

    /** How far ahead to-dos of somebody's are looked for, in days. */
    int DUE_WITHIN_DAYS = 30;

    /** How many days of a calendar lie before today, unless it is told where to begin: so what runs is seen to run. */
    int DAYS_BEFORE = 7;

    /** How far a map of events looks ahead. */
    int YEARS_AHEAD = 1;

    /**
     * What somebody has to do with.
     *
     * @param person the user name
     * @param due to-dos due until then
     */
    Work work(String person, LocalDate today, LocalDate due);

    /** The events that overlap these days, the first first. */
    Calendar calendar(LocalDate from, LocalDate to);

    /** Where events were that started in these days, those at one place together; without those online. */
    Places events(LocalDate from, LocalDate to);

    /** At which airports instructors are. */
    Places instructors();

    /** How many events started in each period. */
    Numbers numbers(Unit unit, LocalDate from, LocalDate to);

    /**
     * Somebody's events and to-dos.
     *
     * @param upcoming those that are not over, the next first
     * @param past the last first
     * @param todos open ones of their events, the most urgent first
     */
    record Work(List<Mine> upcoming, List<Mine> past, List<Todo> todos) {
        public Work {
            upcoming = List.copyOf(upcoming);
            past = List.copyOf(past);
            todos = List.copyOf(todos);
        }
    }

    /**
     * An event of somebody's.
     *
     * @param roles what they are there; empty where they only look after it
     * @param assigned whether they look after it
     */
    record Mine(
            String event,
            Optional<LocalDate> start,
            Optional<LocalDate> end,
            String venue,
            List<String> roles,
            boolean assigned) {
        public Mine {
            roles = List.copyOf(roles);
        }
    }

    record Todo(long id, String title, String event, LocalDate due) {}

    /** @param more whether there are more events than are told */
    record Calendar(List<Entry> entries, boolean more) {
        public Calendar {
            entries = List.copyOf(entries);
        }
    }

    /**
     * An event in a calendar.
     *
     * @param end the first day where there is no other
     * @param tags in the order of how many events have them, most first
     */
    record Entry(
            String event,
            LocalDate start,
            LocalDate end,
            String venue,
            String country,
            boolean published,
            List<String> tags) {
        public Entry {
            tags = List.copyOf(tags);
        }
    }

    /**
     * Points of a map.
     *
     * @param total how many events or people there are at all of them
     * @param unplaced how many of them nobody said a place of, or one that is not on the earth
     */
    record Places(List<Spot> spots, int total, int unplaced) {
        public Places {
            spots = List.copyOf(spots);
        }
    }

    /**
     * So many at one place.
     *
     * @param name of the airport, or of the latest event
     * @param country an ISO code; empty where nobody said it
     */
    record Spot(double latitude, double longitude, int count, String name, String country) {}

    /** A period of a year. */
    enum Unit {
        MONTH,
        QUARTER,
        YEAR;

        /** The first day of as many whole periods as are looked at, the present one included. */
        public LocalDate first(LocalDate today) {
            return switch (this) {
                case MONTH -> today.withDayOfMonth(1).minusMonths(23);
                case QUARTER ->
                    today.withDayOfMonth(1)
                            .minusMonths((today.getMonthValue() - 1) % 3)
                            .minusMonths(3 * 19);
                case YEAR -> today.withDayOfYear(1).minusYears(14);
            };
        }
    }

    /**
     * How many events there were.
     *
     * @param tags those told apart, the most frequent first
     * @param periods every one in order, also those without events
     */
    record Numbers(List<String> tags, List<Period> periods) {
        public Numbers {
            tags = List.copyOf(tags);
            periods = List.copyOf(periods);
        }
    }

    /**
     * @param first its first day
     * @param byTag how many events of each of the tags, in their order, and at last of none of them; an event with
     *     several tags is counted once, with the first of them
     */
    record Period(LocalDate first, List<Integer> byTag) {
        public Period {
            byTag = List.copyOf(byTag);
        }

        public int total() {
            return byTag.stream().mapToInt(Integer::intValue).sum();
        }
    }
}
