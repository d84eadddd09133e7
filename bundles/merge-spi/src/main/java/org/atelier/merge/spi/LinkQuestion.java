package org.atelier.merge.spi;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which of these targets shall the survivor be linked to? Both sets are ordered by id. */
public record LinkQuestion(RelationDescriptor.Link relation, Side base, SortedSet<Target> a, SortedSet<Target> b) {
    public LinkQuestion {
        a = Collections.unmodifiableSortedSet(new TreeSet<>(a));
        b = Collections.unmodifiableSortedSet(new TreeSet<>(b));
    }

    public SortedSet<Target> of(Side side) {
        return side == Side.A ? a : b;
    }

    /** What either side is linked to. */
    public SortedSet<Target> both() {
        var all = new TreeSet<>(a);
        all.addAll(b);
        return all;
    }
}
