package org.atelier.demo.data.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Random numbers that are the same for ever, whatever the Java. Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom
 * Number Generators" (SplitMix64).
 */
final class Dice {
    private long state;

    Dice(long seed) {
        state = seed;
    }

    /** From 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) Long.remainderUnsigned(next(), bound);
    }

    /** From {@code first} to {@code last}, both included. */
    int between(int first, int last) {
        return first + below(last - first + 1);
    }

    /** True in so many of a hundred cases. */
    boolean chance(int percent) {
        return below(100) < percent;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** So many different ones, in random order; all of them if there are fewer. */
    <T> List<T> some(int count, List<T> choices) {
        var left = new ArrayList<>(choices);
        var taken = new ArrayList<T>();
        while (taken.size() < count && !left.isEmpty()) {
            taken.add(left.remove(below(left.size())));
        }
        return taken;
    }

    private long next() {
        state += 0x9E3779B97F4A7C15L;
        var z = state;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
