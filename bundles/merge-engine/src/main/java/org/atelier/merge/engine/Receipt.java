package org.atelier.merge.engine;

import java.time.Instant;

/**
 * Proof of a merge that was done, readable for years.
 *
 * @param id of the merge, which is that of its operation
 * @param survivor the slug of the record that lives on, as it was just after the merge
 * @param retired the slug of the record that is gone
 * @param plan the plan as it was applied, as versioned JSON
 */
public record Receipt(
        long id,
        String kind,
        Instant at,
        String actor,
        String requestId,
        String note,
        long survivorId,
        String survivor,
        long retiredId,
        String retired,
        String fingerprint,
        String plan) {}
