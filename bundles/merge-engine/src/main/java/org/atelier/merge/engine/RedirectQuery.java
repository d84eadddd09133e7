package org.atelier.merge.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which redirects to tell.
 *
 * @param kinds of these kinds only
 * @param since those that changed at this instant or later
 * @param after those behind this place in the feed: nothing that comes later is missed by going on from there
 * @param limit at most so many
 */
public record RedirectQuery(Set<String> kinds, Optional<Instant> since, Optional<Long> after, int limit) {
    public RedirectQuery {
        kinds = Set.copyOf(kinds);
    }
}
