package org.atelier.merge.spi;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What shall become of each of these children? Both lists are ordered by id. */
public record ChildrenQuestion(
        RelationDescriptor.Children relation, Side base, List<RelatedRow> a, List<RelatedRow> b) {
    public ChildrenQuestion {
        a = List.copyOf(a);
        b = List.copyOf(b);
    }

    public List<RelatedRow> of(Side side) {
        return side == Side.A ? a : b;
    }

    /** All children, those of A first. */
    public Stream<RelatedRow> children() {
        return Stream.concat(a.stream(), b.stream());
    }

    /** The child of the other side that equals this one in every column of the relation's identity. */
    public Optional<RelatedRow> twin(RelatedRow child) {
        if (relation.identity().isEmpty()) {
            return Optional.empty();
        }
        return of(child.side().other()).stream()
                .filter(other -> relation.identity().stream()
                        .allMatch(column -> child.value(column.column()).equals(other.value(column.column()))))
                .findFirst();
    }
}
