package org.atelier.duplicates.internal;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.atelier.duplicates.Suspect.Event;

/**
 * What brings events together: the page, the registration, and each place (a cell of a grid, a venue, a host) by weeks.
 * It is shown in the week in which it begins, and sought up to a week after its end: of two, the later one is found by
 * the earlier.
 */
final class EventKeys {
    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2200, 1, 1);

    /** Whoever states more days than this made a mistake. */
    private static final int LONGEST = 60;

    private static final int WEEK = 7;

    /** How high and wide a cell is, in degrees: more than what counts as near, up to latitudes where people live. */
    private static final double HEIGHT = 0.02;

    private static final double WIDTH = 0.04;

    /** No address or venue that means anything is longer, in characters. */
    private static final int LONGEST_TEXT = 500;

    private final Event event;
    private final Set<Long> shown = new HashSet<>();
    private final Set<Long> sought = new HashSet<>();

    private EventKeys(Event event) {
        this.event = event;
    }

    static Keys of(Event event) {
        var keys = new EventKeys(event);
        keys.names();
        Days.of(event)
                .filter(days -> !days.first().isBefore(FIRST) && !days.first().isAfter(LAST))
                .ifPresent(keys::places);
        return Keys.of(keys.shown, keys.sought);
    }

    private void names() {
        event.url()
                .filter(url -> url.length() <= LONGEST_TEXT)
                .map(Plain::url)
                .filter(page -> page.contains("/"))
                .ifPresent(page -> shown.add(Keys.of("u" + page)));
        event.registrationKey()
                .map(Plain::text)
                .filter(key -> !key.isEmpty())
                .ifPresent(key -> shown.add(Keys.of("r" + key)));
    }

    private void places(Days days) {
        var first = days.first().toEpochDay();
        var last = Math.clamp(days.last().toEpochDay(), first, first + LONGEST);
        var week = Math.floorDiv(first, WEEK);
        var until = Math.floorDiv(last + WEEK, WEEK);
        event.host().ifPresent(host -> place("h" + host, week, until));
        if (!EventRules.online(event)) {
            venue().ifPresent(venue -> place("v" + event.country().orElse("") + " " + venue, week, until));
            if (EventRules.onGlobe(event)) {
                cells(week, until);
            }
        }
    }

    private Optional<String> venue() {
        return event.venue()
                .filter(venue -> venue.length() <= LONGEST_TEXT)
                .map(Plain::text)
                .filter(venue -> !venue.isEmpty());
    }

    private void place(String place, long week, long until) {
        shown.add(Keys.of(place + " " + week));
        seek(place, week, until);
    }

    private void seek(String place, long week, long until) {
        for (var w = week; w <= until; w++) {
            sought.add(Keys.of(place + " " + w));
        }
    }

    private void cells(long week, long until) {
        var north = (long) Math.floor(event.latitude().orElseThrow() / HEIGHT);
        var east = (long) Math.floor(event.longitude().orElseThrow() / WIDTH);
        place(cell(north, east), week, until);
        for (var n = north - 1; n <= north + 1; n++) {
            for (var e = east - 1; e <= east + 1; e++) {
                seek(cell(n, e), week, until);
            }
        }
    }

    private static String cell(long north, long east) {
        return "g" + north + " " + east;
    }
}
