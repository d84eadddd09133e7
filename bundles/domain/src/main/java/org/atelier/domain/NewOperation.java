package org.atelier.domain;

import java.util.Objects;

/**
 * What somebody is about to do, told to every port that writes: one operation is one transaction, and every row it
 * changes is journaled under it.
 *
 * @param kind what is done, as a dotted word such as {@code event.tag} or {@code merge.event}; never blank
 * @param actor who does it; never blank
 * @param requestId the id of the HTTP request it belongs to; empty where there was none
 * @param note what the actor wanted to remember about it; may be empty
 */
public record NewOperation(String kind, String actor, String requestId, String note) {
    public NewOperation {
        if (kind.isBlank()) {
            throw new IllegalArgumentException("an operation needs a kind");
        }
        if (actor.isBlank()) {
            throw new IllegalArgumentException("an operation needs an actor");
        }
        Objects.requireNonNull(requestId, "requestId");
        Objects.requireNonNull(note, "note");
    }
}
