package org.atelier.web.admin.internal;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atelier.overview.Overview;
import org.atelier.overview.Overview.Entry;

/**
 * Events of some days, one line for each. Lengths are units of the picture.
 *
 * @param retired the tags that are given to no event any more
 */
public record TimelineView(
        LocalDate today, LocalDate from, LocalDate to, Overview.Calendar calendar, Set<String> retired) {
    /** How many days can be looked at. */
    public static final List<Integer> SPANS = List.of(30, 90, 180, 365);

    public static final int WIDTH = 1_000;
    static final int LEFT = 230;
    static final int TOP = 34;
    static final int LINE = 26;

    /** Half of what a letter needs at least, so that a day is never too narrow to be seen. */
    private static final double NARROWEST = 5;

    /** How wide the name of a day is. */
    private static final int NAME_OF_A_DAY = 46;

    /** A longer name is cut, in characters; the table has it whole. */
    private static final int LONGEST_NAME = 30;

    /** An event as a bar. */
    public record Bar(Entry entry, String name, double x, double y, double width, int colour, String title) {}

    /** A day at which the scale has a line. */
    public record Mark(double x, String label) {}

    /** A colour and what it stands for. */
    public record Key(int colour, String label) {}

    public int height() {
        return TOP + calendar.entries().size() * LINE + 8;
    }

    private double x(LocalDate day) {
        var days = ChronoUnit.DAYS.between(from, to) + 1.0;
        return rounded(LEFT + (WIDTH - LEFT) * ChronoUnit.DAYS.between(from, day) / days);
    }

    /** To a tenth of a unit, which nobody sees. */
    static double rounded(double length) {
        return Math.round(length * 10) / 10.0;
    }

    private Map<String, Integer> colours() {
        var counts = calendar.entries().stream()
                .flatMap(entry -> entry.tags().stream())
                .collect(Collectors.groupingBy(tag -> tag, Collectors.counting()));
        var most = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(Overview.MOST_TAGS)
                .map(Map.Entry::getKey)
                .toList();
        var colours = new LinkedHashMap<String, Integer>();
        IntStream.range(0, most.size()).forEach(i -> colours.put(most.get(i), i));
        return colours;
    }

    /** The colours that are in the picture. */
    public List<Key> legend() {
        var used = bars().stream().map(Bar::colour).collect(Collectors.toSet());
        var keys = new ArrayList<Key>();
        colours().forEach((tag, colour) -> keys.add(new Key(colour, tag)));
        keys.add(new Key(Overview.MOST_TAGS, "others"));
        return keys.stream().filter(key -> used.contains(key.colour())).toList();
    }

    public List<Bar> bars() {
        var colours = colours();
        var bars = new ArrayList<Bar>();
        for (var entry : calendar.entries()) {
            var start = Math.max(LEFT, x(entry.start()));
            var end = Math.min(WIDTH, x(entry.end().plusDays(1)));
            var slug = entry.event();
            bars.add(new Bar(
                    entry,
                    slug.codePointCount(0, slug.length()) > LONGEST_NAME
                            ? slug.substring(0, slug.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…"
                            : slug,
                    Math.min(start, WIDTH - NARROWEST),
                    TOP + bars.size() * (double) LINE,
                    rounded(Math.max(NARROWEST, end - start)),
                    PicturePages.colour(colours, entry.tags()),
                    slug + ", " + days(entry)));
        }
        return bars;
    }

    public static String days(Entry entry) {
        return Words.days(Optional.of(entry.start()), Optional.of(entry.end()));
    }

    /** Mondays, or the first days of months where there would be too many. */
    public List<Mark> marks() {
        var months = ChronoUnit.DAYS.between(from, to) > 100;
        return from.datesUntil(to.plusDays(1))
                .filter(day -> months ? day.getDayOfMonth() == 1 : day.getDayOfWeek() == DayOfWeek.MONDAY)
                .filter(day -> x(day) < WIDTH - NAME_OF_A_DAY)
                .map(day -> new Mark(x(day), Words.dayOfYear(day)))
                .toList();
    }

    /** Where today is; empty if it is not in the picture. */
    public Optional<Double> now() {
        return Optional.of(today)
                .filter(day -> !day.isBefore(from) && !day.isAfter(to))
                .map(this::x);
    }

    public int span() {
        return (int) ChronoUnit.DAYS.between(from, to) + 1;
    }

    public String link(LocalDate first) {
        return Links.TIMELINE + "?from=" + first + "&days=" + span();
    }

    public String earlier() {
        return link(from.minusDays(span()));
    }

    public String later() {
        return link(to.plusDays(1));
    }
}
