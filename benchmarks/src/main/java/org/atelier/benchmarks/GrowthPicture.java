package org.atelier.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Draws time and memory over the number of events as SVG, both axes logarithmic: what grows as the events do rises as
 * steeply as the grid's diagonal. Legible by day and by night.
 */
final class GrowthPicture {
    private static final int WIDTH = 1_000;
    private static final int HEIGHT = 440;
    private static final int TOP = 56;
    private static final int BOTTOM = 384;
    private static final int PANEL = 400;

    private static final String HEAD = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" \
            aria-label="Time and memory over the number of published events, both axes logarithmic">
            <style>
            svg { --ground: #ffffff; --ink: #1f2328; --soft: #59636e; --grid: #e4e8ec;
              --a: #57606a; --b: #1d5fd0; --c: #16803c; --d: #b4470d; font: 13px system-ui, sans-serif; }
            @media (prefers-color-scheme: dark) {
              svg { --ground: #14181d; --ink: #e6e9ec; --soft: #9aa4ae; --grid: #2a3138;
                --a: #a3adb7; --b: #79a8ff; --c: #5bc983; --d: #ff9a5c; } }
            text { fill: var(--soft); }
            .title { fill: var(--ink); font-size: 15px; font-weight: 600; }
            .name { fill: var(--ink); }
            .grid { stroke: var(--grid); }
            .limit { stroke: var(--soft); stroke-dasharray: 2 4; }
            .line { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
            .a { stroke: var(--a); } .b { stroke: var(--b); } .c { stroke: var(--c); } .d { stroke: var(--d); }
            circle { fill: var(--ground); stroke-width: 2.5; }
            </style>
            <rect width="100%%" height="100%%" style="fill: var(--ground)"/>
            """;

    private final List<Grown> sizes;
    private final StringBuilder svg = new StringBuilder();

    private GrowthPicture(List<Grown> sizes) {
        this.sizes = sizes;
    }

    /** @param sizes at least one, the smallest first */
    static String of(List<Grown> sizes) {
        var picture = new GrowthPicture(sizes);
        picture.svg.append(HEAD.formatted(WIDTH, HEIGHT));
        picture.draw(new Panel(
                "Time for all published events as YAML",
                70,
                0,
                5,
                List.of("1 ms", "10 ms", "0.1 s", "1 s", "10 s", "100 s"),
                List.of(
                        new Series("COPY of the rows", "a", Grown::copy),
                        new Series("rendered whole", "b", Grown::cold),
                        new Series("after one change", "c", Grown::changed)),
                List.of()));
        picture.draw(new Panel(
                "Memory of a JVM with -Xmx256m",
                580,
                -1,
                3,
                List.of("0.1 MB", "1 MB", "10 MB", "100 MB", "1 GB"),
                List.of(
                        new Series(
                                "resident",
                                "d",
                                grown -> megabytes(grown.memory().resident())),
                        new Series(
                                "heap, garbage included",
                                "b",
                                grown -> megabytes(grown.memory().heap())),
                        new Series(
                                "heap after a collection",
                                "c",
                                grown -> megabytes(grown.memory().live())),
                        new Series("size of the feed", "a", grown -> megabytes(grown.bytes()))),
                List.of(256.0)));
        return picture.svg.append("</svg>\n").toString();
    }

    private static double megabytes(long bytes) {
        return bytes / (double) (1 << 20);
    }

    /** @param style the class that colours it */
    private record Series(String name, String style, ToDoubleFunction<Grown> value) {}

    /**
     * @param left where its axis stands
     * @param lowest the power of ten at the bottom
     * @param highest that at the top
     * @param decades what the powers from one to the other are called
     * @param limits drawn as lines across
     */
    private record Panel(
            String title,
            int left,
            int lowest,
            int highest,
            List<String> decades,
            List<Series> series,
            List<Double> limits) {
        /** What is smaller than the lowest lies on the axis. */
        double y(double value) {
            var part = (Math.log10(Math.max(value, Math.pow(10, lowest))) - lowest) / (highest - lowest);
            return BOTTOM - part * (BOTTOM - TOP);
        }
    }

    private double x(Panel panel, double events) {
        var first = firstDecade();
        var part = (Math.log10(events) - first) / Math.max(1, lastDecade() - first);
        return panel.left() + 16 + part * (PANEL - 32);
    }

    private int firstDecade() {
        return (int) Math.floor(Math.log10(sizes.getFirst().events()));
    }

    private int lastDecade() {
        return (int) Math.ceil(Math.log10(sizes.getLast().events()));
    }

    private void draw(Panel panel) {
        text(panel.left(), TOP - 24, "title", "start", panel.title());
        for (var i = 0; i < panel.decades().size(); i++) {
            var y = panel.y(Math.pow(10, panel.lowest() + i));
            line("grid", panel.left(), y, panel.left() + PANEL, y);
            text(panel.left() - 8, y + 4, "", "end", panel.decades().get(i));
        }
        for (var decade = firstDecade(); decade <= lastDecade(); decade++) {
            var x = x(panel, Math.pow(10, decade));
            line("grid", x, TOP, x, BOTTOM);
            text(x, BOTTOM + 20, "", "middle", String.format(Locale.ROOT, "%,.0f", Math.pow(10, decade)));
        }
        text(panel.left() + PANEL / 2.0, BOTTOM + 42, "", "middle", "published events");
        for (var limit : panel.limits()) {
            line("limit", panel.left(), panel.y(limit), panel.left() + PANEL, panel.y(limit));
            text(panel.left() - 8, panel.y(limit) + 4, "", "end", String.format(Locale.ROOT, "%.0f MB", limit));
        }
        panel.series().forEach(series -> draw(panel, series));
        legend(panel);
    }

    private void draw(Panel panel, Series series) {
        var points = new StringBuilder();
        for (var grown : sizes) {
            points.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    x(panel, grown.events()),
                    panel.y(series.value().applyAsDouble(grown))));
        }
        add(
                "<polyline class=\"line %s\" points=\"%s\"/>",
                series.style(), points.toString().strip());
        for (var point : points.toString().strip().split(" ")) {
            var at = point.split(",");
            add("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"4\"/>", series.style(), at[0], at[1]);
        }
    }

    /** At the bottom on the right, where what rises leaves room. */
    private void legend(Panel panel) {
        var y = BOTTOM - 16 - 20.0 * (panel.series().size() - 1);
        for (var series : panel.series()) {
            line("line " + series.style(), panel.left() + 206, y - 4, panel.left() + 230, y - 4);
            text(panel.left() + 238, y, "name", "start", series.name());
            y += 20;
        }
    }

    private void line(String style, double fromX, double fromY, double toX, double toY) {
        add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", style, fromX, fromY, toX, toY);
    }

    private void text(double x, double y, String style, String anchor, String text) {
        add("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", style, x, y, anchor, text);
    }

    private void add(String element, Object... values) {
        svg.append(String.format(Locale.ROOT, element, values)).append('\n');
    }
}
