package org.atelier.web.admin.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.atelier.history.Change;
import org.atelier.history.History;
import org.atelier.history.LoggedOperation;
import org.atelier.http.Request;
import org.atelier.merge.spi.Value;

/**
 * What led to a page: an operation that the address names, said as the journal has it.
 *
 * @param words what was done; a sentence of its own where nothing is named
 * @param name what it was done to, to follow the words; may be empty
 * @param back the field by which a to-do is ticked again as it was, and its number; empty for everything else
 */
public record JustDone(long operation, String words, String name, Optional<Tick> back) {
    /** How many rows of a deletion are looked at to find the record among its links. */
    private static final int ROWS = 200;

    private static final String COMPLETED = "completed";

    /** A field of the form that ticks to-dos. */
    public record Tick(String field, String todo) {}

    /** What was saved, if the address says that something was. */
    static Optional<JustDone> saved(Request request, History history) {
        return operation(request, RecordPages.SAVED).map(operation -> saved(history, operation));
    }

    /** What was deleted, if the address says that something of this kind was. */
    static Optional<JustDone> deleted(Request request, History history, String kind) {
        return operation(request, RecordPages.DELETED)
                .map(operation -> changes(history, operation).stream()
                        .filter(change -> change.sort() == Change.Sort.DELETED)
                        .filter(change -> change.record()
                                .filter(record -> record.kind().equals(kind))
                                .isPresent())
                        .findFirst()
                        .map(change -> new JustDone(
                                operation,
                                "Deleted: " + change.label().toLowerCase(Locale.ROOT),
                                change.name(),
                                Optional.empty()))
                        .orElse(new JustDone(operation, "Deleted.", "", Optional.empty())));
    }

    private static JustDone saved(History history, long operation) {
        var changes = changes(history, operation);
        return changes.size() == 1 && ticks(changes.getFirst())
                ? ticked(operation, changes.getFirst())
                : new JustDone(operation, "Saved.", "", Optional.empty());
    }

    /** Whether nothing else was done than ticking a to-do off, or opening it again. */
    private static boolean ticks(Change change) {
        return change.table().equals("todo")
                && change.sort() == Change.Sort.CHANGED
                && change.fields().size() == 1
                && change.fields().getFirst().column().equals(COMPLETED);
    }

    private static JustDone ticked(long operation, Change change) {
        var done = change.fields().getFirst().after().equals(new Value.Flag(true));
        return new JustDone(
                operation,
                done ? "Ticked off:" : "Opened again:",
                change.name(),
                Optional.of(new Tick(
                        done ? TodoPages.OPEN : TodoPages.DONE,
                        change.key().get("id").words())));
    }

    private static List<Change> changes(History history, long operation) {
        return history.operation(operation, 0, ROWS).map(LoggedOperation::shown).orElse(List.of());
    }

    private static Optional<Long> operation(Request request, String parameter) {
        return request.query(parameter)
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::valueOf);
    }
}
