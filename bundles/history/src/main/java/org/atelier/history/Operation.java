package org.atelier.history;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing somebody did, in one transaction.
 *
 * @param kind such as {@code event.tag}
 * @param words the same for people, such as {@code Event tagged}
 * @param actor who did it; the database's user where nobody told the platform
 * @param at when its transaction began
 * @param requestId of the request that it was; empty where it was none
 * @param note why, as far as somebody said
 * @param undoneBy the undo that took it back, where it is taken back now
 * @param undid what it took back, where it is an undo
 * @param merge whether it merged two records, and so has a receipt with a plan
 */
public record Operation(
        long id,
        String kind,
        String words,
        String actor,
        Instant at,
        String requestId,
        String note,
        Optional<Long> undoneBy,
        Optional<Long> undid,
        boolean merge) {}
