package org.atelier.merge.engine;

import java.time.Instant;

/**
 * Proof of an undo that was done, readable for years.
 *
 * @param id of the undo, which is that of its operation
 * @param undone the operation that it took back: a merge, another undo, or whatever else
 * @param plan what was put back, with the conflicts and the answers to them, as versioned JSON
 */
public record UndoReceipt(long id, long undone, Instant at, String actor, String requestId, String note, String plan) {}
