package org.atelier.merge.spi;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Which value shall the survivor have in this field?
 *
 * @param lastSet when each side's value came to be what it is, to the microsecond; a side is missing if nobody knows
 */
public record FieldQuestion(FieldDescriptor field, Side base, Value a, Value b, Map<Side, Instant> lastSet) {
    public FieldQuestion {
        lastSet = Map.copyOf(lastSet);
    }

    public Value of(Side side) {
        return side == Side.A ? a : b;
    }

    /** When this side's value was last set. */
    public Optional<Instant> lastSet(Side side) {
        return Optional.ofNullable(lastSet.get(side));
    }
}
