package org.atelier.web.admin.internal;

import java.util.List;
import java.util.Optional;
import org.atelier.history.History;
import org.atelier.history.HistoryException;
import org.atelier.history.Operation;
import org.atelier.history.Timeline;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.http.Request;

/** Records that were there once: whoever asks for one is shown what became of it, and the way back. */
final class Gone {
    private final History history;

    Gone(History history) {
        this.history = history;
    }

    /**
     * The problem with the ways that lead on: to the record's history, and where whoever asks may, to bringing it back.
     *
     * @param key a name or number that the record had
     */
    ProblemException told(Problem missing, Request request, String kind, String key) {
        return timeline(kind, key)
                .map(timeline -> {
                    var told = missing.with(ErrorPages.HISTORY, Links.history(timeline.record()));
                    return undoable(timeline, request)
                            .map(operation -> told.with(ErrorPages.RESTORE, Links.undoOperation(operation)))
                            .orElse(told);
                })
                .orElse(missing)
                .exception();
    }

    private Optional<Timeline> timeline(String kind, String key) {
        try {
            return Optional.of(history.timeline(kind, key, Optional.empty(), 1));
        } catch (HistoryException e) {
            // there never was such a record, or the kind has no history: then there is no more to say
            return Optional.empty();
        }
    }

    private static Optional<Long> undoable(Timeline timeline, Request request) {
        return timeline.state() instanceof Timeline.State.Deleted deleted
                ? timeline.steps().stream()
                        .map(Timeline.Step::operation)
                        .filter(operation -> operation.id() == deleted.operation())
                        .filter(operation -> request.requireActor()
                                .whyNotUndo(operation.actor(), operation.kind(), List.of())
                                .isEmpty())
                        .map(Operation::id)
                        .findFirst()
                : Optional.empty();
    }
}
