package org.atelier.web.admin.internal;

import java.util.Comparator;
import java.util.List;
import org.atelier.overview.Overview.Places;
import org.atelier.overview.Overview.Spot;
import org.atelier.overview.WorldMap;

/**
 * Events or instructors on the earth.
 *
 * @param people whether it is instructors
 * @param years how far back events are shown
 */
public record MapView(WorldMap world, boolean people, int years, Places places) {
    static final int WIDTH = 1_000;

    /** How many years back can be looked at. */
    public static final List<Integer> SPANS = List.of(1, 3, 20);

    /** How many places are told beside the picture. */
    private static final int TOLD = 50;

    private static final double SMALLEST = 5;
    private static final double LARGEST = 22;

    /** A place in the picture. */
    public record Dot(double x, double y, double radius, String title, String href) {}

    /** Its areas tell how many there are; larger ones lie below. */
    public List<Dot> dots() {
        var most = places.spots().stream().mapToInt(Spot::count).max().orElse(1);
        return places.spots().stream()
                .sorted(Comparator.comparingInt(Spot::count).reversed())
                .map(spot -> {
                    var point = world.projection().at(spot.latitude(), spot.longitude());
                    var radius =
                            SMALLEST + (LARGEST - SMALLEST) * Math.sqrt((spot.count() - 1.0) / Math.max(1, most - 1));
                    return new Dot(
                            TimelineView.rounded(point.x()),
                            TimelineView.rounded(point.y()),
                            TimelineView.rounded(radius),
                            label(spot),
                            link(spot));
                })
                .toList();
    }

    public List<Spot> told() {
        return places.spots().stream().limit(TOLD).toList();
    }

    public boolean isCut() {
        return places.spots().size() > TOLD;
    }

    public String label(Spot spot) {
        return people
                ? spot.name() + ": " + count(spot.count())
                : spot.count() == 1 ? spot.name() : count(spot.count()) + ", the latest " + spot.name();
    }

    public String count(int count) {
        return people ? Words.count(count, "instructor") : Words.count(count, "event");
    }

    /** Who is near an airport, or the latest event of a place. */
    public String link(Spot spot) {
        return people ? Links.INSTRUCTORS + "?airport=" + Links.encode(spot.name()) : Links.event(spot.name());
    }

    public String height() {
        return Long.toString(Math.round(world.projection().height()));
    }
}
