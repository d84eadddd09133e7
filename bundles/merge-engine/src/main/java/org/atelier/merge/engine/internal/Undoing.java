package org.atelier.merge.engine.internal;

import static org.atelier.merge.engine.MergeException.Code.LATER_OPERATION;
import static org.atelier.merge.engine.MergeException.Code.UNKNOWN_CHOICE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeableKind;
import org.atelier.merge.engine.Resolution;
import org.atelier.merge.engine.RowChange;
import org.atelier.merge.engine.RowNames;
import org.atelier.merge.engine.UndoConflict;
import org.atelier.merge.engine.UndoConflict.Reason;
import org.atelier.merge.engine.UndoPlan;
import org.atelier.merge.engine.UndoStore;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.merge.spi.Value;

/**
 * The three-way comparison of one operation: each row as it was before it, as it left it, and as it is now. A row that
 * is as the operation left it is put back; one that is as before already is left alone; every other one is a conflict.
 */
final class Undoing {
    /** From this length on, in characters, a sentence does not repeat a text in full. */
    private static final int LONG = 160;

    private final UndoStore.Reading reading;
    private final UndoStore.Undoable undoable;
    private final Optional<MergeableKind> kind;
    private final Map<String, List<UndoStore.Later>> later;

    /** What is put back if every conflict is answered with RESTORE, by the row's name. */
    private final SortedMap<String, RowChange> wanted = new TreeMap<>();

    private final Map<String, Conflict> conflicts = new LinkedHashMap<>();

    /** What has to be undone first, by rows that show it. */
    private final List<Order> orders = new ArrayList<>();

    private RowNames names;
    private List<UndoPlan.Since> since = List.of();
    private UndoPlan plan;

    /** A conflict, and what the row becomes by an answer; empty where it then stays as it is now. */
    private record Conflict(UndoConflict told, String row, Map<Resolution, Edit> edits) {}

    /** A row that a later merge or undo took up, or that was deleted with others. */
    private record Order(RowChange row, UndoConflict.Change later, String because) {}

    /** What an answer makes of a wanted row. */
    private sealed interface Edit {
        /** It is put back as wanted. */
        record AsWanted() implements Edit {}

        /** It stays as it is now. */
        record Leave() implements Edit {}

        /** It is put back with another value in this column. */
        record With(String column, Value value) implements Edit {}
    }

    Undoing(UndoStore.Reading reading, UndoStore.Undoable undoable, Optional<MergeableKind> kind) {
        this.reading = reading;
        this.undoable = undoable;
        this.kind = kind;
        this.later = reading.later(undoable.operation());
    }

    /** The plan with every conflict, and with all rows that could be put back. */
    UndoPlan plan() {
        if (plan == null) {
            plan = compare();
        }
        return plan;
    }

    private UndoPlan compare() {
        var changes = reading.changes(undoable.operation()).stream()
                .filter(change -> !change.before().equals(change.after()))
                .toList();
        var now = reading.now(changes);
        names = reading.names(Stream.concat(changes.stream(), changes.stream().flatMap(change -> pointed(change, now)))
                .toList());
        for (var change : changes) {
            compare(change, Optional.ofNullable(now.get(change.name())));
        }
        refuseIfBuiltUpon();
        reading.missing(List.copyOf(wanted.values())).forEach(this::missing);
        reading.taken(List.copyOf(wanted.values())).forEach(this::taken);
        pointing(reading.pointing(List.copyOf(wanted.values())));
        reading.relied(List.copyOf(wanted.values())).forEach(this::relied);
        since = since();
        var settled = new TreeMap<>(wanted);
        conflicts.values().forEach(conflict -> settled.remove(conflict.row()));
        return planOf(settled, "").signed();
    }

    /** The row as it is now, which may point to others than it did. */
    private static Stream<RowChange> pointed(RowChange change, Map<String, SortedMap<String, Value>> now) {
        return Stream.ofNullable(now.get(change.name()))
                .map(row -> new RowChange(change.table(), change.key(), change.before(), Optional.of(row)));
    }

    private UndoPlan planOf(SortedMap<String, RowChange> rows, String fingerprint) {
        return new UndoPlan(
                undoable.operation(),
                undoable.kind(),
                undoable.actor(),
                undoable.at(),
                rows.values().stream()
                        .map(change -> new UndoPlan.Restoration(change, words(change)))
                        .toList(),
                conflicts.values().stream().map(Conflict::told).toList(),
                since,
                fingerprint);
    }

    // ------------------------------------------------------------------------------------------------ rows changed

    private void compare(RowChange change, Optional<SortedMap<String, Value>> now) {
        var before = change.before();
        var merged = change.after();
        var all = later.getOrDefault(change.name(), List.of());
        var afterwards = withoutDetours(all);
        if (same(now, before)) {
            // a merge that took the row away may have left something of it elsewhere
            noteIfBuiltUpon(change, afterwards);
            return;
        }
        var target = back(before, merged, now);
        wanted.put(change.name(), new RowChange(change.table(), change.key(), target, now));
        if (same(now, merged)) {
            return;
        }
        if (now.isEmpty()
                && !afterwards.isEmpty()
                && afterwards.getLast().tookAlong()
                && !afterwards.getLast().order()) {
            // put back from here, it would come without them
            orders.add(new Order(
                    change,
                    afterwards.getLast().change(),
                    "it deleted %s and what hung on it".formatted(nameOf(change))));
            return;
        }
        var columns = clashing(before, merged, now);
        if (columns.isEmpty() && before.isPresent() && merged.isPresent() && now.isPresent()) {
            columns = differing(merged.get(), now.get());
        } else {
            noteIfBuiltUpon(change, afterwards);
        }
        // an undo that was told to put something else back than what was there is all that remains of a detour
        var blamed = afterwards.isEmpty() ? all : afterwards;
        var since = blamed.isEmpty()
                ? Optional.<UndoConflict.Change>empty()
                : Optional.of(blamed.getLast().change());
        conflicts.put(
                change.name(),
                new Conflict(
                        new UndoConflict(
                                change.name(),
                                Reason.CHANGED,
                                change.table(),
                                change.key(),
                                merged,
                                now,
                                before,
                                columns,
                                since,
                                EnumSet.allOf(Resolution.class),
                                nameOf(change),
                                versions(change, now, target),
                                changed(change, now, target, since)),
                        change.name(),
                        Map.of(Resolution.RESTORE, new Edit.AsWanted(), Resolution.KEEP, new Edit.Leave())));
    }

    /** The same in every column that both know: a column may be younger than the operation. */
    private static boolean same(Optional<SortedMap<String, Value>> a, Optional<SortedMap<String, Value>> b) {
        return a.isPresent() == b.isPresent()
                && (a.isEmpty() || differing(b.get(), a.get()).isEmpty());
    }

    private static List<String> differing(SortedMap<String, Value> known, SortedMap<String, Value> now) {
        return known.entrySet().stream()
                .filter(column -> !column.getValue().equals(now.getOrDefault(column.getKey(), Value.ABSENT)))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What the operation changed goes back; what others changed in other columns stays. */
    private static Optional<SortedMap<String, Value>> back(
            Optional<SortedMap<String, Value>> before,
            Optional<SortedMap<String, Value>> merged,
            Optional<SortedMap<String, Value>> now) {
        if (before.isEmpty() || merged.isEmpty() || now.isEmpty()) {
            return before;
        }
        var target = new TreeMap<>(now.get());
        before.get().forEach((column, value) -> {
            if (!value.equals(merged.get().get(column))) {
                target.put(column, value);
            }
        });
        return Optional.of(target);
    }

    /** The columns that the operation changed and that somebody changed again; empty if the row came or went. */
    private static List<String> clashing(
            Optional<SortedMap<String, Value>> before,
            Optional<SortedMap<String, Value>> merged,
            Optional<SortedMap<String, Value>> now) {
        if (before.isEmpty() || merged.isEmpty() || now.isEmpty()) {
            return List.of();
        }
        var changed = new TreeSet<>(differing(before.get(), merged.get()));
        changed.retainAll(differing(merged.get(), now.get()));
        return List.copyOf(changed);
    }

    /** What of the changes to one row remains when an operation and the undo that took it back cancel out. */
    private static List<UndoStore.Later> withoutDetours(List<UndoStore.Later> all) {
        var there = all.stream().map(one -> one.change().operation()).collect(Collectors.toSet());
        var detours = new HashSet<Long>();
        for (var one : all) {
            one.undoneBy().filter(there::contains).ifPresent(undo -> {
                detours.add(one.change().operation());
                detours.add(undo);
            });
        }
        return all.stream()
                .filter(one -> !detours.contains(one.change().operation()))
                .toList();
    }

    private void noteIfBuiltUpon(RowChange change, List<UndoStore.Later> afterwards) {
        afterwards.stream()
                .filter(UndoStore.Later::order)
                .reduce((_, last) -> last)
                .ifPresent(last -> orders.add(new Order(
                        change,
                        last.change(),
                        "it changed %s after operation %d".formatted(nameOf(change), undoable.operation()))));
    }

    /**
     * A merge or undo that took up what this operation left is undone first: nobody could answer for its rows. Of several
     * the last is named, which stands on the others, and of its rows the one that tells people most.
     */
    private void refuseIfBuiltUpon() {
        orders.stream()
                .min(Comparator.comparing((Order order) -> -order.later().operation())
                        .thenComparing(order -> rank(order.row())))
                .ifPresent(order -> {
                    var later = order.later();
                    throw new MergeException(
                            LATER_OPERATION,
                            "undo operation %d first (%s by %s): %s"
                                    .formatted(later.operation(), later.kind(), later.actor(), order.because()),
                            later.operation(),
                            order.because());
                });
    }

    /** How little a row says of what an operation was about: least the record that survived a merge, then what has a name. */
    private int rank(RowChange row) {
        var survivor = undoable.merge()
                .filter(merge -> row.table()
                        .equals(kind.map(known -> known.entity().table()).orElse(merge.kind())))
                .filter(merge ->
                        Value.Number.of(merge.survivor()).equals(row.key().get("id")));
        if (survivor.isPresent()) {
            return 0;
        }
        return names.naming().getOrDefault(row.table(), List.of()).isEmpty() ? 2 : 1;
    }

    // ------------------------------------------------------------------------------------------------ rows in the way

    /** What a wanted row points to is gone: merged away since, or deleted. */
    private void missing(UndoStore.Missing gone) {
        var id = gone.wanted().name() + "." + gone.column();
        var edits = new LinkedHashMap<Resolution, Edit>();
        gone.mergedInto()
                .ifPresent(survivor ->
                        edits.put(Resolution.RESTORE, new Edit.With(gone.column(), Value.Number.of(survivor.id()))));
        edits.put(Resolution.KEEP, gone.droppable() ? new Edit.With(gone.column(), Value.ABSENT) : new Edit.Leave());
        var what = RowNames.words(gone.column());
        var words = "%s: the %s it had, number %d, is gone%s. %sKeep: %s."
                .formatted(
                        sentence(nameOf(gone.wanted())),
                        what,
                        gone.id(),
                        gone.mergedInto()
                                .map(survivor -> " (merged into \"%s\")".formatted(survivor.label()))
                                .orElse(""),
                        gone.mergedInto().isPresent() ? "Restore: it comes back with that one. " : "",
                        gone.droppable() ? "it comes back without" : "it does not come back");
        add(id, Reason.MISSING, gone.wanted(), List.of(gone.column()), Optional.empty(), edits, words);
    }

    /** What a wanted row needs belongs to another row now. */
    private void taken(UndoStore.Taken taken) {
        var change = taken.wanted();
        var target = change.before().orElseThrow();
        var id = change.name() + "." + String.join("+", taken.columns());
        var column = taken.columns().getFirst();
        Edit edit;
        String keep;
        if (change.after().isPresent() && taken.columns().size() == 1) {
            edit = new Edit.With(column, change.after().get().getOrDefault(column, Value.ABSENT));
            keep = "the %s stays as it is".formatted(RowNames.words(column));
        } else if (taken.droppable()) {
            edit = new Edit.With(column, Value.ABSENT);
            keep = "it comes back without";
        } else if (taken.columns().size() == 1 && target.get(column) instanceof Value.Text(var text)) {
            // the id is never used again, so nobody else can have this name by chance
            var other = text + "-" + change.key().get("id").words();
            edit = new Edit.With(column, new Value.Text(other));
            keep = "it comes back as \"%s\"".formatted(other);
        } else {
            edit = new Edit.Leave();
            keep = "it does not come back";
        }
        var words = "%s: the %s %s belongs to %s now. Keep: %s."
                .formatted(
                        sentence(nameOf(change)),
                        taken.columns().stream().map(RowNames::words).collect(Collectors.joining(", ")),
                        taken.columns().stream()
                                .map(one -> "\"" + names.value(change.table(), one, target.get(one)) + "\"")
                                .collect(Collectors.joining(", ")),
                        holder(change.table(), taken.holder()),
                        keep);
        add(
                id,
                Reason.TAKEN,
                change,
                taken.columns(),
                Optional.of(taken.holder()),
                Map.of(Resolution.KEEP, edit),
                words);
    }

    /** The row with its number: its name may well be the one that is in question. */
    private String holder(String table, SortedMap<String, Value> row) {
        var name = names.row(table, row);
        return row.containsKey("id")
                ? name + " (number %s)".formatted(row.get("id").words())
                : name;
    }

    /** What came to hang on a row that goes has to be moved or deleted by somebody: nobody asked for its end. */
    private void pointing(List<UndoStore.Pointing> rows) {
        if (rows.isEmpty()) {
            return;
        }
        var found = reading.names(rows.stream().map(UndoStore.Pointing::row).toList());
        for (var pointing : rows) {
            var row = pointing.row();
            add(
                    row.name(),
                    Reason.POINTING,
                    row,
                    List.of(),
                    Optional.empty(),
                    Map.of(),
                    "%s points to %s, which would go. Move or delete it first, then undo."
                            .formatted(
                                    sentence(found.row(row.table(), row.after().orElseThrow())),
                                    nameOf(pointing.goes())));
        }
    }

    /** Deleting it would be refused, and an undo is no way around that. */
    private void relied(UndoStore.Relied relied) {
        var row = relied.wanted();
        add(
                row.name() + ".relied-on",
                Reason.RELIED_ON,
                row,
                List.of(),
                Optional.empty(),
                Map.of(),
                "%s would %s, but %s %s on it. Change that first, then undo."
                        .formatted(
                                sentence(nameOf(row)),
                                row.before().isEmpty() ? "go" : "be called otherwise",
                                String.join(", ", relied.who()),
                                relied.who().size() == 1 ? "relies" : "rely"));
    }

    private void add(
            String id,
            Reason reason,
            RowChange change,
            List<String> columns,
            Optional<SortedMap<String, Value>> holder,
            Map<Resolution, Edit> edits,
            String words) {
        var choices = EnumSet.of(Resolution.STOP);
        choices.addAll(edits.keySet());
        conflicts.put(
                id,
                new Conflict(
                        new UndoConflict(
                                id,
                                reason,
                                change.table(),
                                change.key(),
                                Optional.empty(),
                                holder.or(change::after),
                                change.before(),
                                columns,
                                Optional.empty(),
                                choices,
                                nameOf(change),
                                List.of(),
                                words),
                        change.name(),
                        edits));
    }

    // ------------------------------------------------------------------------------------------------ answers

    /**
     * The answers, each to a conflict that there is and one that it offers.
     *
     * @throws MergeException UNKNOWN_CHOICE otherwise
     */
    Map<String, Resolution> answers(Map<String, Resolution> given) {
        for (var answer : new TreeMap<>(given).entrySet()) {
            var conflict = conflicts.get(answer.getKey());
            if (conflict == null) {
                throw new MergeException(
                        UNKNOWN_CHOICE,
                        "this undo has no conflict \"%s\"; it has %s"
                                .formatted(
                                        answer.getKey(),
                                        conflicts.isEmpty() ? "none" : String.join(", ", conflicts.keySet())));
            }
            if (!conflict.told().choices().contains(answer.getValue())) {
                throw new MergeException(
                        UNKNOWN_CHOICE,
                        "conflict \"%s\" cannot be answered with %s, but with %s"
                                .formatted(
                                        answer.getKey(),
                                        word(answer.getValue()),
                                        conflict.told().choices().stream()
                                                .map(Undoing::word)
                                                .collect(Collectors.joining(", "))));
            }
        }
        return given;
    }

    /** The same plan with every conflict answered: just the rows that then are put back, as they then are. */
    UndoPlan resolved(Map<String, Resolution> answers) {
        var rows = new TreeMap<>(wanted);
        conflicts.forEach((id, conflict) -> {
            var row = rows.get(conflict.row());
            if (row != null) {
                switch (conflict.edits().get(answers.get(id))) {
                    case Edit.AsWanted() -> {}
                    case Edit.Leave() -> rows.remove(conflict.row());
                    case Edit.With(var column, var value) -> rows.put(conflict.row(), with(row, column, value));
                }
            }
        });
        rows.values().removeIf(row -> row.before().equals(row.after()));
        // a pair that comes back with another target may be there already, or come back by itself
        var renamed = rows.entrySet().stream()
                .filter(row -> !row.getKey().equals(row.getValue().name()))
                .map(Map.Entry::getValue)
                .toList();
        var there = renamed.isEmpty() ? Set.<String>of() : reading.now(renamed).keySet();
        rows.keySet().retainAll(rows.values().stream().map(RowChange::name).collect(Collectors.toSet()));
        renamed.stream().filter(row -> !there.contains(row.name())).forEach(row -> rows.putIfAbsent(row.name(), row));
        return planOf(rows, plan().fingerprint());
    }

    /** The same row with another value, which may be part of its name. */
    private static RowChange with(RowChange row, String column, Value value) {
        var target = new TreeMap<>(row.before().orElseThrow());
        target.put(column, value);
        var key = new TreeMap<>(row.key());
        key.replace(column, value);
        return new RowChange(row.table(), key, Optional.of(target), row.after());
    }

    private static String word(Resolution resolution) {
        return resolution.name().toLowerCase(Locale.ROOT);
    }

    // ------------------------------------------------------------------------------------------------ words

    private List<UndoPlan.Since> since() {
        if (kind.isEmpty()) {
            return List.of();
        }
        var relations = kind.get().relations().stream()
                .collect(Collectors.toMap(RelationDescriptor::name, relation -> relation));
        var since = new ArrayList<UndoPlan.Since>();
        reading.since(kind.get(), undoable.merge().orElseThrow().survivor(), undoable.operation())
                .forEach((name, rows) -> {
                    var relation = relations.get(name);
                    var found = reading.names(rows.stream()
                            .map(row -> new RowChange(relation.table(), row, Optional.empty(), Optional.of(row)))
                            .toList());
                    rows.forEach(row -> since.add(new UndoPlan.Since(
                            name,
                            new RowChange(relation.table(), key(relation, row), Optional.empty(), Optional.of(row))
                                    .name(),
                            "%s came after the merge and stays."
                                    .formatted(sentence(found.row(relation.table(), row))))));
                });
        return since;
    }

    private static SortedMap<String, Value> key(RelationDescriptor relation, SortedMap<String, Value> row) {
        var columns = relation instanceof RelationDescriptor.Link link
                ? Set.of(link.owner(), link.target().column())
                : Set.of("id");
        var key = new TreeMap<>(row);
        key.keySet().retainAll(columns);
        return key;
    }

    private String nameOf(RowChange change) {
        if (change.table().equals("redirect")) {
            return "the redirect from \"%s\""
                    .formatted(change.key().get("value").words());
        }
        return names.row(
                change.table(),
                change.before().or(change::after).orElseThrow(() -> new IllegalStateException("a change of nothing")));
    }

    private String words(RowChange change) {
        var row = sentence(nameOf(change));
        if (change.table().equals("redirect")) {
            return row + (change.before().isEmpty() ? " is withdrawn." : " leads where it led before.");
        }
        if (change.after().isEmpty()) {
            return row + " comes back.";
        }
        if (change.before().isEmpty()) {
            return row + " goes.";
        }
        return row + ": "
                + changes(change.table(), change.after().get(), change.before().get()) + ".";
    }

    private String changes(String table, SortedMap<String, Value> from, SortedMap<String, Value> to) {
        return differing(to, from).stream()
                .map(column -> "%s from %s back to %s"
                        .formatted(
                                RowNames.words(column),
                                quoted(table, column, from.getOrDefault(column, Value.ABSENT)),
                                quoted(table, column, to.get(column))))
                .collect(Collectors.joining("; "));
    }

    private String changed(
            RowChange change,
            Optional<SortedMap<String, Value>> now,
            Optional<SortedMap<String, Value>> target,
            Optional<UndoConflict.Change> since) {
        var happened = now.isEmpty()
                ? "was deleted"
                : change.after().isEmpty()
                        ? "is there again"
                        : "was changed (%s)"
                                .formatted(differing(change.after().get(), now.get()).stream()
                                        .map(column -> "%s from %s to %s"
                                                .formatted(
                                                        RowNames.words(column),
                                                        quoted(
                                                                change.table(),
                                                                column,
                                                                change.after()
                                                                        .get()
                                                                        .get(column)),
                                                        quoted(
                                                                change.table(),
                                                                column,
                                                                now.get().getOrDefault(column, Value.ABSENT))))
                                        .collect(Collectors.joining("; ")));
        var restore = target.isEmpty()
                ? "it goes"
                : now.isEmpty() ? "it comes back as it was before" : changes(change.table(), now.get(), target.get());
        return "%s %s since%s. Restore: %s. Keep: it stays as it is now."
                .formatted(
                        sentence(nameOf(change)),
                        happened,
                        since.map(by -> ", by %s in operation %d (%s)".formatted(by.actor(), by.operation(), by.kind()))
                                .orElse(""),
                        restore);
    }

    /** What the row said as the operation left it, says now, and would say again. */
    private List<UndoConflict.Versions> versions(
            RowChange change, Optional<SortedMap<String, Value>> now, Optional<SortedMap<String, Value>> target) {
        var columns = new TreeSet<String>();
        Stream.of(change.after(), now, target).flatMap(Optional::stream).forEach(row -> columns.addAll(row.keySet()));
        columns.removeAll(change.key().keySet());
        return columns.stream()
                .map(column -> new UndoConflict.Versions(
                        column,
                        words(change.table(), column, change.after()),
                        words(change.table(), column, now),
                        words(change.table(), column, target)))
                .filter(one -> !one.merged().equals(one.now()) || !one.stays())
                .toList();
    }

    private String words(String table, String column, Optional<SortedMap<String, Value>> row) {
        return row.map(values -> names.value(table, column, values.getOrDefault(column, Value.ABSENT)))
                .orElse("");
    }

    private String quoted(String table, String column, Value value) {
        var words = names.value(table, column, value);
        return words.isEmpty() ? "nothing" : "\"" + shortened(words) + "\"";
    }

    /** Enough of a long text to know it by; the whole stands beside the words. */
    private static String shortened(String text) {
        return text.length() <= LONG
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONG))) + "…";
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
