package org.atelier.web.admin.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.atelier.domain.NewOperation;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.Receipt;
import org.atelier.merge.engine.Resolution;
import org.atelier.merge.engine.RowChange;
import org.atelier.merge.engine.UndoConflict;
import org.atelier.merge.engine.UndoJson;
import org.atelier.merge.engine.UndoOutcome;
import org.atelier.merge.engine.UndoPlan;
import org.atelier.merge.engine.UndoReceipt;
import org.atelier.merge.engine.UndoRequest;
import org.atelier.merge.engine.Undos;
import org.atelier.merge.spi.Value;

/** One merge that can be undone with a question to answer, one undo that was done, and the undo of that. */
final class OneUndo implements Undos {
    static final long MERGE = 901;
    static final long UNDONE = 902;
    static final long LATER = 903;
    static final long REDONE = 905;
    static final Instant THEN = Instant.parse("2026-03-30T08:00:00Z");

    final List<UndoRequest> requests = new ArrayList<>();
    final List<NewOperation> operations = new ArrayList<>();

    /** Operations on which others stand, each with the one to undo first. */
    final Map<Long, Long> blocked = new HashMap<>();

    /** Operations that were taken back, each with its undo. */
    final Map<Long, Long> done = new HashMap<>();

    /** What a later administrator wrote; another text is another plan. */
    String now = "later notes";

    /** What the event is called now; the merge did not change it. */
    String slugNow = "oslo";

    /** Whether the plan has a row that waits for an answer among those that are put back. */
    boolean conflicting = true;

    /** The merge that all of this is about. */
    static Receipt merge() {
        return new Receipt(
                MERGE,
                "event",
                THEN,
                "administrator",
                "request-0",
                "",
                7,
                "oslo",
                8,
                "uio",
                "0123456789abcdef",
                "{\"version\":1,\"base\":\"a\",\"steps\":[],\"relations\":{}}");
    }

    @Override
    public UndoPlan plan(long operation) {
        if (blocked.containsKey(operation)) {
            var first = blocked.get(operation);
            throw new MergeException(
                    MergeException.Code.LATER_OPERATION,
                    "undo operation %d first (event.tag by ada): it changed event \"oslo\" after operation %d"
                            .formatted(first, operation),
                    first,
                    "it changed event \"oslo\" after operation " + operation);
        }
        if (done.containsKey(operation)) {
            throw new MergeException(
                    MergeException.Code.UNDONE_ALREADY,
                    "operation %d was undone by %d".formatted(operation, done.get(operation)),
                    done.get(operation));
        }
        if (operation == LATER) {
            throw new MergeException(
                    MergeException.Code.LATER_OPERATION,
                    "undo operation 904 first (merge.event by ada): it came later",
                    904,
                    "it came later");
        }
        if (operation != MERGE && operation != UNDONE) {
            throw new MergeException(
                    MergeException.Code.UNKNOWN_OPERATION, "operation %d is none".formatted(operation));
        }
        var event = event("uio", "notes");
        var key = key(7);
        var unsigned = new UndoPlan(
                operation,
                operation == MERGE ? "merge.event" : "undo",
                "administrator",
                THEN,
                List.of(
                        new UndoPlan.Restoration(
                                new RowChange("event", key(8), Optional.of(event), Optional.empty()),
                                "Event \"uio\" comes back."),
                        new UndoPlan.Restoration(
                                new RowChange(
                                        "event",
                                        key,
                                        Optional.of(event("oslo", "notes")),
                                        Optional.of(event(slugNow, now))),
                                "Event \"oslo\": notes goes back from \"<b>merged</b>\" to \"notes\"."),
                        new UndoPlan.Restoration(
                                new RowChange("redirect", key(9), Optional.empty(), Optional.of(event)),
                                "The redirect from \"uio\" is withdrawn.")),
                !conflicting
                        ? List.of()
                        : List.of(new UndoConflict(
                                "event{id=7}",
                                UndoConflict.Reason.CHANGED,
                                "event",
                                key,
                                Optional.of(event("oslo", "<b>merged</b>")),
                                Optional.of(event(slugNow, now)),
                                Optional.of(event("oslo", "notes")),
                                List.of("notes"),
                                Optional.of(
                                        new UndoConflict.Change(PastChanges.TAGGING, "event.tag", "somebody", THEN)),
                                EnumSet.allOf(Resolution.class),
                                "event \"oslo\"",
                                versions(),
                                "Event \"oslo\" was changed since.")),
                List.of(new UndoPlan.Since("todos", "todo{id=5}", "To-do \"call\" came after the merge and stays.")),
                "");
        return unsigned.signed();
    }

    private List<UndoConflict.Versions> versions() {
        var notes = new UndoConflict.Versions("notes", "<b>merged</b>", now, "notes");
        return slugNow.equals("oslo")
                ? List.of(notes)
                : List.of(notes, new UndoConflict.Versions("slug", "oslo", slugNow, slugNow));
    }

    @Override
    public UndoOutcome undo(UndoRequest request, NewOperation by) {
        requests.add(request);
        var plan = plan(request.operation());
        if (request.resolutions().containsValue(Resolution.STOP)) {
            return new UndoOutcome.Stopped(plan);
        }
        if (!request.fingerprint().equals(Optional.of(plan.fingerprint()))
                || request.resolutions().size() < plan.conflicts().size()) {
            return new UndoOutcome.Open(plan);
        }
        operations.add(by);
        return new UndoOutcome.Done(receipt(UNDONE).orElseThrow());
    }

    @Override
    public Optional<UndoReceipt> receipt(long id) {
        return id == UNDONE || id == REDONE
                ? Optional.of(new UndoReceipt(
                        id,
                        id == UNDONE ? MERGE : UNDONE,
                        THEN,
                        "administrator",
                        "request-1",
                        "a mistake",
                        UndoJson.write(plan(MERGE), Map.of("event{id=7}", Resolution.KEEP))))
                : Optional.empty();
    }

    @Override
    public Optional<Long> undoneBy(long operation) {
        return Optional.empty();
    }

    private static SortedMap<String, Value> key(long id) {
        return new TreeMap<>(Map.of("id", Value.Number.of(id)));
    }

    private static SortedMap<String, Value> event(String slug, String notes) {
        return new TreeMap<>(
                Map.of("id", Value.Number.of(7), "slug", new Value.Text(slug), "notes", new Value.Text(notes)));
    }
}
