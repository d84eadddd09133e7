package org.atelier.export.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.atelier.export.ServedFeeds;
import org.atelier.export.ServedFeeds.Served;

/** Remembers of the feeds that were asked for last what became of them. */
final class FeedLog<K> {
    private record Entry(long bytes, Optional<Instant> rendered, Optional<Instant> served, long whole, long unchanged) {
        private static final Entry NEW = new Entry(0, Optional.empty(), Optional.empty(), 0, 0);
    }

    private final InstantSource clock;

    /** The one touched longest ago is the first. */
    private final LinkedHashMap<K, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    FeedLog(InstantSource clock) {
        this.clock = clock;
    }

    void rendered(K key, long bytes) {
        var now = Optional.of(clock.instant());
        change(key, old -> new Entry(bytes, now, old.served(), old.whole(), old.unchanged()));
    }

    void served(K key, long bytes, boolean had) {
        var now = Optional.of(clock.instant());
        change(
                key,
                old -> new Entry(
                        bytes, old.rendered(), now, old.whole() + (had ? 0 : 1), old.unchanged() + (had ? 1 : 0)));
    }

    private synchronized void change(K key, Function<Entry, Entry> change) {
        entries.put(key, change.apply(entries.getOrDefault(key, Entry.NEW)));
        if (entries.size() > ServedFeeds.MOST) {
            entries.pollFirstEntry();
        }
    }

    /** The last touched first; what was rendered and given to nobody is left out. */
    List<Served> lately(Function<K, String> name, Predicate<K> kept) {
        var lately = new ArrayList<Served>();
        snapshot()
                .forEach((key, entry) -> entry.served()
                        .ifPresent(served -> lately.addFirst(new Served(
                                name.apply(key),
                                entry.bytes(),
                                entry.rendered(),
                                served,
                                entry.whole(),
                                entry.unchanged(),
                                kept.test(key)))));
        return lately;
    }

    private synchronized LinkedHashMap<K, Entry> snapshot() {
        return new LinkedHashMap<>(entries);
    }
}
