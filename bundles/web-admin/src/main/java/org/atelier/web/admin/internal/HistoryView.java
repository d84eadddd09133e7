package org.atelier.web.admin.internal;

import org.atelier.history.Timeline;

/**
 * A page of what happened to a record.
 *
 * @param later whether newer operations were left out
 * @param wrongTime what was typed as an instant and is none; empty if nothing was
 * @param page the record's own; empty where it has none
 */
public record HistoryView(Timeline timeline, boolean later, String wrongTime, String page) {
    /** Where older operations are; empty if there are none. */
    public String older() {
        return timeline.next()
                .map(id -> Links.history(timeline.record()) + "?" + HistoryPages.BEFORE + "=" + id)
                .orElse("");
    }
}
