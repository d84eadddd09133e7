package org.atelier.merge.spi;

import java.util.List;
import java.util.stream.Stream;

/** Where shall each of these rows point? Both lists are ordered by id. */
public record ReferenceQuestion(
        RelationDescriptor.References relation, Side base, List<RelatedRow> a, List<RelatedRow> b) {
    public ReferenceQuestion {
        a = List.copyOf(a);
        b = List.copyOf(b);
    }

    public List<RelatedRow> of(Side side) {
        return side == Side.A ? a : b;
    }

    /** All rows, those that point to A first. */
    public Stream<RelatedRow> rows() {
        return Stream.concat(a.stream(), b.stream());
    }
}
