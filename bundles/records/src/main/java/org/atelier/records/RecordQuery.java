package org.atelier.records;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which records of a kind to list.
 *
 * @param search words that must all occur, wherever in the fields that are searched; upper and lower case alike
 * @param filters by field or link, the texts that must all hold: a key, {@code yes} or {@code no} (also {@code true} or
 *     {@code false}), a country, a text to the letter, or for a day {@code 2026}, {@code 2026-03}, {@code 2026-03-01} or {@code 2026-01-01..2026-06-30} with
 *     either end left out at will
 * @param missing the fields that must be absent
 * @param sort the field to sort by; empty for the kind's usual order
 * @param descending whether from the last to the first; only with {@code sort}
 * @param after the {@link RecordPage#next()} of the page before
 * @param limit how many at most; from 1 to {@link #MOST}
 */
public record RecordQuery(
        String search,
        Map<String, List<String>> filters,
        List<String> missing,
        Optional<String> sort,
        boolean descending,
        Optional<String> after,
        int limit) {
    /** The most records a page can have. */
    public static final int MOST = 500;

    public RecordQuery {
        filters = Collections.unmodifiableMap(new LinkedHashMap<>(filters));
        missing = List.copyOf(missing);
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("a limit is from 1 to " + MOST + ", not " + limit);
        }
    }

    /** Whether it asks for some of the records and not for all of the kind. */
    public boolean narrows() {
        return !search.isBlank() || !filters.isEmpty() || !missing.isEmpty();
    }

    /** The first records in the usual order. */
    public static RecordQuery first(int limit) {
        return new RecordQuery("", Map.of(), List.of(), Optional.empty(), false, Optional.empty(), limit);
    }

    /** This query, for what has these words. */
    public RecordQuery search(String words) {
        return new RecordQuery(words, filters, missing, sort, descending, after, limit);
    }

    /** This query, with this as its only filter. */
    public RecordQuery where(String field, String text) {
        return new RecordQuery(search, Map.of(field, List.of(text)), missing, sort, descending, after, limit);
    }
}
