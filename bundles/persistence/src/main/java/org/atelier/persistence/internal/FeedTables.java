package org.atelier.persistence.internal;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atelier.export.ExportStore.Feed;

/** Which journaled tables the statement of each feed reads: whatever else changes cannot change the feed. */
final class FeedTables {
    static final Set<String> ALL =
            Stream.of(Feed.values()).flatMap(feed -> of(feed).stream()).collect(Collectors.toUnmodifiableSet());

    private FeedTables() {}

    static Set<String> of(Feed feed) {
        return switch (feed) {
            case BADGES -> Set.of("badge", "award", "person");
            case INSTRUCTORS -> Set.of("airport", "person");
            case MEMBERS -> Set.of("badge", "award", "person", "task", "role", "event");
            // a tag that was merged away is found by its redirect
            case EVENTS -> Set.of("event", "event_tag", "tag", "organization", "redirect");
        };
    }
}
