package org.atelier.export.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.atelier.domain.DatabaseUnavailableException;
import org.atelier.export.EventFilter;
import org.atelier.export.ExportStore;

/** Events in memory, and what changed of them since when; it counts what it is asked. */
final class MemoryStore implements ExportStore {
    static final Comparator<Event> ORDER =
            Comparator.comparing(Event::start).reversed().thenComparing(Event::id);

    final List<Badge> badges = new ArrayList<>();
    final List<Airport> airports = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final Set<String> tags = new TreeSet<>();

    /** The ids that each change touched; empty for one that may concern any event. */
    final List<List<Long>> changes = new ArrayList<>();

    int readWhole;
    int readChanges;

    /** Happens after this many events were told. */
    Runnable afterTwo = () -> {};

    static StoredExports exports(ExportStore store) {
        return new StoredExports(store, StoredExports.Limits.usual(java.nio.file.Path.of("target", "spool")));
    }

    void put(Event event) {
        events.removeIf(before -> before.id() == event.id());
        events.add(event);
        events.sort(ORDER);
        changes.add(List.of(event.id()));
    }

    void remove(long id) {
        events.removeIf(before -> before.id() == id);
        changes.add(List.of(id));
    }

    /** How long the database has been away; it is there. */
    Optional<Duration> away = Optional.empty();

    private Optional<Long> told = Optional.empty();

    @Override
    public long state(Feed feed) {
        if (away.isPresent()) {
            throw new DatabaseUnavailableException("away", null);
        }
        told = Optional.of((long) changes.size());
        return changes.size();
    }

    @Override
    public Optional<Known> lastState(Feed feed) {
        return told.map(state -> new Known(state, away.orElse(Duration.ZERO)));
    }

    @Override
    public List<Badge> badges() {
        return badges;
    }

    @Override
    public List<Airport> airports() {
        return airports;
    }

    @Override
    public List<Member> members(LocalDate earliest, LocalDate latest) {
        return List.of(new Member("Ada " + earliest + " " + latest, Optional.empty(), "ada"));
    }

    @Override
    public Answer events(EventFilter filter, Consumer<Event> to) {
        readWhole++;
        var unknown = filter.tags().stream()
                .filter(tag -> !tags.contains(tag))
                .map(tag -> "tag \"" + tag + "\"")
                .toList();
        if (!unknown.isEmpty()) {
            return new Answer.Unknown(unknown);
        }
        var moment = moment();
        var told = 0;
        for (var event : List.copyOf(events)) {
            if (event.tags().containsAll(filter.tags())) {
                to.accept(event);
                if (++told == 2) {
                    afterTwo.run();
                }
            }
        }
        return new Answer.Told(moment);
    }

    @Override
    public Optional<Changes> changes(EventFilter filter, Moment since) {
        readChanges++;
        var touched = new LinkedHashSet<Long>();
        for (var change : changes.subList(Integer.parseInt(since.snapshot()), changes.size())) {
            if (change.isEmpty()) {
                return Optional.empty();
            }
            touched.addAll(change);
        }
        return Optional.of(new Changes(
                moment(),
                List.copyOf(touched),
                events.stream()
                        .filter(event ->
                                touched.contains(event.id()) && event.tags().containsAll(filter.tags()))
                        .toList()));
    }

    private Moment moment() {
        return new Moment("memory", Integer.toString(changes.size()), Instant.EPOCH.plusSeconds(changes.size()));
    }
}
