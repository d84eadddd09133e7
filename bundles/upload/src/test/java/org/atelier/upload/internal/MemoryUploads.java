package org.atelier.upload.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.atelier.domain.NewOperation;
import org.atelier.duplicates.Suspect;
import org.atelier.upload.UploadReceipt;
import org.atelier.upload.UploadStore;
import org.atelier.upload.Uploads;

/** People, events and tasks in memory, asked as plainly as can be: whoever has the same letters in their name is alike. */
public final class MemoryUploads implements UploadStore {
    public final Map<Long, Suspect.Person> people = new TreeMap<>();
    public final Map<String, Long> events = new TreeMap<>();
    public final Map<String, Long> roles = new TreeMap<>(Map.of("helper", 1L, "instructor", 2L));
    public final Map<String, String> merged = new HashMap<>();
    public final List<Airport> airports = new ArrayList<>(List.of(new Airport(1, "Oslo Gardermoen", "OSL")));
    public final Map<Task, Writing> tasks = new LinkedHashMap<>();
    public Optional<NewOperation> by = Optional.empty();
    private final Map<Long, UploadReceipt> receipts = new HashMap<>();
    private long last = 100;

    public Uploads uploads() {
        return new UploadService(this);
    }

    /** @param email may be empty */
    public long person(String username, String personal, String family, String email) {
        var id = ++last;
        people.put(
                id,
                new Suspect.Person(
                        id,
                        username,
                        (personal + " " + family).strip(),
                        personal,
                        Optional.empty(),
                        Optional.of(family).filter(text -> !text.isEmpty()),
                        1,
                        Optional.of(email).filter(text -> !text.isEmpty()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        return id;
    }

    public void event(String slug) {
        events.put(slug, ++last);
    }

    public void task(String event, long person, String role) {
        tasks.put(new Task(events.get(event), person, roles.get(role)), new Writing(List.of(), List.of()));
    }

    @Override
    public Known look(Question question) {
        var byEmail = new HashMap<Integer, Long>();
        var byUsername = new HashMap<Integer, Long>();
        var alike = new HashMap<Integer, List<Long>>();
        for (var number = 0; number < question.people().size(); number++) {
            var asked = question.people().get(number);
            var same = new ArrayList<Long>();
            for (var person : people.values()) {
                if (person.email().isPresent() && person.email().get().equalsIgnoreCase(asked.email())) {
                    byEmail.put(number, person.id());
                }
                if (person.slug().equals(merged.getOrDefault(asked.username(), asked.username()))) {
                    byUsername.put(number, person.id());
                }
                if (letters(person.name()).equals(letters(asked.personal() + asked.family()))) {
                    same.add(person.id());
                }
            }
            alike.put(number, same);
        }
        var named = new HashMap<String, Named>();
        for (var said : question.events()) {
            var slug = merged.getOrDefault(said, said);
            Optional.ofNullable(events.get(slug)).ifPresent(id -> named.put(said, new Named(id, slug)));
        }
        return new Known(
                people,
                byEmail,
                byUsername,
                alike,
                people.values().stream().map(Suspect.Person::slug).collect(Collectors.toSet()),
                named,
                List.copyOf(events.keySet()),
                roles.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> new Named(entry.getValue(), entry.getKey()))),
                airports,
                Set.copyOf(tasks.keySet()));
    }

    private static Set<Integer> letters(String name) {
        return name.toLowerCase(Locale.ROOT)
                .chars()
                .filter(c -> c != ' ')
                .boxed()
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Override
    public Optional<Long> write(Question question, Function<Known, Optional<Writing>> decide, NewOperation operation) {
        return decide.apply(look(question)).map(writing -> {
            by = Optional.of(operation);
            for (var made : writing.people()) {
                person(made.username(), made.personal(), made.family(), made.email());
            }
            var made = new ArrayList<UploadReceipt.MadeTask>();
            for (var task : writing.tasks()) {
                var person = people.values().stream()
                        .filter(candidate -> candidate.slug().equals(task.username()))
                        .findFirst()
                        .orElseThrow();
                var key = new Task(task.event(), person.id(), task.role());
                if (tasks.put(key, writing) != null) {
                    throw new IllegalStateException("the task is there already: " + task);
                }
                made.add(new UploadReceipt.MadeTask(
                        tasks.size(),
                        name(events, task.event()),
                        person.slug(),
                        person.name(),
                        name(roles, task.role())));
            }
            receipts.put(
                    ++last,
                    new UploadReceipt(
                            last,
                            operation.actor(),
                            Instant.parse("2026-03-01T12:00:00Z"),
                            operation.note(),
                            writing.people().stream()
                                    .map(person -> new UploadReceipt.MadePerson(
                                            person.username(), (person.personal() + " " + person.family()).strip()))
                                    .toList(),
                            made,
                            Optional.empty()));
            return last;
        });
    }

    private static String name(Map<String, Long> ids, long id) {
        return ids.entrySet().stream()
                .filter(entry -> entry.getValue() == id)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Optional<UploadReceipt> receipt(long operation) {
        return Optional.ofNullable(receipts.get(operation));
    }
}
