package org.atelier.merge.spi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * By the id of each child that has one: the child of the other side that equals it in every column of the relation's
     * identity, the first by id where there are several. Made anew by every call, in one pass over all children; ask
     * once and keep the answer.
     */
    public Map<Long, RelatedRow> twins() {
        if (relation.identity().isEmpty()) {
            return Map.of();
        }
        var twins = new HashMap<Long, RelatedRow>();
        for (var side : Side.values()) {
            var first = new HashMap<List<Value>, RelatedRow>();
            of(side.other()).forEach(child -> first.putIfAbsent(identity(child), child));
            of(side).forEach(child -> {
                var twin = first.get(identity(child));
                if (twin != null) {
                    twins.put(child.id(), twin);
                }
            });
        }
        return twins;
    }

    private List<Value> identity(RelatedRow child) {
        return relation.identity().stream()
                .map(column -> child.value(column.column()))
                .toList();
    }
}
