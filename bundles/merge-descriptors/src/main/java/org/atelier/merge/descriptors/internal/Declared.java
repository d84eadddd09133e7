package org.atelier.merge.descriptors.internal;

import java.util.List;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.merge.spi.FieldDescriptor;
import org.atelier.merge.spi.RelationDescriptor;

/** The few ways in which our own fields and relations are declared. */
final class Declared {
    static final String COMBINE = "combine";
    static final String NON_EMPTY_FIRST = "non-empty-first";

    private Declared() {}

    static FieldDescriptor field(ColumnDescriptor column) {
        return new FieldDescriptor(column, false, false, NON_EMPTY_FIRST);
    }

    /** A field in which no two records may have the same value. */
    static FieldDescriptor unique(ColumnDescriptor column) {
        return new FieldDescriptor(column, true, false, NON_EMPTY_FIRST);
    }

    /** Paragraphs; where both sides have some, both are kept. */
    static FieldDescriptor prose(ColumnDescriptor column) {
        return new FieldDescriptor(column, false, true, COMBINE);
    }

    /** A yes that counts only while nobody said no. */
    static FieldDescriptor permission(ColumnDescriptor column) {
        return new FieldDescriptor(column, false, false, "no-wins");
    }

    /** Rows of another table that mention the record in a column that may be NULL. */
    static RelationDescriptor.References mentions(
            String kind, String name, String label, String table, String owner, ColumnDescriptor... shown) {
        return new RelationDescriptor.References(kind, name, label, table, owner, true, List.of(shown), COMBINE);
    }
}
