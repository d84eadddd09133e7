package org.atelier.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A record as it was at some instant.
 *
 * @param last the operation that left it so; empty where there was none yet
 * @param fields what its columns said; empty where it was not there
 * @param hanging rows that linked or belonged to it, or mentioned it then, by table
 * @param more whether there were more of them than are told
 */
public record Moment(
        RecordName record,
        Instant at,
        Optional<Operation> last,
        List<Field> fields,
        List<Hanging> hanging,
        boolean more) {
    public Moment {
        fields = List.copyOf(fields);
        hanging = List.copyOf(hanging);
    }

    /** Whether the record was there. */
    public boolean present() {
        return !fields.isEmpty();
    }

    /** A column, and what it said in words; empty where it said nothing. */
    public record Field(String column, String label, org.atelier.merge.spi.Value value, String words) {}

    /**
     * A row that mentioned the record.
     *
     * @param label what people call rows of the table; for a link, its other end
     * @param name what people call the row or, for a link, its other end
     */
    public record Hanging(String table, String label, String name) {}
}
