package org.atelier.history.internal;

import static org.atelier.history.HistoryException.Code.UNKNOWN_KIND;
import static org.atelier.history.HistoryException.Code.UNKNOWN_RECORD;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.atelier.history.Change;
import org.atelier.history.History;
import org.atelier.history.HistoryException;
import org.atelier.history.JournalStore;
import org.atelier.history.JournalStore.Done;
import org.atelier.history.JournalStore.Entry;
import org.atelier.history.JournalStore.Reading;
import org.atelier.history.LogQuery;
import org.atelier.history.LoggedOperation;
import org.atelier.history.Moment;
import org.atelier.history.Operation;
import org.atelier.history.RecordName;
import org.atelier.history.Timeline;
import org.atelier.merge.engine.Descriptors;
import org.atelier.records.KindDeclarations;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads the journal and says in words what it finds. */
@Component
public final class JournalHistory implements History {
    /** How many rows of an operation a log shows. */
    static final int FIRST_ROWS = 3;

    /** How many rows of an operation a timeline shows. */
    static final int STEP_ROWS = 20;

    /** How many rows that hung on a record are told. */
    static final int HANGING = 500;

    /** How many records that were called so too are named. */
    private static final int OTHERS = 5;

    private final JournalStore store;
    private final KindDeclarations declarations;
    private final Descriptors descriptors;

    @Activate
    public JournalHistory(
            @Reference JournalStore store,
            @Reference KindDeclarations declarations,
            @Reference Descriptors descriptors) {
        this.store = store;
        this.declarations = declarations;
        this.descriptors = descriptors;
    }

    /** What one reading needs: the tables, and the words for them. */
    private record Known(Reading reading, SortedMap<String, JournalStore.Table> tables, Labels labels) {
        Changes changes(List<Entry> entries) {
            return new Changes(reading, tables, labels, entries);
        }

        /** @throws HistoryException UNKNOWN_KIND */
        String table(String kind) {
            return labels.table(kind)
                    .orElseThrow(() -> new HistoryException(
                            UNKNOWN_KIND,
                            "there is no kind of record \"%s\"; there are %s"
                                    .formatted(
                                            kind,
                                            String.join(", ", labels.kinds().keySet()))));
        }

        Operation operation(Done done) {
            return new Operation(
                    done.id(),
                    done.kind(),
                    words(done),
                    done.actor(),
                    done.at(),
                    done.requestId(),
                    done.note(),
                    done.undoneBy(),
                    done.undid(),
                    done.merged().isPresent());
        }

        private String words(Done done) {
            return done.merged()
                    .map(merge -> "%s \"%s\" merged into \"%s\""
                            .formatted(
                                    labels.label(labels.table(merge.kind()).orElse(merge.kind())),
                                    merge.retired(),
                                    merge.survivor()))
                    .or(() -> done.undid().map("Operation %d undone"::formatted))
                    .orElseGet(() -> labels.operation(done.kind()));
        }
    }

    private Known known(Reading reading) {
        var tables = reading.tables();
        return new Known(reading, tables, new Labels(tables, declarations, descriptors));
    }

    @Override
    public SortedMap<String, String> kinds() {
        return store.reading(reading -> known(reading).labels().kinds());
    }

    @Override
    public List<LoggedOperation> log(LogQuery query) {
        return store.reading(reading -> {
            var known = known(reading);
            var found = reading.operations(query, query.record().map(known::table), FIRST_ROWS);
            var changes = known.changes(
                    found.stream().flatMap(logged -> logged.first().stream()).toList());
            return found.stream()
                    .map(logged ->
                            logged(known, logged.operation(), logged.rows(), logged.first(), FIRST_ROWS, changes))
                    .toList();
        });
    }

    private static LoggedOperation logged(
            Known known, Done operation, long rows, List<Entry> entries, int limit, Changes changes) {
        return new LoggedOperation(
                known.operation(operation),
                rows,
                entries.stream().limit(limit).map(changes::change).toList(),
                entries.size() >= limit && rows > limit
                        ? Optional.of(entries.get(limit - 1).id())
                        : Optional.empty());
    }

    @Override
    public Optional<LoggedOperation> operation(long id, long after, int limit) {
        return store.reading(reading -> Optional.ofNullable(
                        reading.operations(List.of(id)).get(id))
                .map(operation -> {
                    var known = known(reading);
                    // one more than is told shows whether there are more
                    var entries = reading.entries(id, after, limit + 1);
                    var told = entries.subList(0, Math.min(limit, entries.size()));
                    var changes = known.changes(told);
                    return new LoggedOperation(
                            known.operation(operation),
                            reading.rows(id),
                            told.stream().map(changes::change).toList(),
                            entries.size() > limit ? Optional.of(told.getLast().id()) : Optional.empty());
                }));
    }

    @Override
    public Map<Long, Operation> operations(Collection<Long> ids) {
        return ids.isEmpty()
                ? Map.of()
                : store.reading(reading -> {
                    var known = known(reading);
                    return reading.operations(ids).values().stream()
                            .collect(Collectors.toMap(Done::id, known::operation));
                });
    }

    // --------------------------------------------------------------------------------------------- one record

    /** A record, and those that were called so too. */
    private record Found(String table, long id, List<Long> others) {}

    private static Found find(Known known, String kind, String record) {
        var table = known.table(kind);
        var naming = known.labels().naming(table);
        var reading = known.reading();
        if (record.matches("[0-9]{1,18}")) {
            var id = Long.parseLong(record);
            if (reading.lives(table, id) || reading.lived(table, id)) {
                return new Found(table, id, List.of());
            }
        }
        var ids = new ArrayList<Long>();
        reading.named(table, naming, record).ifPresent(ids::add);
        reading.onceNamed(table, naming, record).stream()
                .filter(id -> !ids.contains(id))
                .forEach(ids::add);
        if (ids.isEmpty()) {
            throw new HistoryException(
                    UNKNOWN_RECORD,
                    "there is no %s \"%s\", and there never was one since changes are written down"
                            .formatted(known.labels().label(table).toLowerCase(java.util.Locale.ROOT), record));
        }
        return new Found(table, ids.getFirst(), ids.subList(1, Math.min(ids.size(), OTHERS + 1)));
    }

    @Override
    public Timeline timeline(String kind, String record, Optional<Long> before, int limit) {
        return store.reading(reading -> {
            var known = known(reading);
            var found = find(known, kind, record);
            var touched = reading.touching(
                    found.table(), found.id(), known.labels().mentions(found.table()), before, limit + 1, STEP_ROWS);
            var told = touched.subList(0, Math.min(limit, touched.size()));
            var entries = new ArrayList<Entry>();
            told.forEach(step -> entries.addAll(step.first()));
            var named = names(known, found);
            entries.addAll(named.values());
            var changes = known.changes(entries);
            var steps = told.stream()
                    .map(step -> new Timeline.Step(
                            known.operation(step.operation()),
                            step.rows(),
                            step.first().stream().map(changes::change).toList()))
                    .toList();
            return new Timeline(
                    name(known, found.table(), found.id(), named, changes),
                    state(known, found, named, changes),
                    found.others().stream()
                            .map(id -> name(known, found.table(), id, named, changes))
                            .toList(),
                    steps,
                    touched.size() > limit
                            ? Optional.of(told.getLast().operation().id())
                            : Optional.empty());
        });
    }

    /** The last that the journal knows of the record and of those called so too, by id. */
    private static Map<Long, Entry> names(Known known, Found found) {
        var last = new java.util.HashMap<Long, Entry>();
        var ids = new ArrayList<>(found.others());
        ids.add(found.id());
        ids.forEach(id -> known.reading()
                .last(found.table(), id, Instant.parse("9999-12-31T00:00:00Z"))
                .ifPresent(entry -> last.put(id, entry)));
        return last;
    }

    private static RecordName name(Known known, String table, long id, Map<Long, Entry> named, Changes changes) {
        return Optional.ofNullable(named.get(id))
                .flatMap(entry -> changes.change(entry).record())
                .orElseGet(() -> new RecordName(
                        known.labels().kind(table), known.labels().label(table), id, Long.toString(id)));
    }

    private static Timeline.State state(Known known, Found found, Map<Long, Entry> named, Changes changes) {
        var reading = known.reading();
        var last = named.get(found.id());
        if (last == null || last.after().isPresent() || reading.lives(found.table(), found.id())) {
            return new Timeline.State.Living();
        }
        var operation = reading.operations(List.of(last.operation())).get(last.operation());
        var kind = known.labels().kind(found.table());
        var survivor = reading.survivors(kind, found.id()).get(last.operation());
        if (survivor == null) {
            return new Timeline.State.Deleted(operation.id(), operation.at());
        }
        var name = operation.merged().map(JournalStore.Merged::survivor).orElse(Long.toString(survivor));
        return new Timeline.State.Merged(
                operation.id(),
                operation.at(),
                new RecordName(kind, known.labels().label(found.table()), survivor, name));
    }

    @Override
    public Moment at(String kind, String record, Instant at) {
        return store.reading(reading -> {
            var known = known(reading);
            var found = find(known, kind, record);
            var last = reading.last(found.table(), found.id(), at);
            var mentioning = last.flatMap(Entry::after).isEmpty()
                    ? List.<Entry>of()
                    : reading.mentioning(
                            found.table(), found.id(), known.labels().mentions(found.table()), at, HANGING + 1);
            var named = names(known, found);
            var entries = new ArrayList<>(mentioning);
            last.ifPresent(entries::add);
            entries.addAll(named.values());
            var changes = known.changes(entries);
            var own = name(known, found.table(), found.id(), named, changes);
            return new Moment(
                    own,
                    at,
                    last.map(entry -> known.operation(
                            reading.operations(List.of(entry.operation())).get(entry.operation()))),
                    last.flatMap(Entry::after)
                            .map(row -> known.labels().ordered(found.table(), row.keySet()).stream()
                                    .filter(column -> !column.equals("id"))
                                    .map(column -> new Moment.Field(
                                            column,
                                            known.labels().column(found.table(), column),
                                            row.get(column),
                                            changes.words(found.table(), column, row.get(column))))
                                    .toList())
                            .orElse(List.of()),
                    mentioning.stream()
                            .limit(HANGING)
                            .map(changes::change)
                            .map(change -> hanging(change, own))
                            .toList(),
                    mentioning.size() > HANGING);
        });
    }

    private static Moment.Hanging hanging(Change change, RecordName own) {
        var others = change.others(own);
        return others.isEmpty()
                ? new Moment.Hanging(change.table(), change.label(), change.name())
                : new Moment.Hanging(
                        change.table(),
                        others.getFirst().label(),
                        others.getFirst().name());
    }
}
