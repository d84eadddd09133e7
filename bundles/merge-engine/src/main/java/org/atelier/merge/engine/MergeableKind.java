package org.atelier.merge.engine;

import java.util.List;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.merge.spi.EntityDescriptor;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.merge.spi.Value;

/** A kind of record together with every relation declared for it, ordered by name: all that a merge must decide. */
public record MergeableKind(EntityDescriptor entity, List<RelationDescriptor> relations) {
    public MergeableKind {
        relations = List.copyOf(relations);
    }

    /** What a column says once the retired record is gone: where it refers to that one, it refers to the survivor. */
    public Value after(ColumnDescriptor column, Value value, long retired, long survivor) {
        var refersHere = column.refersTo()
                .filter(to -> to.table().equals(entity.table()))
                .isPresent();
        return refersHere && value.equals(Value.Number.of(retired)) ? Value.Number.of(survivor) : value;
    }
}
