package org.atelier.merge.engine.internal;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atelier.merge.spi.ChildrenStrategy;
import org.atelier.merge.spi.EntityDescriptor;
import org.atelier.merge.spi.FieldStrategy;
import org.atelier.merge.spi.LinkStrategy;
import org.atelier.merge.spi.ReferenceStrategy;
import org.atelier.merge.spi.RelationDescriptor;

/** Everything plugins offered at one moment. One planning uses one of these from its beginning to its end. */
record Strategies(
        List<EntityDescriptor> entities,
        List<RelationDescriptor> relations,
        List<Registered<FieldStrategy>> fields,
        List<Registered<LinkStrategy>> links,
        List<Registered<ChildrenStrategy>> children,
        List<Registered<ReferenceStrategy>> references) {
    Strategies {
        entities = List.copyOf(entities);
        relations = List.copyOf(relations);
        fields = List.copyOf(fields);
        links = List.copyOf(links);
        children = List.copyOf(children);
        references = List.copyOf(references);
    }

    /**
     * Those for one field or relation, by id: where two share an id, the higher ranking wins, then the older service.
     * Ranked here, because the order of service lists differs between the specification and its implementations.
     */
    static <S> Map<String, Registered<S>> offered(List<Registered<S>> all, String relation) {
        var offered = new LinkedHashMap<String, Registered<S>>();
        all.stream()
                .filter(strategy -> strategy.isFor(relation))
                .sorted(Comparator.<Registered<S>>comparingInt(strategy -> -strategy.ranking())
                        .thenComparingLong(Registered::service)
                        .thenComparing(Registered::id))
                .forEach(strategy -> offered.putIfAbsent(strategy.id(), strategy));
        return offered;
    }
}
