package org.atelier.merge.engine;

import java.util.List;
import java.util.Optional;

/**
 * What the database has of some tables: their columns, and every foreign key from or to one of them, from whatever
 * schema.
 *
 * @param tables those that were asked for and exist, ordered by name
 * @param keys ordered by table and name; one of a partitioned table stands for those of its partitions
 */
public record Catalogue(List<Table> tables, List<ForeignKey> keys) {
    public Catalogue {
        tables = List.copyOf(tables);
        keys = List.copyOf(keys);
    }

    /** The table of this name, as statements without a schema reach it. */
    public Optional<Table> table(String name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }

    /**
     * A table, or what stands in for one.
     *
     * @param schema where it lies
     * @param ordinary whether it is a table that has its rows to itself: no view, and nobody's parent by partitioning or
     *     inheritance
     * @param primaryKey its columns in the order of the key; empty where there is none
     * @param journaled whether an enabled trigger writes every change of every row to the journal, under the row's
     *     primary key
     */
    public record Table(
            String schema,
            String name,
            boolean ordinary,
            List<Column> columns,
            List<String> primaryKey,
            boolean journaled) {
        public Table {
            columns = List.copyOf(columns);
            primaryKey = List.copyOf(primaryKey);
        }

        public Optional<Column> column(String column) {
            return columns.stream().filter(one -> one.name().equals(column)).findFirst();
        }
    }

    /**
     * A column.
     *
     * @param generated whether the database computes it from the others
     */
    public record Column(String name, boolean nullable, boolean generated) {}

    /**
     * A foreign key.
     *
     * @param table the table that refers, with its schema where statements without a schema do not reach it
     * @param target the table referred to, named in the same way
     * @param targetColumns as many as {@code columns}
     * @param enforced whether the database refuses what breaks it; a key may be switched off
     */
    public record ForeignKey(
            String name,
            String table,
            List<String> columns,
            String target,
            List<String> targetColumns,
            Action onDelete,
            Action onUpdate,
            boolean enforced) {
        public ForeignKey {
            columns = List.copyOf(columns);
            targetColumns = List.copyOf(targetColumns);
        }
    }

    /** What the database does by itself to referring rows when the row referred to goes or changes its key. */
    public enum Action {
        NO_ACTION,
        RESTRICT,
        CASCADE,
        SET_NULL,
        SET_DEFAULT;

        /** Whether it changes rows that nobody spoke of. */
        public boolean meddles() {
            return switch (this) {
                case NO_ACTION, RESTRICT -> false;
                case CASCADE, SET_NULL, SET_DEFAULT -> true;
            };
        }

        /** As SQL spells it, such as {@code SET NULL}. */
        public String sql() {
            return name().replace('_', ' ');
        }
    }
}
