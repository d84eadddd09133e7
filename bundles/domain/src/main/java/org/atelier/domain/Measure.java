package org.atelier.domain;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A number that tells how the platform fares.
 *
 * @param name in words joined by underscores, the unit last, such as {@code atelier_journal_bytes}
 * @param help what it tells, in one sentence; the same for every measure of this name
 * @param labels by name, what tells it from others of this name; each of few possible values, never what somebody typed
 */
public record Measure(Kind kind, String name, String help, SortedMap<String, String> labels, double value) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    /** How it moves. */
    public enum Kind {
        /** It only grows, from 0 at the start of the process. */
        COUNTER,
        /** It goes up and down. */
        GAUGE
    }

    public Measure {
        Objects.requireNonNull(kind, "kind");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of a measure: " + name);
        }
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    public static Measure counter(String name, String help, double value) {
        return new Measure(Kind.COUNTER, name, help, new TreeMap<>(), value);
    }

    public static Measure gauge(String name, String help, double value) {
        return new Measure(Kind.GAUGE, name, help, new TreeMap<>(), value);
    }

    /** This measure with one more label. */
    public Measure label(String label, String told) {
        var more = new TreeMap<>(Map.copyOf(labels));
        more.put(label, told);
        return new Measure(kind, name, help, more, value);
    }
}
