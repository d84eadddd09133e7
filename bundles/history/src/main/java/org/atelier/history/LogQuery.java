package org.atelier.history;

import java.time.Instant;
import java.util.Optional;

/**
 * Which operations to list. Every part that is there has to hold.
 *
 * @param actor who did it, to the letter
 * @param operation its kind, such as {@code event.tag}
 * @param record the kind of record of which it changed a row, such as {@code event}
 * @param from not before this instant
 * @param to before this instant
 * @param request the id of the request that it was
 * @param text a part of its note, in whatever case
 * @param before only operations older than the one of this id
 * @param limit at most so many
 */
public record LogQuery(
        Optional<String> actor,
        Optional<String> operation,
        Optional<String> record,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> request,
        Optional<String> text,
        Optional<Long> before,
        int limit) {
    /** The newest operations, whatever they were. */
    public static LogQuery newest(int limit) {
        return new LogQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                limit);
    }

    /** Whether any operation would do. */
    public boolean isOpen() {
        return equals(newest(limit).before(before));
    }

    private LogQuery before(Optional<Long> id) {
        return new LogQuery(actor, operation, record, from, to, request, text, id, limit);
    }
}
