package org.atelier.export.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.atelier.domain.Measure;
import org.atelier.export.ExportStore.Feed;

/** Counts what the feeds were answered with. */
final class FeedCounts {
    /** Where an answer came from. */
    enum From {
        /** It had been rendered before, and the data are the same. */
        KEPT,
        RENDERED,
        /** It was kept, and the database did not answer. */
        OUTLIVED,
        /** It was not answered: others are being rendered, or the disk is full. */
        NO_ROOM
    }

    private final Map<Feed, Map<From, LongAdder>> answers = new EnumMap<>(Feed.class);
    private final Map<Feed, LongAdder> bytes = new EnumMap<>(Feed.class);

    FeedCounts() {
        for (var feed : Feed.values()) {
            var from = new EnumMap<From, LongAdder>(From.class);
            Arrays.stream(From.values()).forEach(source -> from.put(source, new LongAdder()));
            answers.put(feed, from);
            bytes.put(feed, new LongAdder());
        }
    }

    void answered(Feed feed, From from) {
        answers.get(feed).get(from).increment();
    }

    void rendered(Feed feed, long length) {
        bytes.get(feed).add(length);
    }

    /**
     * @param kept how many bytes are kept
     * @param bound how many may be
     */
    List<Measure> measures(long kept, long bound) {
        var measures = new ArrayList<Measure>();
        answers.forEach((feed, from) -> from.forEach((source, count) -> measures.add(Measure.counter(
                        "atelier_feed_answers",
                        "Feeds that were asked for, by where the answer came from.",
                        count.sum())
                .label("feed", word(feed))
                .label("from", word(source)))));
        bytes.forEach((feed, count) -> measures.add(
                Measure.counter("atelier_feed_rendered_bytes", "Bytes of feeds that were rendered.", count.sum())
                        .label("feed", word(feed))));
        measures.add(Measure.gauge("atelier_feeds_kept_bytes", "Memory that rendered feeds take.", kept));
        measures.add(Measure.gauge("atelier_feeds_kept_limit_bytes", "Memory that rendered feeds may take.", bound));
        return measures;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
