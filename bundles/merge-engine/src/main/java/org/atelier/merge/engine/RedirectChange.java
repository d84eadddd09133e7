package org.atelier.merge.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * What last became of a name that once led to a record of its own.
 *
 * @param cursor the place in the feed; grows with every change
 * @param kind such as {@code event}
 * @param form what kind of name: {@code slug} or {@code id}
 * @param from the name
 * @param to the slug, as it is now, of the record it leads to; empty where it leads to no other record any more, because
 *     the merge was undone or another record has the name now
 * @param at when it last changed
 * @param operation that changed it
 */
public record RedirectChange(
        long cursor, String kind, String form, String from, Optional<String> to, Instant at, long operation) {}
