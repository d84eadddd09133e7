package org.atelier.web.admin.internal;

import java.util.List;
import java.util.SortedMap;
import org.atelier.merge.engine.MergeSummary;

/**
 * A page of the list of merges.
 *
 * @param later whether newer ones were left out
 * @param older where the older ones are; empty if there are none
 */
public record MergesView(List<Row> rows, boolean later, String older) {
    /** A merge, and what people call its kind: the kind's own name where nothing describes it any more. */
    public record Row(MergeSummary merge, String kind) {
        static Row of(MergeSummary merge, SortedMap<String, String> kinds) {
            return new Row(merge, Words.label(kinds.getOrDefault(merge.kind(), merge.kind())));
        }
    }
}
