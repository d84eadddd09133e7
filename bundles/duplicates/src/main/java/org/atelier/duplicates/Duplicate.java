package org.atelier.duplicates;

import java.util.List;

/**
 * Two records that may be one.
 *
 * @param a the one with the smaller id
 * @param score how much speaks for it, from 1 to 99
 * @param reasons what the rules saw, the weightiest first, what speaks against last; at least one speaks for it
 */
public record Duplicate(Suspect a, Suspect b, int score, List<Reason> reasons) {
    public Duplicate {
        reasons = List.copyOf(reasons);
        if (a.id() >= b.id()) {
            throw new IllegalArgumentException("the smaller id comes first: " + a.id() + ", " + b.id());
        }
    }
}
