package org.atelier.upload;

import java.util.List;

/**
 * What would become of a file. It is as good as long as its fingerprint is that of a new preview.
 *
 * @param lines how many lines of the file say something, the header apart
 * @param problems what has to be mended first, in the order of the lines
 * @param people in the order of their first lines
 * @param fingerprint SHA-256 of everything that would be done, in hexadecimal
 * @param seen what was shown of each person, short, for telling later what changed; opaque
 */
public record Preview(int lines, List<LineProblem> problems, List<Planned> people, String fingerprint, String seen) {
    public Preview {
        problems = List.copyOf(problems);
        people = List.copyOf(people);
    }

    /** How many people somebody has yet to decide about. */
    public long open() {
        return people.stream().filter(Planned::open).count();
    }

    public long newPeople() {
        return people.stream()
                .filter(person -> person.decision() instanceof Decision.Create)
                .count();
    }

    public long newTasks() {
        return people.stream().mapToLong(Planned::newTasks).sum();
    }

    /** Whether it can be applied, and would do something. */
    public boolean ready() {
        return problems.isEmpty() && open() == 0 && newPeople() + newTasks() > 0;
    }
}
