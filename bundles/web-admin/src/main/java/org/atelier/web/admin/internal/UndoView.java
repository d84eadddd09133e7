package org.atelier.web.admin.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.atelier.history.History;
import org.atelier.history.Operation;
import org.atelier.merge.engine.Resolution;
import org.atelier.merge.engine.RowChange;
import org.atelier.merge.engine.RowNames;
import org.atelier.merge.engine.UndoConflict;
import org.atelier.merge.engine.UndoPlan;
import org.atelier.merge.spi.Value;

/**
 * What undoing would do, as its page shows it.
 */
public record UndoView(
        long operation,
        String fingerprint,
        Again again,
        List<Group> groups,
        List<Conflict> conflicts,
        List<String> since,
        String note) {
    /** Why the page is shown again, having done nothing. */
    public enum Again {
        NO,
        /** Some conflicts have no answer yet. */
        UNANSWERED,
        /** Somebody changed something since the page was shown. */
        CHANGED
    }

    /** The sorts of changes, in the order in which they are shown. */
    public enum Sort {
        BACK("Come back", "These rows are gone, and will be there again.", "move"),
        CHANGE("Changed back", "These rows get back what they said before.", "set"),
        GO("Go", "These rows came with what is undone, and go with it.", "retire");

        private final String title;
        private final String explanation;
        private final String look;

        Sort(String title, String explanation, String look) {
            this.title = title;
            this.explanation = explanation;
            this.look = look;
        }

        public String title() {
            return title;
        }

        public String explanation() {
            return explanation;
        }

        /** The name of its colours in the style sheet. */
        public String look() {
            return look;
        }
    }

    /** Rows to which the same happens: how many, and a sentence for each of the first ones. */
    public record Group(Sort sort, int rows, List<String> words) {
        /** How many rows a page names; an import may have a hundred thousand. */
        static final int NAMED = 500;

        Group(Sort sort, List<String> all) {
            this(sort, all.size(), List.copyOf(all.subList(0, Math.min(all.size(), NAMED))));
        }

        /** How many rows are not named. */
        public int unnamed() {
            return rows - words.size();
        }
    }

    /**
     * A question to answer.
     *
     * @param field the name of its field in the form
     * @param row what people call it
     * @param words what happened to the row, to go after what people call it where it was changed; else all there is to say
     * @param since what it was last changed by, where that is known and the words do not tell
     * @param values what the row says in the columns in which its versions differ; none if the words tell all
     */
    public record Conflict(
            String field,
            String row,
            String words,
            Optional<Since> since,
            List<UndoConflict.Versions> values,
            List<Option> options) {
        /** Whether what happened to the row is shown rather than said. */
        public boolean changed() {
            return !row.isEmpty();
        }
    }

    /** An operation that changed a row since, in words. */
    public record Since(UndoConflict.Change change, String words) {}

    /** A column as people read it. */
    public static String column(UndoConflict.Versions versions) {
        return Words.capital(RowNames.words(versions.column()));
    }

    /** An answer. */
    public record Option(String value, String label, boolean chosen) {}

    /** How many rows are put back without a question. */
    public int rows() {
        return groups.stream().mapToInt(Group::rows).sum();
    }

    static UndoView of(UndoPlan plan, History history) {
        return again(plan, history, Again.NO, Map.of(), "");
    }

    static UndoView again(UndoPlan plan, History history, Again again, Map<String, Resolution> answers, String note) {
        var since = history.operations(plan.conflicts().stream()
                .flatMap(conflict -> conflict.since().stream())
                .map(UndoConflict.Change::operation)
                .collect(Collectors.toSet()));
        var groups = new EnumMap<Sort, List<String>>(Sort.class);
        var asked = plan.conflicts().stream()
                .map(conflict -> name(conflict.table(), conflict.key()))
                .collect(Collectors.toSet());
        plan.restorations().stream()
                // what becomes of the others is asked, not told
                .filter(row ->
                        !asked.contains(name(row.change().table(), row.change().key())))
                .forEach(row -> groups.computeIfAbsent(sort(row.change()), _ -> new ArrayList<>())
                        .add(row.words()));
        return new UndoView(
                plan.operation(),
                plan.fingerprint(),
                again,
                groups.entrySet().stream()
                        .map(group -> new Group(group.getKey(), group.getValue()))
                        .toList(),
                plan.conflicts().stream()
                        .map(conflict -> conflict(conflict, answers.get(conflict.id()), since))
                        .toList(),
                plan.since().stream().map(UndoPlan.Since::words).toList(),
                note);
    }

    private static String name(String table, SortedMap<String, Value> key) {
        return new RowChange(table, key, Optional.empty(), Optional.empty()).name();
    }

    private static Sort sort(RowChange change) {
        return change.after().isEmpty() ? Sort.BACK : change.before().isEmpty() ? Sort.GO : Sort.CHANGE;
    }

    private static Conflict conflict(UndoConflict conflict, Resolution answer, Map<Long, Operation> known) {
        var changed = conflict.reason() == UndoConflict.Reason.CHANGED;
        return new Conflict(
                UndoPages.ANSWER + conflict.id(),
                changed ? Words.capital(conflict.row()) : "",
                changed ? happened(conflict) : conflict.words(),
                conflict.since()
                        .filter(_ -> changed)
                        .map(change -> new Since(
                                change,
                                Optional.ofNullable(known.get(change.operation()))
                                        .map(Operation::words)
                                        .orElse(change.kind()))),
                conflict.values(),
                conflict.choices().stream()
                        .map(choice -> new Option(
                                choice.name().toLowerCase(Locale.ROOT), label(conflict, choice), choice == answer))
                        .toList());
    }

    private static String happened(UndoConflict conflict) {
        if (conflict.now().isEmpty()) {
            return "was deleted since";
        }
        return conflict.merged().isEmpty() ? "is there again" : "was changed since";
    }

    private static String label(UndoConflict conflict, Resolution choice) {
        return switch (choice) {
            case RESTORE -> conflict.before().isEmpty() ? "Restore: it goes" : "Restore what was before";
            case KEEP ->
                conflict.reason() == UndoConflict.Reason.CHANGED ? "Keep what is now" : "Leave it where it is now";
            case STOP -> "Stop, undo nothing";
        };
    }
}
