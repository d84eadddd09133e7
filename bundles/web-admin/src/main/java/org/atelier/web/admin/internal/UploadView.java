package org.atelier.web.admin.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.atelier.upload.Candidate;
import org.atelier.upload.Choice;
import org.atelier.upload.Decision;
import org.atelier.upload.LineProblem;
import org.atelier.upload.Planned;
import org.atelier.upload.PlannedTask;
import org.atelier.upload.Preview;
import org.atelier.upload.Undecided;
import org.atelier.upload.UploadRequest;

/**
 * What would become of a file, as its page shows it.
 *
 * @param changes what is different from what was confirmed; empty if nothing was
 */
public record UploadView(UploadRequest request, Preview preview, String note, Optional<List<String>> changes) {
    /** How many people are shown at once with their choices; a form can only bring so many answers. */
    private static final int MOST_CHOICES = 250;

    /** How many problems are listed at once. */
    private static final int MOST_PROBLEMS = 50;

    /** One answer about a person. */
    public record Option(String value, String label, boolean selected) {}

    /** Whether one of the person's lines has to be mended before anything can become of them. */
    public boolean broken(Planned person) {
        return !preview.isWhole(person);
    }

    /** The people with choices: those to be decided about or to be mended first, then the others in the order of the file. */
    public List<Planned> choosing() {
        return ordered().stream().limit(MOST_CHOICES).toList();
    }

    /** All the others, shown in short. */
    public List<Planned> others() {
        return ordered().stream().skip(MOST_CHOICES).toList();
    }

    private List<Planned> ordered() {
        return preview.people().stream()
                .sorted(Comparator.comparing(person -> !broken(person) && !person.open()))
                .toList();
    }

    public List<LineProblem> problems() {
        return preview.problems().stream().limit(MOST_PROBLEMS).toList();
    }

    public int moreProblems() {
        return preview.problems().size() - problems().size();
    }

    public String decided() {
        return UploadPages.decided(request.choices());
    }

    public boolean undecidedIs(Undecided answer) {
        return request.undecided() == answer;
    }

    /** How many of the people are there already. */
    public long there() {
        return preview.whole()
                .filter(person -> person.decision() instanceof Decision.Use)
                .count();
    }

    public long leftAlone() {
        return preview.whole()
                .filter(person -> person.decision() instanceof Decision.Skip)
                .count();
    }

    /** Such as {@code line 3} and {@code lines 3, 7 and 9}. */
    public static String lines(Planned person) {
        var all = person.lines();
        if (all.size() == 1) {
            return "line " + all.getFirst();
        }
        var some = all.stream().limit(8).map(String::valueOf).collect(Collectors.joining(", "));
        return "lines " + some + (all.size() > 8 ? " and %,d more".formatted(all.size() - 8) : "");
    }

    /** Whom or what a person may become; what they become without an answer has no value. */
    public List<Option> options(Planned person) {
        var options = new ArrayList<Option>();
        var now = broken(person) && !person.answered() ? "" : word(person.decision());
        if (now.isEmpty()) {
            options.add(new Option("", person.open() ? "Choose…" : "To be mended first", true));
        }
        for (var candidate : person.candidates()) {
            var who = candidate.person();
            options.add(option(new Choice.Use(who.slug()).word(), who.name() + " (" + who.slug() + ")", now, person));
        }
        if (person.candidates().stream().noneMatch(Candidate::exact)) {
            options.add(option(new Choice.Create().word(), "Somebody new", now, person));
        }
        options.add(option(new Choice.Skip().word(), "Leave alone", now, person));
        return options;
    }

    private static Option option(String word, String label, String now, Planned person) {
        var selected = word.equals(now);
        return new Option(selected && !person.answered() ? "" : word, label, selected);
    }

    private static String word(Decision decision) {
        return switch (decision) {
            case Decision.Use(var person) -> new Choice.Use(person.slug()).word();
            case Decision.Create(var _) -> new Choice.Create().word();
            case Decision.Skip() -> new Choice.Skip().word();
            case Decision.Open() -> "";
        };
    }

    /** The user name that somebody new gets; empty for anybody else. */
    public String newName(Planned person) {
        return !broken(person) && person.decision() instanceof Decision.Create(var made) ? made.username() : "";
    }

    public static boolean skipped(Planned person) {
        return person.decision() instanceof Decision.Skip;
    }

    /** Whether the file itself says who it is, and nobody else comes into question. */
    public boolean sure(Planned person) {
        return !broken(person)
                && !person.open()
                && person.candidates().size() == 1
                && person.candidates().getFirst().exact();
    }

    /** By what somebody is recognized for sure. */
    public static String by(Planned person) {
        var byEmail = person.candidates().getFirst().reasons().stream()
                .anyMatch(reason -> reason.rule().name().equals("same-email"));
        return byEmail ? "e-mail address" : "user name";
    }

    /** What speaks for a candidate, in words. */
    public static String why(Candidate candidate) {
        var reasons = candidate.reasons().stream()
                .map(reason -> reason.rule().label() + ": " + reason.words())
                .collect(Collectors.joining("; "));
        return reasons.isEmpty() ? "The file names this user" : reasons;
    }

    /** What to say beside a task that is not simply made. */
    public static String state(PlannedTask task) {
        return switch (task.state()) {
            case NEW -> "";
            case THERE -> "already there";
            case REPEATED -> "said twice";
        };
    }

    /** What the button does, such as {@code Make 2 people and 3 tasks}. */
    public String button() {
        var people = preview.newPeople() == 0 ? "" : Words.count(preview.newPeople(), "person", "people");
        var tasks = preview.newTasks() == 0 ? "" : Words.count(preview.newTasks(), "task");
        return "Make " + people + (people.isEmpty() || tasks.isEmpty() ? "" : " and ") + tasks;
    }
}
