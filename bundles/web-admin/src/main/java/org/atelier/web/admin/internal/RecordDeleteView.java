package org.atelier.web.admin.internal;

import java.util.List;
import org.atelier.records.RecordKind;
import org.atelier.records.RecordRow;

/**
 * The question whether to delete a record, or why it cannot be.
 *
 * @param uses what refers to it and must be dealt with first
 * @param relied who relies on its name
 * @param problem what else stands in the way; empty if nothing does
 */
public record RecordDeleteView(
        RecordKind kind, RecordRow row, List<Dependent> uses, List<String> relied, String problem) {
    /** Records that refer to it, and where they are listed; an empty address where they have no pages. */
    public record Dependent(String label, long count, String address) {}

    public boolean possible() {
        return uses.isEmpty() && relied.isEmpty();
    }

    /** Its own links, which go with it. */
    public List<String> links() {
        return kind.links().stream()
                .filter(link ->
                        !row.links().getOrDefault(link.name(), List.of()).isEmpty())
                .map(link -> Words.lower(link.label()) + ": "
                        + String.join(
                                ", ",
                                row.links().get(link.name()).stream()
                                        .map(ref -> ref.title())
                                        .toList()))
                .toList();
    }
}
