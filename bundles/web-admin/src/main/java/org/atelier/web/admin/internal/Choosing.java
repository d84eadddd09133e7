package org.atelier.web.admin.internal;

import java.util.List;
import org.atelier.merge.spi.Side;

/**
 * One side of a merge that is still to be chosen.
 *
 * @param name what was given so far
 * @param found whether it is a record
 * @param message what is to be said about it; may be empty
 * @param matches records to choose from
 * @param guessed whether these only have the words that were given
 */
public record Choosing(
        MergeKind kind, Side side, String name, boolean found, String message, List<Match> matches, boolean guessed) {
    public Choosing {
        matches = List.copyOf(matches);
    }

    Choosing(MergeKind kind, Side side, String name, boolean found, String message, List<Match> matches) {
        this(kind, side, name, found, message, matches, false);
    }

    /** Whether nothing can be chosen, and that is said. */
    public boolean failed() {
        return !found && matches.isEmpty() && !message.isEmpty();
    }

    /** A record that could be meant, what people know it by, and the address that chooses it. */
    public record Match(String name, List<String> known, String link) {}

    /** The name of the field. */
    public String field() {
        return kind.field(side);
    }

    /** {@code a} or {@code b}. */
    public String letter() {
        return side == Side.A ? "a" : "b";
    }
}
