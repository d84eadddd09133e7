package org.atelier.merge.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of the list of merges.
 *
 * @param id of the merge, which is that of its operation
 * @param kind such as {@code event}
 * @param survivor the slug of the record that lived on, as it was just after the merge
 * @param retired the slug of the record that went
 * @param undoneBy the undo that took it back, where it is taken back now
 */
public record MergeSummary(
        long id,
        String kind,
        Instant at,
        String actor,
        String note,
        long survivorId,
        String survivor,
        long retiredId,
        String retired,
        Optional<Long> undoneBy) {}
