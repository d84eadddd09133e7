package org.atelier.merge.engine;

import java.util.List;
import org.atelier.merge.spi.EntityDescriptor;
import org.atelier.merge.spi.RelationDescriptor;

/** A kind of record together with every relation declared for it, ordered by name: all that a merge must decide. */
public record MergeableKind(EntityDescriptor entity, List<RelationDescriptor> relations) {
    public MergeableKind {
        relations = List.copyOf(relations);
    }
}
