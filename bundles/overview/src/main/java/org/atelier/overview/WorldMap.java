package org.atelier.overview;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.atelier.overview.Projection.Point;

/**
 * The outlines of the earth as paths of SVG, in whole units of the picture.
 *
 * @param frame the edge of the earth
 * @param land every coast
 * @param borders between countries
 */
public record WorldMap(Projection projection, String frame, String land, String borders) {
    /** How many steps the edge of the earth is drawn in, from pole to pole. */
    private static final int EDGE_STEPS = 36;

    /** The earth in a picture of this width. */
    public static WorldMap of(double width) {
        var projection = new Projection(width);
        var land = new StringBuilder();
        var borders = new StringBuilder();
        for (var line : outlines()) {
            var words = line.split(" ");
            var pen = new Pen(words[0].equals("land") ? land : borders);
            for (var i = 1; i < words.length; i += 2) {
                // tenths of a degree, longitude first
                pen.to(projection.at(Integer.parseInt(words[i + 1]) / 10.0, Integer.parseInt(words[i]) / 10.0));
            }
            if (words[0].equals("land")) {
                land.append('z');
            }
        }
        return new WorldMap(projection, frame(projection), land.toString(), borders.toString());
    }

    private static String frame(Projection projection) {
        var path = new StringBuilder();
        var pen = new Pen(path);
        for (var step = 0; step <= EDGE_STEPS; step++) {
            pen.to(projection.at(90 - 180.0 * step / EDGE_STEPS, 180));
        }
        for (var step = EDGE_STEPS; step >= 0; step--) {
            pen.to(projection.at(90 - 180.0 * step / EDGE_STEPS, -180));
        }
        return path.append('z').toString();
    }

    private static List<String> outlines() {
        try (var in = WorldMap.class.getResourceAsStream("world.txt");
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            return lines.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Draws one line with steps relative to the point before, which are short to write. */
    private static final class Pen {
        private final StringBuilder path;
        private boolean down;
        private long x;
        private long y;

        Pen(StringBuilder path) {
            this.path = path;
        }

        void to(Point point) {
            var toX = Math.round(point.x());
            var toY = Math.round(point.y());
            if (!down) {
                path.append('M').append(toX).append(' ').append(toY);
                down = true;
            } else if (toX != x || toY != y) {
                path.append('l').append(toX - x).append(' ').append(toY - y);
            }
            x = toX;
            y = toY;
        }
    }
}
