package org.atelier.history;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.atelier.merge.spi.Value;

/**
 * One change of one row.
 *
 * @param id of the journal's entry; grows with every change
 * @param key the columns of the row's primary key
 * @param label what people call rows of the table, such as {@code Event}
 * @param name what people call the row; for a link those of both its ends
 * @param record the row as a record with a history of its own; empty for links
 * @param ends what a link links, in the order of its key; empty for everything else
 * @param fields the columns that differ, in the order in which forms have them; for a row that came or went all that had
 *     a value; none for links
 * @param before the whole row; empty if there was none
 * @param after the whole row; empty if there is none any more
 */
public record Change(
        long id,
        String table,
        SortedMap<String, Value> key,
        Sort sort,
        String label,
        String name,
        Optional<RecordName> record,
        List<RecordName> ends,
        List<FieldChange> fields,
        Optional<SortedMap<String, Value>> before,
        Optional<SortedMap<String, Value>> after) {
    /** How many columns a sentence names. */
    private static final int NAMED = 4;

    /** What happened to the row. */
    public enum Sort {
        CREATED,
        CHANGED,
        DELETED,
        LINKED,
        UNLINKED
    }

    public Change {
        ends = List.copyOf(ends);
        fields = List.copyOf(fields);
    }

    /** One sentence without its full stop, such as {@code Event "york": venue, address}. */
    public String words() {
        return switch (sort) {
            case CREATED -> label + " \"" + name + "\" created";
            case DELETED -> label + " \"" + name + "\" deleted";
            case CHANGED -> label + " \"" + name + "\": " + columns() + " changed";
            case LINKED -> link("added to");
            case UNLINKED -> link("removed from");
        };
    }

    private String columns() {
        var named = fields.stream()
                .limit(NAMED)
                .map(field -> field.label().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(", "));
        return fields.size() > NAMED ? named + " and " + (fields.size() - NAMED) + " more" : named;
    }

    private String link(String what) {
        var owner = ends.getFirst();
        return ends.stream()
                        .skip(1)
                        .map(end -> end.label() + " \"" + end.name() + "\"")
                        .collect(Collectors.joining(", "))
                + " " + what + " " + owner.label().toLowerCase(java.util.Locale.ROOT) + " \"" + owner.name() + "\"";
    }

    /** The other ends of a link that this record is one end of. */
    public List<RecordName> others(RecordName of) {
        return ends.stream()
                .filter(end -> !end.kind().equals(of.kind()) || end.id() != of.id())
                .toList();
    }

    /** Whether it is the row of this record itself. */
    public boolean isOf(RecordName one) {
        return record.filter(own -> own.kind().equals(one.kind()) && own.id() == one.id())
                .isPresent();
    }
}
