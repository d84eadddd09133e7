package org.atelier.web.admin.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.atelier.history.Change;
import org.atelier.history.FieldChange;
import org.atelier.history.History;
import org.atelier.history.HistoryException;
import org.atelier.history.LogQuery;
import org.atelier.history.LoggedOperation;
import org.atelier.history.Moment;
import org.atelier.history.Operation;
import org.atelier.history.RecordName;
import org.atelier.history.Timeline;
import org.atelier.merge.spi.Value;

/** A journal in memory: an event that was made, changed, tagged, and an undo of that; and one that is gone. */
final class PastChanges implements History {
    static final long CREATION = 700;
    static final long EDIT = 701;
    static final long TAGGING = 702;
    static final long UNDO = 703;
    static final Instant THEN = Instant.parse("2026-03-30T23:30:05Z");

    final List<LogQuery> asked = new ArrayList<>();

    /** What every text becomes; hostile ones stay what they are. */
    UnaryOperator<String> text = UnaryOperator.identity();

    /** Operations that something else did, by their numbers. */
    final Map<Long, LoggedOperation> others = new HashMap<>();

    /** What became of the event. */
    Timeline.State state = new Timeline.State.Living();

    /** Whether nothing was ever done. */
    boolean empty;

    RecordName event() {
        return new RecordName("event", "Event", 7, text.apply("oslo"));
    }

    private RecordName tag() {
        return new RecordName("tag", "Tag", 3, text.apply("DC"));
    }

    private Operation operation(long id, String kind, String words, Optional<Long> undoneBy, Optional<Long> undid) {
        return new Operation(
                id,
                kind,
                words,
                text.apply("ada"),
                THEN.plusSeconds(60 * (id - UNDO)),
                text.apply("request-" + id),
                id == EDIT ? text.apply("the host moved") : "",
                undoneBy,
                undid,
                false);
    }

    private Change link(long id, Change.Sort sort) {
        return new Change(
                id,
                "event_tag",
                row(Map.of("event_id", Value.Number.of(7), "tag_id", Value.Number.of(3))),
                sort,
                "Event tag",
                "oslo, DC",
                Optional.empty(),
                List.of(event(), tag()),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private Change row(long id, Change.Sort sort, FieldChange... fields) {
        return new Change(
                id,
                "event",
                row(Map.of("id", Value.Number.of(7))),
                sort,
                "Event",
                event().name(),
                Optional.of(event()),
                List.of(),
                List.of(fields),
                Optional.empty(),
                Optional.empty());
    }

    /** An operation that changed one row, found by its number from now on. */
    void alsoDid(long id, String kind, Change change) {
        others.put(
                id,
                new LoggedOperation(
                        operation(id, kind, kind, Optional.empty(), Optional.empty()),
                        1,
                        List.of(change),
                        Optional.empty()));
    }

    private FieldChange field(String label, String before, String after) {
        return new FieldChange(
                label.toLowerCase(java.util.Locale.ROOT),
                label,
                Value.text(before),
                Value.text(after),
                text.apply(before),
                text.apply(after));
    }

    private static SortedMap<String, Value> row(Map<String, Value> values) {
        return new TreeMap<>(values);
    }

    private List<LoggedOperation> all() {
        if (empty) {
            return List.of();
        }
        return List.of(
                new LoggedOperation(
                        operation(UNDO, "undo", "Operation 702 undone", Optional.empty(), Optional.of(TAGGING)),
                        1,
                        List.of(link(4, Change.Sort.UNLINKED)),
                        Optional.empty()),
                new LoggedOperation(
                        operation(TAGGING, "event.tag", "Event tagged", Optional.of(UNDO), Optional.empty()),
                        1,
                        List.of(link(3, Change.Sort.LINKED)),
                        Optional.empty()),
                new LoggedOperation(
                        operation(
                                EDIT,
                                "external",
                                "Changed directly in the database",
                                Optional.empty(),
                                Optional.empty()),
                        LoggedOperation.COUNTED,
                        List.of(row(
                                2,
                                Change.Sort.CHANGED,
                                field("Venue", "Hall", "Aula"),
                                field("Notes", "", "n".repeat(300)))),
                        Optional.of(2L)),
                new LoggedOperation(
                        operation(CREATION, "event.create", "Event created", Optional.empty(), Optional.empty()),
                        1,
                        List.of(row(1, Change.Sort.CREATED, field("Venue", "", "Hall"), field("Notes", "", ""))),
                        Optional.empty()));
    }

    @Override
    public SortedMap<String, String> kinds() {
        return new TreeMap<>(Map.of("event", "Event", "tag", "Tag"));
    }

    @Override
    public List<LoggedOperation> log(LogQuery query) {
        asked.add(query);
        return all().stream()
                .filter(logged -> query.actor().isEmpty()
                        || query.actor().get().equals(logged.operation().actor()))
                .filter(logged -> query.before().isEmpty()
                        || logged.operation().id() < query.before().get())
                .limit(query.limit())
                .toList();
    }

    @Override
    public Optional<LoggedOperation> operation(long id, long after, int limit) {
        return Optional.ofNullable(others.get(id))
                .or(() -> all().stream()
                        .filter(logged -> logged.operation().id() == id)
                        .findFirst())
                .map(logged -> after == 0
                        ? logged
                        : new LoggedOperation(logged.operation(), logged.rows(), List.of(), Optional.empty()));
    }

    @Override
    public Map<Long, Operation> operations(Collection<Long> ids) {
        return all().stream()
                .map(LoggedOperation::operation)
                .filter(operation -> ids.contains(operation.id()))
                .collect(Collectors.toMap(Operation::id, operation -> operation));
    }

    @Override
    public Timeline timeline(String kind, String record, Optional<Long> before, int limit) {
        require(kind, record);
        var steps = all().stream()
                .filter(logged -> before.isEmpty() || logged.operation().id() < before.get())
                .map(logged -> new Timeline.Step(logged.operation(), logged.rows(), logged.shown()))
                .toList();
        return new Timeline(
                event(),
                state,
                List.of(new RecordName("event", "Event", 6, text.apply("older"))),
                steps,
                before.isEmpty() ? Optional.of(CREATION) : Optional.empty());
    }

    @Override
    public Moment at(String kind, String record, Instant at) {
        require(kind, record);
        var there = !at.isBefore(THEN.minusSeconds(3600));
        return new Moment(
                event(),
                at,
                there ? Optional.of(all().getFirst().operation()) : Optional.empty(),
                there
                        ? List.of(
                                new Moment.Field("venue", "Venue", Value.text("Hall"), text.apply("Hall")),
                                new Moment.Field("notes", "Notes", Value.ABSENT, ""))
                        : List.of(),
                there ? List.of(new Moment.Hanging("event_tag", "Tag", text.apply("DC"))) : List.of(),
                there);
    }

    private static void require(String kind, String record) {
        if (!kind.equals("event")) {
            throw new HistoryException(
                    HistoryException.Code.UNKNOWN_KIND, "there is no kind of record \"" + kind + "\"");
        }
        if (!record.equals("7") && !record.equals("oslo")) {
            throw new HistoryException(HistoryException.Code.UNKNOWN_RECORD, "there is no event \"" + record + "\"");
        }
    }
}
