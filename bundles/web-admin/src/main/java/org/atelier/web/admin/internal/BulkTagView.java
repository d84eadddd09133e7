package org.atelier.web.admin.internal;

import java.util.List;
import org.atelier.domain.Tag;

/**
 * The events that are to be tagged or untagged together.
 *
 * @param known the tags there are
 * @param tag the chosen one; empty as long as none is
 * @param problem what is wrong; empty if nothing is
 */
public record BulkTagView(List<Row> rows, List<String> known, String tag, boolean remove, String problem) {
    /** An event, and whether it already is as wished. */
    public record Row(String slug, String days, List<Tag> tags, boolean already) {}

    public long changing() {
        return rows.stream().filter(row -> !row.already()).count();
    }

    /** Whether it is clear what will happen, and something will. */
    public boolean ready() {
        return problem.isEmpty() && !tag.isEmpty() && changing() > 0;
    }
}
