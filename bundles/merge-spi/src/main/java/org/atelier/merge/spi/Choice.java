package org.atelier.merge.spi;

import java.util.Objects;

/** The answer for a field. */
public sealed interface Choice {
    /** The value of this side, whatever it is. */
    record Keep(Side side) implements Choice {
        public Keep {
            Objects.requireNonNull(side, "side");
        }
    }

    /** A value made of both. */
    record Combine(Value value) implements Choice {
        public Combine {
            Objects.requireNonNull(value, "value");
        }
    }
}
