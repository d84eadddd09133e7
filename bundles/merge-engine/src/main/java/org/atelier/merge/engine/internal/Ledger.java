package org.atelier.merge.engine.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.atelier.merge.engine.Plan;
import org.atelier.merge.engine.RowChange;
import org.atelier.merge.engine.Snapshot;
import org.atelier.merge.engine.Step;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Target;
import org.atelier.merge.spi.Value;

/**
 * Compares what a transaction did to the database with what the plan says: the net change of every row, in both
 * directions. The last lock before the commit, blind to how either side came about.
 */
final class Ledger {
    private final Plan plan;
    private final long operation;
    private final Map<String, RelationDescriptor> relations = new TreeMap<>();
    private final Map<Step.Redirect, Snapshot.Redirect> redirects = new HashMap<>();
    private final SortedMap<String, Entry> entries = new TreeMap<>();

    /** A row's state before, and its state after the steps so far. */
    private static final class Entry {
        private final String table;
        private final SortedMap<String, Value> key;
        private final Optional<SortedMap<String, Value>> before;
        private Optional<SortedMap<String, Value>> after;

        Entry(String table, SortedMap<String, Value> key, Optional<SortedMap<String, Value>> before) {
            this.table = table;
            this.key = key;
            this.before = before;
            this.after = before;
        }

        RowChange change() {
            return new RowChange(table, key, before, after);
        }
    }

    private Ledger(Plan plan, long operation) {
        this.plan = plan;
        this.operation = operation;
        plan.kind().relations().forEach(relation -> relations.put(relation.name(), relation));
        plan.snapshot()
                .redirects()
                .forEach(redirect -> redirects.put(new Step.Redirect(redirect.form(), redirect.value()), redirect));
    }

    /** The changes the plan says, by the row's name; rows that end as they began are left out. */
    static SortedMap<String, RowChange> expected(Plan plan, long operation) {
        var ledger = new Ledger(plan, operation);
        plan.steps().forEach(ledger::enter);
        var changes = new TreeMap<String, RowChange>();
        ledger.entries.values().stream()
                .map(Entry::change)
                .filter(change -> !change.before().equals(change.after()))
                .forEach(change -> changes.put(change.name(), change));
        return changes;
    }

    /** What differs between plan and journal, in words; empty when they agree. */
    static List<String> differences(Plan plan, long operation, List<RowChange> journaled) {
        return differences(expected(plan, operation), journaled, RowChange::equals);
    }

    /**
     * What differs between the changes that were to be and those that were, in words; empty when they agree.
     *
     * @param expected by the row's name
     * @param same whether a change that was to be is the one that was
     */
    static List<String> differences(
            Map<String, RowChange> expected, List<RowChange> journaled, BiPredicate<RowChange, RowChange> same) {
        var missing = new TreeMap<>(expected);
        var differences = new ArrayList<String>();
        for (var change : journaled) {
            if (change.before().equals(change.after())) {
                continue;
            }
            var planned = missing.remove(change.name());
            if (planned == null) {
                differences.add(change.name() + " was " + verb(change) + ", which the plan does not say");
            } else if (!same.test(planned, change)) {
                differences.add(change.name() + " is not as the plan says: " + difference(planned, change));
            }
        }
        missing.keySet().forEach(name -> differences.add(name + " was not changed, although the plan says so"));
        return differences;
    }

    private static String verb(RowChange change) {
        return change.after().isEmpty() ? "deleted" : change.before().isEmpty() ? "created" : "changed";
    }

    private static String difference(RowChange planned, RowChange done) {
        if (!planned.before().equals(done.before())) {
            return "it was different before";
        }
        if (planned.after().isEmpty() || done.after().isEmpty()) {
            return "it was " + verb(done) + ", not " + verb(planned);
        }
        var columns = new ArrayList<String>();
        planned.after().get().forEach((column, value) -> {
            if (!value.equals(done.after().get().get(column))) {
                columns.add(column);
            }
        });
        return "column " + String.join(", ", columns);
    }

    private void enter(Step step) {
        var survivor = plan.survivor().id();
        switch (step) {
            case Step.Move(var relation, var row) -> put(relation, row, Value.Number.of(survivor));
            case Step.Repoint(var relation, var row) -> put(relation, row, Value.Number.of(survivor));
            case Step.Detach(var relation, var row) -> put(relation, row, Value.ABSENT);
            case Step.Fold(var relation, var row, var into, var fills) -> {
                row(relation, row).after = Optional.empty();
                fills.forEach((column, value) -> set(row(relation, into), column, value));
            }
            case Step.Discard(var relation, var row, var _) -> row(relation, row).after = Optional.empty();
            case Step.Link(var relation, var target) -> {
                var pair = pair(relation, survivor, target);
                entry(table(relation), pair, Optional.empty()).after = Optional.of(pair);
            }
            case Step.Unlink(var relation, var from, var target) -> {
                var pair = pair(relation, plan.snapshot().of(from).id(), target);
                entry(table(relation), pair, Optional.of(pair)).after = Optional.empty();
            }
            case Step.Retire _ -> subject(plan.base().other()).after = Optional.empty();
            case Step.Set(var _, var column, var _, var after) -> set(subject(plan.base()), column, after);
            case Step.Redirect(var form, var value) -> redirect(form, value, survivor);
        }
    }

    private void put(String relation, long row, Value owner) {
        set(row(relation, row), relations.get(relation).owner(), owner);
    }

    private static void set(Entry entry, String column, Value value) {
        var row = new TreeMap<>(entry.after.orElseThrow());
        row.put(column, value);
        entry.after = Optional.of(row);
    }

    private Entry subject(Side side) {
        var subject = plan.snapshot().of(side);
        return entry(plan.kind().entity().table(), id(subject.id()), Optional.of(subject.values()));
    }

    private Entry row(String relation, long id) {
        var found = plan.snapshot().rows().get(relation).row(id);
        return entry(table(relation), id(id), Optional.of(new TreeMap<>(found.values())));
    }

    private void redirect(String form, String value, long survivor) {
        var key = new TreeMap<String, Value>(Map.of(
                "kind", new Value.Text(plan.kind().entity().kind()),
                "form", new Value.Text(form),
                "value", new Value.Text(value)));
        var before = Optional.ofNullable(redirects.get(new Step.Redirect(form, value)))
                .map(redirect -> redirectRow(key, redirect.target(), redirect.operation()));
        entry("redirect", key, before).after = Optional.of(redirectRow(key, survivor, operation));
    }

    private static SortedMap<String, Value> redirectRow(SortedMap<String, Value> key, long target, long operation) {
        var row = new TreeMap<>(key);
        row.put("target_id", Value.Number.of(target));
        row.put("operation_id", Value.Number.of(operation));
        return row;
    }

    private Entry entry(String table, SortedMap<String, Value> key, Optional<SortedMap<String, Value>> before) {
        return entries.computeIfAbsent(table + key, _ -> new Entry(table, key, before));
    }

    private String table(String relation) {
        return relations.get(relation).table();
    }

    private SortedMap<String, Value> pair(String relation, long owner, Target target) {
        var link = (RelationDescriptor.Link) relations.get(relation);
        return new TreeMap<>(
                Map.of(link.owner(), Value.Number.of(owner), link.target().column(), Value.Number.of(target.id())));
    }

    private static SortedMap<String, Value> id(long id) {
        return new TreeMap<>(Map.of("id", Value.Number.of(id)));
    }
}
