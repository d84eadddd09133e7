package org.atelier.export.internal;

import java.util.LinkedHashMap;
import java.util.Optional;

/** Keeps what was asked for last, as much of it as a bound in bytes allows. */
final class KeptBytes {
    /** What a key, and what is around a value, take in memory; about. */
    private static final int OVERHEAD = 1_024;

    /** Something that takes memory. */
    interface Weighed {
        /** In bytes. */
        long weight();
    }

    private final long bound;
    private final LinkedHashMap<Object, Weighed> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;

    /** @param bound in bytes */
    KeptBytes(long bound) {
        this.bound = bound;
    }

    synchronized <T extends Weighed> Optional<T> get(Object key, Class<T> type) {
        return Optional.ofNullable(type.cast(kept.get(key)));
    }

    /** Whether it is kept; does not count as being asked for. */
    synchronized boolean has(Object key) {
        return kept.containsKey(key);
    }

    /** Keeps this, unless it is larger than everything may be together. */
    synchronized void put(Object key, Weighed value) {
        remove(key);
        if (weigh(value) > bound) {
            return;
        }
        kept.put(key, value);
        weight += weigh(value);
        for (var oldest = kept.entrySet().iterator(); weight > bound; ) {
            weight -= weigh(oldest.next().getValue());
            oldest.remove();
        }
    }

    synchronized void remove(Object key) {
        var former = kept.remove(key);
        if (former != null) {
            weight -= weigh(former);
        }
    }

    synchronized long weight() {
        return weight;
    }

    private static long weigh(Weighed value) {
        return value.weight() + OVERHEAD;
    }
}
