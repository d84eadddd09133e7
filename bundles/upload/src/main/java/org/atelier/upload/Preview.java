package org.atelier.upload;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** How many people somebody has yet to decide about; whoever has a line that has to be mended first is not counted. */
    public long open() {
        return whole().filter(Planned::open).count();
    }

    /** How many people there would be more, likewise. */
    public long newPeople() {
        return whole().filter(person -> person.decision() instanceof Decision.Create)
                .count();
    }

    /** How many tasks there would be more, likewise. */
    public long newTasks() {
        return whole().mapToLong(Planned::newTasks).sum();
    }

    /** The people none of whose lines has to be mended first. */
    public Stream<Planned> whole() {
        var broken = brokenLines();
        return people.stream().filter(person -> isWhole(person, broken));
    }

    /** Whether none of the person's lines has to be mended first. */
    public boolean isWhole(Planned person) {
        return isWhole(person, brokenLines());
    }

    private static boolean isWhole(Planned person, Set<Integer> broken) {
        return person.lines().stream().noneMatch(broken::contains);
    }

    /** The lines that have to be mended first, by their numbers. */
    public Set<Integer> brokenLines() {
        return problems.stream()
                .map(LineProblem::line)
                .filter(line -> line > 0)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it can be applied, and would do something. */
    public boolean ready() {
        return problems.isEmpty() && open() == 0 && newPeople() + newTasks() > 0;
    }
}
