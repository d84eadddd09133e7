package org.atelier.web.admin.internal;

import java.util.List;
import java.util.Optional;
import org.atelier.history.History;
import org.atelier.history.LogQuery;
import org.atelier.history.LoggedOperation;

/**
 * The last few changes, of everything or of one record, for any page to show: {@code
 * @template.recentchanges(changes = …)}.
 *
 * @param all where all of them are
 */
public record RecentChanges(List<LoggedOperation> operations, String all) {
    public RecentChanges {
        operations = List.copyOf(operations);
    }

    /** Of everything. */
    static RecentChanges newest(History history, int limit) {
        return new RecentChanges(history.log(LogQuery.newest(limit)), Links.LOG);
    }

    /** Of one record, of which it is known that it is there. */
    static RecentChanges of(History history, String kind, long record, int limit) {
        var timeline = history.timeline(kind, Long.toString(record), Optional.empty(), limit);
        return new RecentChanges(
                timeline.steps().stream()
                        .map(step -> new LoggedOperation(
                                step.operation(),
                                step.rows(),
                                step.shown().stream().limit(2).toList(),
                                Optional.empty()))
                        .toList(),
                Links.history(timeline.record()));
    }
}
