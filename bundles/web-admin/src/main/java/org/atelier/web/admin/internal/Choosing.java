package org.atelier.web.admin.internal;

import java.util.List;
import org.atelier.merge.spi.Side;

/**
 * One side of a merge that is still to be chosen.
 *
 * @param name what was given so far
 * @param found whether it is an event
 * @param message what is to be said about it; may be empty
 * @param matches events to choose from
 */
public record Choosing(Side side, String name, boolean found, String message, List<Match> matches) {
    public Choosing {
        matches = List.copyOf(matches);
    }

    /** An event that could be meant, and the address that chooses it. */
    public record Match(String slug, String days, String place, String link) {}

    /** The name of the field. */
    public String field() {
        return side == Side.A ? MergeFields.A : MergeFields.B;
    }

    /** {@code a} or {@code b}. */
    public String letter() {
        return side == Side.A ? "a" : "b";
    }
}
