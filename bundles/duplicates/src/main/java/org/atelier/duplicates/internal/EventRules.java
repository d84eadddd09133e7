package org.atelier.duplicates.internal;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.atelier.duplicates.Duplicate;
import org.atelier.duplicates.Rule;
import org.atelier.duplicates.Suspect.Event;

/** By what two events may be recognized as one workshop. */
final class EventRules {
    private static final Rule URL = new Rule("same-url", "Same website", 90);
    private static final Rule REGISTRATION = new Rule("same-registration", "Same registration", 85);
    private static final Rule PLACE = new Rule("place-and-dates", "Same place and dates", 80);
    private static final Rule NAME = new Rule("similar-name", "Similar name, near in time and place", 60);
    private static final Rule FAR = new Rule("far-apart", "Far apart", -60);
    private static final Rule OTHER_DATES = new Rule("other-dates", "Other dates", -60);

    /** Within this many metres it is the same building; people pick the entrance, the room or the street. */
    private static final double SAME_PLACE = 200;

    /** Within this many metres it is the same campus. */
    private static final double NEAR = 2_000;

    /** Beyond this many metres it is another town. */
    private static final double OTHER_TOWN = 50_000;

    /** Whoever gets a date wrong gets it wrong by about this many days. */
    private static final long NEAR_DAYS = 7;

    /** With so many days between them, two events are two, whatever they share. */
    private static final long OTHER_SEASON = 60;

    private static final double EARTH_RADIUS = 6_371_000;

    /** AMY's word for online: everywhere, so nowhere. */
    private static final String ONLINE = "W3";

    /** A date at the beginning of a slug; days and months that are not known yet are {@code xx}. */
    private static final Pattern DATE = Pattern.compile("^[0-9]{4}([ -]([0-9]{2}|xx)){0,2}(?= |-|$)");

    private EventRules() {}

    static List<Rule> rules() {
        return List.of(URL, REGISTRATION, PLACE, NAME, FAR, OTHER_DATES);
    }

    static Optional<Duplicate> look(Event a, Event b) {
        var reasons = new Reasons();
        url(a, b, reasons);
        registration(a, b, reasons);
        var gap = Days.of(a).flatMap(days -> Days.of(b).map(days::gap));
        var distance = distance(a, b);
        gap.filter(days -> days == 0).ifPresent(_ -> placeAndDates(a, b, distance, reasons));
        gap.filter(days -> days <= NEAR_DAYS).ifPresent(days -> name(a, b, distance, days, reasons));
        distance.filter(metres -> metres > OTHER_TOWN)
                .ifPresent(metres -> reasons.add(FAR, "%,.0f km apart".formatted(metres / 1000)));
        gap.filter(days -> days > OTHER_SEASON)
                .ifPresent(days -> reasons.add(
                        OTHER_DATES,
                        "%s and %s, %,d days between"
                                .formatted(
                                        Days.of(a).get().words(),
                                        Days.of(b).get().words(),
                                        days)));
        return reasons.of(a, b);
    }

    private static void url(Event a, Event b, Reasons reasons) {
        if (a.url().isEmpty() || b.url().isEmpty()) {
            return;
        }
        var page = Plain.url(a.url().get());
        // a host alone is a home page, that many events may name
        if (page.contains("/") && page.equals(Plain.url(b.url().get()))) {
            reasons.tell(URL, same(a.url().get(), b.url().get(), "lead to the same page"));
        }
    }

    private static void registration(Event a, Event b, Reasons reasons) {
        var keys = a.registrationKey().map(Plain::text);
        if (keys.isPresent() && keys.equals(b.registrationKey().map(Plain::text))) {
            reasons.tell(
                    REGISTRATION,
                    "both have the registration key "
                            + a.registrationKey().get().strip());
        }
    }

    private static void placeAndDates(Event a, Event b, Optional<Double> distance, Reasons reasons) {
        var place = place(a, b, distance);
        if (place.isPresent()) {
            var first = Days.of(a).orElseThrow();
            var second = Days.of(b).orElseThrow();
            var weight = first.equals(second) ? PLACE.weight() : PLACE.weight() - 10;
            reasons.tell(PLACE, weight, place.get() + "; " + first.overlaps(second));
        }
    }

    /** In what way two events are at the same place, if they are. */
    private static Optional<String> place(Event a, Event b, Optional<Double> distance) {
        if (online(a) || online(b)) {
            return Optional.empty();
        }
        if (distance.isPresent()) {
            return distance.filter(metres -> metres <= SAME_PLACE).map(metres -> {
                var here = coordinates(a);
                var there = coordinates(b);
                return here.equals(there)
                        ? "both at " + here
                        : "%s and %s are %.0f m apart".formatted(here, there, metres);
            });
        }
        var venues = a.venue().map(Plain::text).filter(venue -> !venue.isEmpty());
        return venues.isPresent()
                        && venues.equals(b.venue().map(Plain::text))
                        && a.country().equals(b.country())
                ? Optional.of("both in “" + a.venue().get().strip() + "”")
                : Optional.empty();
    }

    private static void name(Event a, Event b, Optional<Double> distance, long gap, Reasons reasons) {
        if (!Likeness.alike(withoutDate(a.slug()), withoutDate(b.slug()))) {
            return;
        }
        near(a, b, distance)
                .ifPresent(place -> reasons.tell(
                        NAME,
                        // events of a series are a week apart, at one place, under one name
                        gap == 0 ? NAME.weight() : NAME.weight() - 20,
                        "%s and %s; %s; %s"
                                .formatted(
                                        a.slug(),
                                        b.slug(),
                                        place,
                                        gap == 0
                                                ? Days.of(a)
                                                        .orElseThrow()
                                                        .overlaps(Days.of(b).orElseThrow())
                                                : gap == 1 ? "1 day between" : gap + " days between")));
    }

    /** In what way two events are not far from each other, if they are not. */
    private static Optional<String> near(Event a, Event b, Optional<Double> distance) {
        if (distance.isPresent() && !online(a) && !online(b)) {
            return distance.filter(metres -> metres <= NEAR).map(metres -> "%,.0f m apart".formatted(metres));
        }
        if (a.venue().isPresent()
                && b.venue().isPresent()
                && Likeness.alike(
                        Plain.text(a.venue().get()), Plain.text(b.venue().get()))) {
            return Optional.of(same(a.venue().get(), b.venue().get(), "are alike"));
        }
        return a.host().isPresent() && a.host().equals(b.host())
                ? Optional.of("both hosted by " + a.host().get())
                : Optional.empty();
    }

    private static String same(String a, String b, String otherwise) {
        return a.equals(b) ? "both “" + a + "”" : "“" + a + "” and “" + b + "” " + otherwise;
    }

    static boolean online(Event event) {
        return event.country().filter(ONLINE::equals).isPresent();
    }

    static String withoutDate(String slug) {
        return Plain.text(DATE.matcher(slug).replaceFirst(""));
    }

    private static String coordinates(Event event) {
        return event.latitude().orElseThrow() + ", " + event.longitude().orElseThrow();
    }

    /** How many metres lie between, over the ground; empty unless both say where they are, and are on the globe. */
    private static Optional<Double> distance(Event a, Event b) {
        if (!onGlobe(a) || !onGlobe(b)) {
            return Optional.empty();
        }
        var from = Math.toRadians(a.latitude().orElseThrow());
        var to = Math.toRadians(b.latitude().orElseThrow());
        var north = Math.sin((to - from) / 2);
        var east = Math.sin(
                Math.toRadians(b.longitude().orElseThrow() - a.longitude().orElseThrow()) / 2);
        var haversine = north * north + Math.cos(from) * Math.cos(to) * east * east;
        return Optional.of(2 * EARTH_RADIUS * Math.asin(Math.sqrt(Math.min(1, haversine))));
    }

    static boolean onGlobe(Event event) {
        return event.latitude().filter(degrees -> Math.abs(degrees) <= 90).isPresent()
                && event.longitude().filter(degrees -> Math.abs(degrees) <= 180).isPresent();
    }
}
