package org.atelier.domain;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** An event with everything that hangs on it, as its page shows it; every list is ordered by id. */
public record EventDetails(Event event, List<Tag> tags, List<Task> tasks, List<Todo> todos, List<Award> awards) {
    public EventDetails {
        tags = List.copyOf(tags);
        tasks = List.copyOf(tasks);
        todos = List.copyOf(todos);
        awards = List.copyOf(awards);
    }

    /** A person's role at the event. */
    public record Task(long id, String username, String person, String role, String title, String url) {}

    /** Something to be done for the event. */
    public record Todo(long id, String title, boolean completed, Optional<LocalDate> due, String additional) {}

    /** A badge a person was given in connection with the event. */
    public record Award(long id, String username, String person, String badge, Optional<LocalDate> awarded) {}
}
