package org.atelier.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProjectionTest {
    private final Projection projection = new Projection(1000);

    private void assertAt(double x, double y, double latitude, double longitude) {
        var point = projection.at(latitude, longitude);
        assertEquals(x, point.x(), 0.05, point.toString());
        assertEquals(y, point.y(), 0.05, point.toString());
    }

    @Test
    void the_equator_is_as_wide_as_the_picture_and_the_poles_as_high() {
        assertEquals(520.0, projection.height(), 0.1);
        assertAt(500, projection.height() / 2, 0, 0);
        assertAt(0, projection.height() / 2, 0, -180);
        assertAt(1000, projection.height() / 2, 0, 180);
        assertAt(500, 0, 90, 0);
        assertAt(500, projection.height(), -90, 0);
    }

    @Test
    void the_poles_are_lines_rounded_at_their_corners() {
        var left = projection.at(90, -180);
        var right = projection.at(90, 180);
        assertEquals(0, left.y(), 1e-9);
        assertEquals(1000, left.x() + right.x(), 1e-9);
        // the polynomial comes to 0.5504 of the equator there; the table it approximates has 0.5486
        assertEquals(0.5504, (right.x() - left.x()) / 1000, 0.0005);
    }

    @Test
    void north_and_south_and_east_and_west_mirror_each_other() {
        var one = projection.at(59.91, 10.75);
        var other = projection.at(-59.91, -10.75);
        assertEquals(1000, one.x() + other.x(), 1e-9);
        assertEquals(projection.height(), one.y() + other.y(), 1e-9);
    }

    @Test
    void no_line_leaps_from_one_side_of_the_picture_to_the_other() {
        var world = WorldMap.of(1000);
        for (var path : java.util.List.of(world.land(), world.borders())) {
            var steps = Pattern.compile("l(-?\\d+) (-?\\d+)").matcher(path);
            while (steps.find()) {
                var north = Math.abs(Integer.parseInt(steps.group(2)));
                // only the edge of Antarctica at the pole is longer, and lies on the frame
                assertTrue(
                        Math.abs(Integer.parseInt(steps.group(1))) < 120 || north == 0, "a step of " + steps.group());
            }
        }
    }

    @Test
    void the_outlines_stay_within_the_picture_and_are_small() {
        var world = WorldMap.of(1000);
        assertTrue(world.land().length() < 40_000, "land: " + world.land().length());
        assertTrue(
                world.borders().length() < 25_000, "borders: " + world.borders().length());
        var starts = Pattern.compile("M(-?\\d+) (-?\\d+)").matcher(world.land());
        var coasts = 0;
        while (starts.find()) {
            coasts++;
            assertTrue(Integer.parseInt(starts.group(1)) >= 0 && Integer.parseInt(starts.group(1)) <= 1000);
            assertTrue(Integer.parseInt(starts.group(2)) >= 0 && Integer.parseInt(starts.group(2)) <= 520);
        }
        assertTrue(coasts > 50, "only " + coasts + " coasts");
        assertTrue(world.frame().startsWith("M775 0l"), world.frame());
    }
}
