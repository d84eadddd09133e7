package org.atelier.duplicates.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * What may bring a record together with others: numbers made of texts, since a hundred thousand records have a million.
 *
 * @param shown by which others find it, in ascending order; an odd one brings records together by itself, an even one
 *     only where somebody shows it as odd
 * @param sought what else it looks for in others, in ascending order
 * @param name the one of {@code shown} that counts its namesakes; 0 if it has no name
 */
record Keys(long[] shown, long[] sought, long name) {
    private static final long[] NONE = {};

    /** Of a text that brings records together by itself. */
    static long of(String text) {
        return hash(text) | 1;
    }

    /** The same as only some show it by itself. */
    static long unsure(String text) {
        return hash(text) & ~1;
    }

    static Keys of(Collection<Long> shown, long name) {
        return new Keys(sorted(shown), NONE, name);
    }

    /** What is shown need not be sought as well. */
    static Keys of(Set<Long> shown, Set<Long> sought) {
        var others = new TreeSet<>(sought);
        others.removeAll(shown);
        return new Keys(sorted(shown), sorted(others), 0);
    }

    private static long[] sorted(Collection<Long> keys) {
        return keys.stream().mapToLong(Long::longValue).sorted().distinct().toArray();
    }

    /** FNV-1a of 64 bits, and what MurmurHash 3 does last, so that all its bits are as good as each other. */
    private static long hash(String text) {
        var hash = 0xcbf29ce484222325L;
        for (var i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Keys keys
                && Arrays.equals(shown, keys.shown)
                && Arrays.equals(sought, keys.sought)
                && name == keys.name;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(shown);
    }

    @Override
    public String toString() {
        return "Keys[shown=" + Arrays.toString(shown) + ", sought=" + Arrays.toString(sought) + "]";
    }
}
