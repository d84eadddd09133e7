package org.atelier.merge.engine.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.atelier.merge.engine.Explanation;
import org.atelier.merge.engine.Explanation.How;
import org.atelier.merge.engine.Explanation.Source;
import org.atelier.merge.engine.HistoryStore;
import org.atelier.merge.engine.HistoryStore.Entry;
import org.atelier.merge.engine.HistoryStore.Merged;
import org.atelier.merge.engine.MergeableKind;
import org.atelier.merge.engine.PlanWords;
import org.atelier.merge.engine.Snapshot;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.merge.spi.Value;

/** Follows every value of a record back through the journal, from row to row where a merge moved it. */
final class Explainer {
    /** How many rows of a relation are explained; of more, the number is told. */
    static final int MOST_ROWS = 1_000;

    /** Behind every entry of the journal. */
    private static final long NOW = Long.MAX_VALUE;

    private final MergeableKind kind;
    private final HistoryStore.Reading reading;

    private final Map<Row, List<Entry>> histories = new HashMap<>();
    private final Set<Long> operations = new HashSet<>();
    private final Map<Long, Merged> merged = new HashMap<>();
    private final Map<Long, Long> undone = new HashMap<>();

    Explainer(MergeableKind kind, HistoryStore.Reading reading) {
        this.kind = kind;
        this.reading = reading;
    }

    /** A row of any table. */
    private record Row(String table, SortedMap<String, Value> key) {}

    /** Empty if there is no such record. */
    Optional<Explanation> explain(long id) {
        return reading.snapshot(kind, id).map(this::explain);
    }

    private Explanation explain(Snapshot snapshot) {
        var subject = snapshot.a();
        var merges = reading.shaping(kind.entity().kind(), subject.id());
        var records = new HashSet<>(Set.of(subject.id()));
        merges.forEach(merge -> records.add(merge.retiredId()));
        load(kind.entity().table(), records.stream().map(Explainer::id).toList());
        var fields = kind.entity().fields().stream()
                .map(field -> new Explanation.Field(
                        field.name(),
                        field.column().label(),
                        subject.value(field.column().column()),
                        subject.words(field.column().column()),
                        field(field.name(), field.column().column(), subject.id(), NOW)))
                .toList();
        var relations = kind.relations().stream()
                .map(relation -> relation(relation, snapshot))
                .toList();
        return new Explanation(kind.entity().kind(), subject.id(), subject.slug(), merges, fields, relations);
    }

    private Explanation.Relation relation(RelationDescriptor relation, Snapshot snapshot) {
        var rows = new ArrayList<Explanation.Row>();
        int total;
        switch (relation) {
            case RelationDescriptor.Link link -> {
                var targets = snapshot.links().get(link.name()).a();
                total = targets.size();
                var owner = snapshot.a().id();
                load(
                        link.table(),
                        targets.stream()
                                .limit(MOST_ROWS)
                                .map(target -> pair(link, owner, target.id()))
                                .toList());
                targets.stream()
                        .limit(MOST_ROWS)
                        .forEach(target -> rows.add(new Explanation.Row(
                                link.table(),
                                pair(link, owner, target.id()),
                                target.label(),
                                link(link, owner, target.id(), NOW))));
            }
            case RelationDescriptor.Children _, RelationDescriptor.References _ -> {
                var hanging = snapshot.rows().get(relation.name()).a();
                total = hanging.size();
                var shown = hanging.subList(0, Math.min(total, MOST_ROWS));
                load(relation.table(), shown.stream().map(row -> id(row.id())).toList());
                shown.forEach(row -> rows.add(new Explanation.Row(
                        relation.table(),
                        id(row.id()),
                        PlanWords.describe(relation, row),
                        hanging(relation, row.id(), NOW))));
            }
        }
        return new Explanation.Relation(relation.name(), relation.label(), total, rows);
    }

    // ------------------------------------------------------------------------------------- where it came from

    /** What made a record's column what it was just before an entry of the journal. */
    private Optional<Source> field(String name, String column, long record, long before) {
        var row = new Row(kind.entity().table(), id(record));
        return lastChange(row, column, before).map(entry -> {
            var merge = merged.get(entry.operation().id());
            if (merge == null) {
                return plain(row, entry, bound -> field(name, column, record, bound));
            }
            if (!isOf(merge, record)) {
                return followed(entry, merge, field(name, column, record, entry.id()));
            }
            var ofRetired = field(name, column, merge.retired().id(), entry.id());
            if (value(merge.retiredValues(), column).equals(value(entry.after().orElseThrow(), column))) {
                return taken(
                        entry, merge, How.TAKEN_OVER, name, ofRetired.stream().toList());
            }
            var both = new ArrayList<Source>();
            field(name, column, record, entry.id()).ifPresent(both::add);
            ofRetired.ifPresent(both::add);
            return taken(entry, merge, How.COMBINED, name, both);
        });
    }

    /** What made a row hang where it hung just before an entry of the journal. */
    private Optional<Source> hanging(RelationDescriptor relation, long id, long before) {
        var row = new Row(relation.table(), id(id));
        return lastChange(row, relation.owner(), before).map(entry -> {
            var merge = merged.get(entry.operation().id());
            if (merge == null
                    || !merge.kind().equals(kind.entity().kind())
                    || !entry.before()
                            .map(values -> value(values, relation.owner()))
                            .equals(Optional.of(Value.Number.of(merge.retired().id())))) {
                return plain(row, entry, bound -> hanging(relation, id, bound));
            }
            return taken(
                    entry,
                    merge,
                    How.TAKEN_OVER,
                    relation.name(),
                    hanging(relation, id, entry.id()).stream().toList());
        });
    }

    /** What linked a record and a target, just before an entry of the journal. */
    private Optional<Source> link(RelationDescriptor.Link link, long owner, long target, long before) {
        var row = new Row(link.table(), pair(link, owner, target));
        return lastChange(row, link.owner(), before).map(entry -> {
            var merge = merged.get(entry.operation().id());
            if (merge == null) {
                return plain(row, entry, bound -> link(link, owner, target, bound));
            }
            return isOf(merge, owner)
                    ? taken(
                            entry,
                            merge,
                            How.TAKEN_OVER,
                            link.name(),
                            link(link, merge.retired().id(), target, entry.id()).stream()
                                    .toList())
                    : followed(entry, merge, link(link, owner, merge.retired().id(), entry.id()));
        });
    }

    /** Whether it made one of this record and another; a merge of another kind may have touched it, too. */
    private boolean isOf(Merged merge, long record) {
        return merge.kind().equals(kind.entity().kind()) && merge.survivor() == record;
    }

    private static Source followed(Entry entry, Merged merge, Optional<Source> origin) {
        return new Source(
                entry.operation(),
                How.FOLLOWED,
                Optional.empty(),
                Optional.of(merge.retired()),
                origin.stream().toList());
    }

    private static Source taken(Entry entry, Merged merge, How how, String decided, List<Source> origins) {
        return new Source(
                entry.operation(),
                how,
                Optional.of(value(merge.choices(), decided).words()).filter(strategy -> !strategy.isEmpty()),
                Optional.of(merge.retired()),
                origins);
    }

    /** Asks the same question of an earlier time. */
    private interface Earlier {
        Optional<Source> before(long entry);
    }

    /** A change that took nothing from another record; what an undo put back came from before what it took back. */
    private Source plain(Row row, Entry entry, Earlier earlier) {
        var taken = undone.get(entry.operation().id());
        var origins = taken == null
                ? List.<Source>of()
                : history(row).stream()
                        .filter(older -> older.operation().id() == taken)
                        .findFirst()
                        .flatMap(older -> earlier.before(older.id()))
                        .stream()
                        .toList();
        return new Source(
                entry.operation(),
                taken == null ? How.WRITTEN : How.RESTORED,
                Optional.empty(),
                Optional.empty(),
                origins);
    }

    /** The last entry before this one that made or changed the column; the row may have come and gone in between. */
    private Optional<Entry> lastChange(Row row, String column, long before) {
        return history(row).reversed().stream()
                .filter(entry -> entry.id() < before && entry.after().isPresent())
                .filter(entry -> !entry.before()
                        .map(values -> value(values, column))
                        .equals(entry.after().map(values -> value(values, column))))
                .findFirst();
    }

    // -------------------------------------------------------------------------------------- what is known

    private List<Entry> history(Row row) {
        load(row.table(), List.of(row.key()));
        return histories.get(row);
    }

    /** Reads the histories of rows that are not known yet, and what the operations in them were. */
    private void load(String table, Collection<SortedMap<String, Value>> keys) {
        var missing = keys.stream()
                .filter(key -> !histories.containsKey(new Row(table, key)))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        missing.forEach(key -> histories.put(new Row(table, key), new ArrayList<>()));
        var found = new HashSet<Long>();
        for (var entry : reading.entries(table, missing)) {
            histories.get(new Row(table, entry.key())).add(entry);
            if (operations.add(entry.operation().id())) {
                found.add(entry.operation().id());
            }
        }
        if (!found.isEmpty()) {
            merged.putAll(reading.merged(found));
            undone.putAll(reading.undone(found));
        }
    }

    private static SortedMap<String, Value> id(long id) {
        return new TreeMap<>(Map.of("id", Value.Number.of(id)));
    }

    private static SortedMap<String, Value> pair(RelationDescriptor.Link link, long owner, long target) {
        return new TreeMap<>(
                Map.of(link.owner(), Value.Number.of(owner), link.target().column(), Value.Number.of(target)));
    }

    private static Value value(SortedMap<String, Value> row, String column) {
        return row.getOrDefault(column, Value.ABSENT);
    }
}
