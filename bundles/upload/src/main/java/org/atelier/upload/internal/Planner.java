package org.atelier.upload.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.atelier.domain.WebAddress;
import org.atelier.duplicates.Alike;
import org.atelier.duplicates.Duplicate;
import org.atelier.duplicates.Suspect;
import org.atelier.upload.Candidate;
import org.atelier.upload.Choice;
import org.atelier.upload.Column;
import org.atelier.upload.Decision;
import org.atelier.upload.LineProblem;
import org.atelier.upload.Planned;
import org.atelier.upload.PlannedTask;
import org.atelier.upload.PlannedTask.State;
import org.atelier.upload.Preview;
import org.atelier.upload.UploadRequest;
import org.atelier.upload.UploadStore.Airport;
import org.atelier.upload.UploadStore.Known;
import org.atelier.upload.UploadStore.Named;
import org.atelier.upload.UploadStore.NewPerson;
import org.atelier.upload.UploadStore.Task;

/** Decides what becomes of the people in a file, by what is known of those who are there. One planning of one file. */
final class Planner {
    /** How many who may be meant are told of. */
    private static final int MOST_CANDIDATES = 5;

    /** For how many events that are not there near ones are looked for; each takes a look at every slug. */
    private static final int MOST_LOOKED_FOR = 25;

    /** The rules that say that a name is the same, be it written differently. */
    private static final Set<String> OF_NAMES = Set.of("same-name", "similar-name", "initials");

    private final Sheet sheet;
    private final List<FilePerson> people;
    private final Known known;
    private final UploadRequest request;
    private final List<LineProblem> problems = new ArrayList<>();

    /** The lines of which nobody knows what stands in which column, so that there is nothing more to say about them. */
    private final Set<Integer> misread = new HashSet<>();

    private final Usernames usernames;
    private final Set<Object> tasksSoFar = new HashSet<>();
    private final Map<String, List<String>> near = new HashMap<>();

    private Planner(Sheet sheet, List<FilePerson> people, Known known, UploadRequest request) {
        this.sheet = sheet;
        this.people = people;
        this.known = known;
        this.request = request;
        usernames = new Usernames(
                known.taken(),
                people.stream()
                        .map(person -> person.get(Column.USERNAME))
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet()));
    }

    static Preview plan(Sheet sheet, List<FilePerson> people, Known known, UploadRequest request) {
        return new Planner(sheet, people, known, request).plan();
    }

    private Preview plan() {
        problems.addAll(sheet.problems());
        sheet.problems().stream()
                .filter(problem -> problem.column().isEmpty())
                .map(LineProblem::line)
                .forEach(misread::add);
        var planned = new ArrayList<Planned>();
        for (var i = 0; i < people.size(); i++) {
            planned.add(plan(i, people.get(i)));
        }
        problems.sort(Comparator.comparingInt(LineProblem::line));
        return new Preview(sheet.rows().size(), problems, planned, Seen.fingerprint(planned), Seen.of(planned));
    }

    private Planned plan(int number, FilePerson person) {
        var notes = new ArrayList<>(person.notes());
        var wrong = new ArrayList<>(person.problems());
        var match = match(number, person, notes, wrong);
        var choice = Optional.ofNullable(request.choices().get(person.key()));
        var decision = decide(person, match, choice, notes, wrong);
        var tasks = tasks(person, decision, wrong);
        if (!(decision instanceof Decision.Skip)) {
            // whoever is left alone needs no mending
            wrong.stream().filter(problem -> !misread.contains(problem.line())).forEach(problems::add);
        }
        return new Planned(
                person.key(),
                person.lines(),
                person.name(),
                person.get(Column.EMAIL),
                match.candidates(),
                decision,
                choice.isPresent() && !(decision instanceof Decision.Open),
                tasks,
                notes);
    }

    // ------------------------------------------------------------------------------------------------ who it may be

    /** @param sure whether the file itself says that it is the first candidate */
    private record Match(List<Candidate> candidates, boolean sure) {
        Optional<Candidate> named() {
            return candidates.stream().filter(Candidate::exact).findFirst();
        }
    }

    private Match match(int number, FilePerson person, List<String> notes, List<LineProblem> wrong) {
        var asked = suspect(person);
        var byEmail = Optional.ofNullable(known.byEmail().get(number)).map(known.people()::get);
        var byUsername = Optional.ofNullable(known.byUsername().get(number)).map(known.people()::get);
        if (byEmail.isPresent()
                && byUsername.isPresent()
                && byEmail.get().id() != byUsername.get().id()) {
            wrong.add(problem(
                    person,
                    Column.USERNAME,
                    "“%s” is somebody else than whose address “%s” is, which is “%s”; take one of both out"
                            .formatted(
                                    person.get(Column.USERNAME),
                                    person.get(Column.EMAIL),
                                    byEmail.get().slug())));
        }
        var named = byUsername.or(() -> byEmail);
        var candidates = new ArrayList<Candidate>();
        var sure = false;
        if (named.isPresent()) {
            var alike = Alike.people(asked, List.of(named.get()));
            var otherName = isNamed(person)
                    && alike.stream().noneMatch(Planner::sameName)
                    && Collections.disjoint(
                            words(person.name()), words(named.get().name()));
            sure = !otherName || (byEmail.isPresent() && byUsername.isPresent());
            candidates.add(new Candidate(
                    named.get(),
                    100,
                    true,
                    alike.stream().flatMap(found -> found.reasons().stream()).toList()));
            if (otherName) {
                notes.add("The %s is that of %s, whose name is another."
                        .formatted(
                                byUsername.isPresent() ? "user name" : "address",
                                named.get().name()));
            }
            addressStays(person, named.get(), notes);
        }
        var others = known.alike().getOrDefault(number, List.of()).stream()
                .filter(id -> named.isEmpty() || named.get().id() != id)
                .map(known.people()::get)
                .toList();
        Alike.people(asked, others).stream()
                .limit(MOST_CANDIDATES)
                .map(found -> new Candidate((Suspect.Person) found.b(), found.score(), false, found.reasons()))
                .forEach(candidates::add);
        return new Match(candidates, sure);
    }

    private static boolean sameName(Duplicate found) {
        return found.reasons().stream()
                .anyMatch(reason -> OF_NAMES.contains(reason.rule().name()));
    }

    private static List<String> words(String name) {
        return List.of(Plain.text(name).split(" "));
    }

    private static boolean isNamed(FilePerson person) {
        return !person.get(Column.PERSONAL).isEmpty()
                || !person.get(Column.FAMILY).isEmpty();
    }

    private static void addressStays(FilePerson person, Suspect.Person named, List<String> notes) {
        var said = person.get(Column.EMAIL);
        named.email()
                .filter(email -> !said.isEmpty() && !Plain.lower(email).equals(Plain.lower(said)))
                .ifPresent(email -> notes.add("%s has the address %s, which stays.".formatted(named.slug(), email)));
    }

    /** The person in the file as the rules look at people. */
    private Suspect.Person suspect(FilePerson person) {
        var airport = airport(person.get(Column.AIRPORT)).map(Airport::name);
        return new Suspect.Person(
                0,
                person.get(Column.USERNAME),
                person.name(),
                person.get(Column.PERSONAL),
                Optional.empty(),
                said(person, Column.FAMILY),
                1,
                said(person, Column.EMAIL),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                airport,
                said(person, Column.AFFILIATION));
    }

    private static Optional<String> said(FilePerson person, Column column) {
        return Optional.of(person.get(column)).filter(text -> !text.isEmpty());
    }

    // ------------------------------------------------------------------------------------------------ what becomes of
    // it

    private Decision decide(
            FilePerson person, Match match, Optional<Choice> choice, List<String> notes, List<LineProblem> wrong) {
        if (choice.isPresent()) {
            return switch (choice.get()) {
                case Choice.Skip() -> new Decision.Skip();
                case Choice.Create() -> create(person, match, wrong);
                case Choice.Use(var username) ->
                    match.candidates().stream()
                            .map(Candidate::person)
                            .filter(candidate -> candidate.slug().equals(username))
                            .findFirst()
                            .<Decision>map(Decision.Use::new)
                            .orElseGet(() -> {
                                notes.add("“%s”, whom you chose, is none of those it may be by now; choose again."
                                        .formatted(username));
                                return new Decision.Open();
                            });
            };
        }
        if (match.sure()) {
            return new Decision.Use(match.candidates().getFirst().person());
        }
        if (match.candidates().isEmpty()) {
            return create(person, match, wrong);
        }
        return switch (request.undecided()) {
            case ASK -> new Decision.Open();
            case LIKELIEST -> new Decision.Use(match.candidates().getFirst().person());
            // an address is one person's, so that somebody new cannot have it
            case NEW -> match.named().isPresent() ? new Decision.Open() : create(person, match, wrong);
            case SKIP -> new Decision.Skip();
        };
    }

    private Decision create(FilePerson person, Match match, List<LineProblem> wrong) {
        match.named()
                .ifPresent(named -> wrong.add(problem(
                        person,
                        person.get(Column.USERNAME).isEmpty() ? Column.EMAIL : Column.USERNAME,
                        "this is that of “%s” already, so that nobody new can have it; choose that person, or change it"
                                .formatted(named.person().slug()))));
        if (person.rows().stream().allMatch(row -> row.get(Column.PERSONAL).isEmpty())) {
            wrong.add(problem(
                    person,
                    Column.PERSONAL,
                    person.name().isEmpty()
                            ? "this line tells of nobody; write a name, an address or a user name"
                            : "nobody who is there is “%s”, and somebody new needs a personal name"
                                    .formatted(person.name())));
        }
        var said = person.get(Column.AIRPORT);
        var airport = airport(said);
        if (!said.isEmpty() && airport.isEmpty()) {
            var names = known.airports().stream().map(Airport::name).toList();
            wrong.add(problem(
                    person,
                    Column.AIRPORT,
                    "there is no airport “%s”%s; write its name or its IATA code as the list of airports has it"
                            .formatted(said, Near.hint(Near.to(said, names)))));
        }
        return new Decision.Create(new NewPerson(
                usernames.next(person),
                person.get(Column.PERSONAL),
                person.get(Column.FAMILY),
                person.get(Column.EMAIL),
                airport.map(Airport::id),
                person.get(Column.AFFILIATION)));
    }

    private Optional<Airport> airport(String said) {
        return known.airports().stream()
                .filter(airport -> !said.isEmpty()
                        && (airport.name().equals(said) || airport.iata().equalsIgnoreCase(said)))
                .findFirst();
    }

    // ------------------------------------------------------------------------------------------------ tasks

    private List<PlannedTask> tasks(FilePerson person, Decision decision, List<LineProblem> wrong) {
        var tasks = new ArrayList<PlannedTask>();
        for (var row : person.rows()) {
            var event = row.get(Column.EVENT);
            var role = row.get(Column.ROLE);
            if (event.isEmpty() && role.isEmpty()) {
                if (!row.get(Column.TITLE).isEmpty() || !row.get(Column.URL).isEmpty()) {
                    wrong.add(problem(
                            row, Column.EVENT, "a title or URL is that of a task, which needs an event and a role"));
                }
            } else if (event.isEmpty()) {
                wrong.add(problem(row, Column.EVENT, "“%s” at which event? Write its slug".formatted(role)));
            } else {
                task(row, person, decision, wrong).ifPresent(tasks::add);
            }
        }
        return tasks;
    }

    private Optional<PlannedTask> task(Sheet.Row row, FilePerson person, Decision decision, List<LineProblem> wrong) {
        var event = event(row, wrong);
        var role = role(row, wrong);
        if (event.isEmpty() || role.isEmpty()) {
            return Optional.empty();
        }
        var url = row.get(Column.URL);
        if (!url.isEmpty() && !WebAddress.isOne(url)) {
            wrong.add(problem(row, Column.URL, "“%s” is none; it %s".formatted(url, WebAddress.WORDS)));
        }
        return Optional.of(new PlannedTask(
                row.line(),
                row.get(Column.EVENT),
                event.get().id(),
                event.get().name(),
                role.get().id(),
                role.get().name(),
                row.get(Column.TITLE),
                url,
                state(person, decision, event.get().id(), role.get().id())));
    }

    private State state(FilePerson person, Decision decision, long event, long role) {
        record InFile(String key, long event, long role) {}
        Object task = new InFile(person.key(), event, role);
        if (decision instanceof Decision.Use(var there)) {
            // two people in a file may turn out to be one who is there
            var own = new Task(event, there.id(), role);
            if (known.tasks().contains(own)) {
                return State.THERE;
            }
            task = own;
        }
        return decision instanceof Decision.Skip || tasksSoFar.add(task) ? State.NEW : State.REPEATED;
    }

    private Optional<Named> event(Sheet.Row row, List<LineProblem> wrong) {
        var said = row.get(Column.EVENT);
        var event = Optional.ofNullable(known.events().get(said));
        if (event.isEmpty()) {
            if (!near.containsKey(said) && near.size() < MOST_LOOKED_FOR) {
                near.put(said, Near.to(said, known.slugs()));
            }
            wrong.add(problem(
                    row,
                    Column.EVENT,
                    "there is no event “%s”%s; write the slug of one that is there"
                            .formatted(said, Near.hint(near.getOrDefault(said, List.of())))));
        }
        return event;
    }

    private Optional<Named> role(Sheet.Row row, List<LineProblem> wrong) {
        var said = row.get(Column.ROLE);
        if (said.isEmpty()) {
            wrong.add(problem(
                    row,
                    Column.ROLE,
                    "as what is this person at “%s”? Write %s".formatted(row.get(Column.EVENT), roles())));
            return Optional.empty();
        }
        var exact = Optional.ofNullable(known.roles().get(said));
        if (exact.isPresent()) {
            return exact;
        }
        // spreadsheets like to begin words with a capital
        var otherwise = known.roles().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(said))
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
        if (otherwise.size() == 1) {
            return Optional.of(otherwise.getFirst());
        }
        wrong.add(problem(
                row,
                Column.ROLE,
                "there is no role “%s”%s; there are %s"
                        .formatted(said, Near.hint(Near.to(said, known.roles().keySet())), roles())));
        return Optional.empty();
    }

    private String roles() {
        var names = known.roles().values().stream()
                .map(Named::name)
                .sorted()
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return names.isEmpty() ? "none yet" : String.join(", ", names);
    }

    private static LineProblem problem(FilePerson person, Column column, String message) {
        return new LineProblem(person.line(), column.word(), person.get(column), message);
    }

    private static LineProblem problem(Sheet.Row row, Column column, String message) {
        return new LineProblem(row.line(), column.word(), row.get(column), message);
    }
}
