package org.atelier.merge.spi;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One way in which other rows hang on a mergeable record. Registered as a service, ours like anyone's, so that a table
 * somebody adds can take part in merges.
 */
public sealed interface RelationDescriptor {
    /** The kind of record it hangs on, such as {@code event}. */
    String kind();

    /** What choices and plans call it, such as {@code tags}. */
    String name();

    /** What people read, such as {@code Tags}. */
    String label();

    /** The table whose rows point to the record. */
    String table();

    /** The column of {@link #table()} that holds the record's id. */
    String owner();

    /** The id of the strategy used when nobody chooses. */
    String defaultStrategy();

    /** Names the relation among all, such as {@code event.tags}. */
    default String id() {
        return kind() + "." + name();
    }

    /**
     * Many-to-many: the table holds pairs and nothing else. A pair may be made or unmade; what it points to cannot be
     * touched.
     *
     * @param target the column that holds the id of what is linked, and how to show it
     */
    record Link(
            String kind,
            String name,
            String label,
            String table,
            String owner,
            ColumnDescriptor target,
            String defaultStrategy)
            implements RelationDescriptor {
        public Link {
            requireNames(kind, name, table, owner);
            if (target.refersTo().isEmpty()) {
                throw new IllegalArgumentException(kind + "." + name + ": a link must refer to a table");
            }
        }
    }

    /**
     * One-to-many: rows that cannot live without the record. They may be moved, folded into an equal one, or discarded
     * with a reason.
     *
     * @param identity the columns that, beside the owner, make two children equal; empty where no two ever are
     * @param payload the other columns worth keeping, which folding fills in where the surviving child's are blank
     * @param recency the column, a day or an instant, that tells which of two equal children says what counts now; empty
     *     where none does
     */
    record Children(
            String kind,
            String name,
            String label,
            String table,
            String owner,
            List<ColumnDescriptor> identity,
            List<ColumnDescriptor> payload,
            Optional<String> recency,
            String defaultStrategy)
            implements RelationDescriptor {
        public Children {
            requireNames(kind, name, table, owner);
            identity = List.copyOf(identity);
            payload = List.copyOf(payload);
            recency.ifPresent(ColumnDescriptor::requireName);
        }
    }

    /**
     * Rows of their own that mention the record. They may be pointed to the survivor or, where the column may be NULL,
     * at nothing.
     *
     * @param detachable whether the column may be NULL
     * @param shown the columns that tell people which row it is
     */
    record References(
            String kind,
            String name,
            String label,
            String table,
            String owner,
            boolean detachable,
            List<ColumnDescriptor> shown,
            String defaultStrategy)
            implements RelationDescriptor {
        public References {
            requireNames(kind, name, table, owner);
            shown = List.copyOf(shown);
        }
    }

    private static void requireNames(String... names) {
        for (var name : names) {
            ColumnDescriptor.requireName(Objects.requireNonNull(name, "name"));
        }
    }
}
