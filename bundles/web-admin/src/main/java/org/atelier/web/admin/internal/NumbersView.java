package org.atelier.web.admin.internal;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.atelier.overview.Overview.Numbers;
import org.atelier.overview.Overview.Period;
import org.atelier.overview.Overview.Unit;

/** How many events started in each month, quarter or year. Lengths are units of the picture. */
public record NumbersView(Unit unit, Numbers numbers) {
    public static final int WIDTH = 1_000;
    public static final int HEIGHT = 320;
    private static final int LEFT = 44;
    private static final int BOTTOM = 286;
    private static final int TOP = 14;

    /** Names stand below no more columns than this, lest they touch. */
    private static final int NAMED = 16;

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);

    /** A part of a column. */
    public record Part(double x, double y, double width, double height, int colour, String title) {}

    /** A line of the scale, or a name below a column. */
    public record Mark(double at, String label) {}

    /** The tags told apart, and what has none of them. */
    public List<String> series() {
        return Stream.concat(numbers.tags().stream(), Stream.of(numbers.tags().isEmpty() ? "events" : "others"))
                .toList();
    }

    public boolean isEmpty() {
        return total() == 0;
    }

    public int total() {
        return numbers.periods().stream().mapToInt(Period::total).sum();
    }

    public int left() {
        return LEFT;
    }

    public String name(Period period) {
        return switch (unit) {
            case MONTH -> MONTH.format(period.first());
            case QUARTER -> period.first().getYear() + " Q" + (period.first().getMonthValue() + 2) / 3;
            case YEAR -> Integer.toString(period.first().getYear());
        };
    }

    /** The end of the scale: the next round number. */
    private int top() {
        var most = numbers.periods().stream().mapToInt(Period::total).max().orElse(0);
        var step = step(most);
        return Math.max(step, Math.ceilDiv(most, step) * step);
    }

    private static int step(int most) {
        var step = 1;
        while (step * 5 < most) {
            var power = (int) Math.pow(10, Math.floor(Math.log10(step)));
            step = step / power == 1 ? 2 * power : step / power == 2 ? 5 * power : 10 * power;
        }
        return step;
    }

    private double y(int count) {
        return TimelineView.rounded(BOTTOM - (BOTTOM - TOP) * (double) count / top());
    }

    private double column() {
        return (WIDTH - LEFT) / (double) Math.max(1, numbers.periods().size());
    }

    public List<Mark> scale() {
        var marks = new ArrayList<Mark>();
        var step = step(numbers.periods().stream().mapToInt(Period::total).max().orElse(0));
        for (var count = 0; count <= top(); count += step) {
            marks.add(new Mark(y(count), String.format(Locale.ENGLISH, "%,d", count)));
        }
        return marks;
    }

    public List<Mark> names() {
        var marks = new ArrayList<Mark>();
        var every = Math.ceilDiv(numbers.periods().size(), NAMED);
        for (var i = 0; i < numbers.periods().size(); i += every) {
            marks.add(new Mark(
                    TimelineView.rounded(LEFT + (i + 0.5) * column()),
                    name(numbers.periods().get(i))));
        }
        return marks;
    }

    public List<Part> parts() {
        var parts = new ArrayList<Part>();
        for (var i = 0; i < numbers.periods().size(); i++) {
            var period = numbers.periods().get(i);
            var below = 0;
            for (var tag = 0; tag < period.byTag().size(); tag++) {
                var count = period.byTag().get(tag);
                if (count > 0) {
                    var y = y(below + count);
                    parts.add(new Part(
                            TimelineView.rounded(LEFT + (i + 0.14) * column()),
                            y,
                            TimelineView.rounded(0.72 * column()),
                            TimelineView.rounded(y(below) - y),
                            colour(tag),
                            name(period) + ", " + series().get(tag) + ": " + Words.count(count, "event")));
                }
                below += count;
            }
        }
        return parts;
    }

    /** Others have the last colour, however many tags there are. */
    public int colour(int tag) {
        return tag == numbers.tags().size() ? org.atelier.overview.Overview.MOST_TAGS : tag;
    }
}
