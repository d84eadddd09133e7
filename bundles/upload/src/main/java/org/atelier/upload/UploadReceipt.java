package org.atelier.upload;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an upload made.
 *
 * @param operation that it was
 * @param undoneBy the operation that took it back, if it is taken back
 */
public record UploadReceipt(
        long operation,
        String actor,
        Instant at,
        String note,
        List<MadePerson> people,
        List<MadeTask> tasks,
        Optional<Long> undoneBy) {
    public UploadReceipt {
        people = List.copyOf(people);
        tasks = List.copyOf(tasks);
    }

    /** Somebody who was made. */
    public record MadePerson(String username, String name) {}

    /**
     * A task that was made.
     *
     * @param event its slug now; empty if it is gone
     * @param username of whose it is, now; empty if they are gone
     */
    public record MadeTask(long id, String event, String username, String name, String role) {}
}
