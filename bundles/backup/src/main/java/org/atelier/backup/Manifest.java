package org.atelier.backup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a backup says of itself.
 *
 * @param format of the file; see {@link #FORMAT}
 * @param atelier the version of Atelier that wrote it
 * @param schema the version of the database's schema, such as {@code 20}
 * @param postgresql the version of the server it was read from, such as {@code 18.6}
 * @param at the moment it was read at
 * @param tables by name
 * @param sequences by name
 * @param leftOut tables whose rows are of no use later, and are not in it
 */
public record Manifest(
        int format,
        String atelier,
        String schema,
        String postgresql,
        Instant at,
        List<Table> tables,
        List<Sequence> sequences,
        List<String> leftOut) {
    /** The format this build writes, and the only one it reads. */
    public static final int FORMAT = 1;

    /**
     * One table.
     *
     * @param columns in the order of the file; without those that the database computes
     * @param rows how many
     * @param bytes how many there are before compression
     * @param sha256 of these bytes, in hexadecimal
     */
    public record Table(String name, List<String> columns, long rows, long bytes, String sha256) {
        public Table {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Where a sequence goes on.
     *
     * @param last the last number it gave, or, unless {@code called}, the first it will give
     */
    public record Sequence(String name, long last, boolean called) {}

    public Manifest {
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
        leftOut = List.copyOf(leftOut);
    }

    public Optional<Table> table(String name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }

    /** How many rows there are in all tables. */
    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }
}
