package org.atelier.records;

import java.util.List;
import java.util.Optional;

/**
 * A kind of record as everybody sees it: what it is called and what it holds.
 *
 * @param name what the API and references call it, such as {@code person}; also the name of its table
 * @param plural what addresses call several, such as {@code persons}
 * @param label what people call one; {@code labels} several
 * @param key the field that names a record for good; empty where only its id does
 * @param fields in the order in which a form shows them
 * @param links the many-to-many relations that are edited with the record
 * @param listed the fields and links that a list shows, the first one being its name
 * @param sorted the fields by which a list can be sorted; the first is the usual one
 * @param descending whether the usual order is from the last to the first
 * @param filtered the fields and links by which a list can be narrowed down
 */
public record RecordKind(
        String name,
        String plural,
        String label,
        String labels,
        Optional<String> key,
        List<RecordField> fields,
        List<RecordLink> links,
        List<String> listed,
        List<String> sorted,
        boolean descending,
        List<String> filtered) {
    /**
     * The flag that, where a kind has it, takes a record out of what is offered: what is linked to it stays so, nothing
     * else comes.
     */
    public static final String RETIRED = "retired";

    public RecordKind {
        fields = List.copyOf(fields);
        links = List.copyOf(links);
        listed = List.copyOf(listed);
        sorted = List.copyOf(sorted);
        filtered = List.copyOf(filtered);
    }

    public Optional<RecordField> field(String wanted) {
        // a loop, since lists ask it for every cell
        for (var field : fields) {
            if (field.name().equals(wanted)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    public Optional<RecordLink> link(String wanted) {
        return links.stream().filter(link -> link.name().equals(wanted)).findFirst();
    }

    /** The label of a field or link. */
    public String labelOf(String fieldOrLink) {
        return field(fieldOrLink)
                .map(RecordField::label)
                .or(() -> link(fieldOrLink).map(RecordLink::label))
                .orElseThrow(() -> new IllegalArgumentException(name + " has no " + fieldOrLink));
    }
}
