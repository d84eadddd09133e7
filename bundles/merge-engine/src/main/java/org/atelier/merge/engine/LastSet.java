package org.atelier.merge.engine;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.atelier.merge.spi.Side;

/**
 * When the values of both records came to be what they are, as the journal tells. No part of the {@link Snapshot}: it
 * says nothing about what the records are.
 *
 * @param a by the column's name in the database; a column nobody ever changed under the journal is missing
 */
public record LastSet(Map<String, Instant> a, Map<String, Instant> b) {
    public LastSet {
        a = Map.copyOf(a);
        b = Map.copyOf(b);
    }

    /** When each side's value of a column was last set, as far as anybody knows. */
    public Map<Side, Instant> of(String column) {
        var sides = new EnumMap<Side, Instant>(Side.class);
        if (a.containsKey(column)) {
            sides.put(Side.A, a.get(column));
        }
        if (b.containsKey(column)) {
            sides.put(Side.B, b.get(column));
        }
        return sides;
    }
}
