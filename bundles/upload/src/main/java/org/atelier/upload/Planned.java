package org.atelier.upload;

import java.util.List;

/**
 * What becomes of a person in a file, and of their tasks.
 *
 * @param key names the person within the file: their address, else their user name, else their name, in small letters
 * @param lines that tell of them, in order; at least one
 * @param name as people read it; what there is of it
 * @param email as the file has it; may be empty
 * @param candidates who they may be, the likeliest first
 * @param answered whether somebody said what is to become of them
 * @param notes what to know, a sentence each
 */
public record Planned(
        String key,
        List<Integer> lines,
        String name,
        String email,
        List<Candidate> candidates,
        Decision decision,
        boolean answered,
        List<PlannedTask> tasks,
        List<String> notes) {
    public Planned {
        lines = List.copyOf(lines);
        candidates = List.copyOf(candidates);
        tasks = List.copyOf(tasks);
        notes = List.copyOf(notes);
    }

    public boolean open() {
        return decision instanceof Decision.Open;
    }

    /** How many tasks would be made. */
    public long newTasks() {
        return decision instanceof Decision.Skip
                ? 0
                : tasks.stream()
                        .filter(task -> task.state() == PlannedTask.State.NEW)
                        .count();
    }

    /** What becomes of the person, for people. */
    public String words() {
        return switch (decision) {
            case Decision.Use(var person) -> "is " + person.slug();
            case Decision.Create(var person) -> "new, as " + person.username();
            case Decision.Skip() -> "left alone";
            case Decision.Open() ->
                candidates.isEmpty()
                        ? "to be decided"
                        : "may be "
                                + String.join(
                                        " or ",
                                        candidates.stream()
                                                .map(candidate ->
                                                        candidate.person().slug())
                                                .toList());
        };
    }
}
