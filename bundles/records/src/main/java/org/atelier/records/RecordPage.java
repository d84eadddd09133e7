package org.atelier.records;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Some of the records a query asks for.
 *
 * @param next what to put into {@link RecordQuery#after()} for those that follow; empty if these are the last
 * @param count how many the query finds in all, counted up to {@link #COUNTED}
 */
public record RecordPage(List<RecordRow> rows, Optional<String> next, int count) {
    /** Beyond this nobody counts: it would take longer than it helps. */
    public static final int COUNTED = 10_000;

    public RecordPage {
        rows = List.copyOf(rows);
    }

    /** Whether there are more than were counted. */
    public boolean uncounted() {
        return count > COUNTED;
    }

    /** As people read it: {@code 1,234}, or {@code 10,000+} where nobody counts any further. */
    public static String inWords(int count) {
        return String.format(Locale.ROOT, "%,d%s", Math.min(count, COUNTED), count > COUNTED ? "+" : "");
    }
}
