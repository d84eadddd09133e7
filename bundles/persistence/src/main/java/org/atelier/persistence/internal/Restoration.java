package org.atelier.persistence.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.atelier.backup.BackupFile;
import org.atelier.backup.BackupStore.Table;
import org.atelier.backup.Digests;
import org.atelier.backup.Manifest;
import org.atelier.domain.DatabaseUnavailableException;
import org.postgresql.PGConnection;

/**
 * Brings a backup into an empty database: the schema of the backup first, then all rows in one transaction, which is
 * committed only if reading them again gives the bytes of the backup; then the migrations made since.
 *
 * <p>The journal is restored as what it was, not written anew: triggers are off while rows come in.
 */
public final class Restoration {
    /**
     * A schema that is there as long as a restore is not finished; nobody takes for an Atelier what has it. Not a table:
     * Flyway begins only where there is none.
     */
    static final String UNFINISHED = "atelier_restore_unfinished";

    /** The restore was refused, or failed; no row of the backup is there, unless it says so. The message is for people. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }

        RefusedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private final DataSource dataSource;
    private final BackupFile backup;
    private final BackupFile.Progress progress;

    /** @param progress told of each table that is in the database, as it was in the backup */
    public Restoration(DataSource dataSource, BackupFile backup, BackupFile.Progress progress) {
        this.dataSource = dataSource;
        this.backup = backup;
        this.progress = progress;
    }

    /**
     * Restores everything.
     *
     * @return the version of the schema afterwards
     * @throws RefusedException if the database is not empty, or does not become what the backup says
     * @throws IOException if the backup cannot be read, or is damaged
     */
    public String run() throws RefusedException, IOException {
        try {
            var schema = new Schema(dataSource);
            schema.requireServer();
            requireKnown(schema.known());
            begin();
            schema.bringUpTo(backup.manifest().schema());
            load();
            return upToDate(schema);
        } catch (SQLException e) {
            throw new RefusedException("The database says: " + Causes.innermost(e), e);
        } catch (DatabaseUnavailableException e) {
            throw new RefusedException("It cannot be restored: " + e.getMessage(), e);
        }
    }

    /** What fails here is not lost: every start tries it again. */
    private static String upToDate(Schema schema) throws RefusedException {
        try {
            return schema.bringUpToDate();
        } catch (DatabaseUnavailableException e) {
            throw new RefusedException("All rows came in, but then " + e.getMessage() + ".", e);
        }
    }

    private void requireKnown(List<String> versions) throws RefusedException {
        if (!versions.contains(backup.manifest().schema())) {
            throw new RefusedException("The backup has schema version "
                    + backup.manifest().schema() + ", and this Atelier knows versions up to " + versions.getLast()
                    + ": restore it with an Atelier at least as new as the one that wrote it ("
                    + backup.manifest().atelier() + ").");
        }
    }

    private void begin() throws SQLException, RefusedException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            try (var broken = connection.getMetaData().getSchemas(null, UNFINISHED)) {
                if (broken.next()) {
                    throw new RefusedException("A restore into this database broke off, or is still going on. When none"
                            + " is, drop the database, make it anew, and restore again.");
                }
            }
            var there = tables(connection);
            if (!there.isEmpty()) {
                throw new RefusedException("The database is not empty, and nothing is ever overwritten: it has "
                        + there.size() + (there.size() == 1 ? " table" : " tables") + ", as "
                        + there.getFirst() + ". Restore into a database that was just made.");
            }
            statement.execute("create schema " + UNFINISHED);
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        var tables = new ArrayList<String>();
        try (var statement = connection.prepareStatement("""
                        select relname from pg_class
                        where relkind in ('r', 'p', 'v', 'm', 'f') and relnamespace = 'public'::regnamespace
                        order by relname
                        """);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private void load() throws SQLException, RefusedException, IOException {
        try (var connection = dataSource.getConnection()) {
            KeptTables.speakPlainly(connection);
            connection.setAutoCommit(false);
            var tables = inOrder(connection, requireSame(KeptTables.of(connection)));
            var triggers = Triggers.of(connection, tables);
            triggers.disable(connection);
            var done = 0;
            for (var table : tables) {
                load(connection, table);
                requireSame(connection, table);
                progress.checked(table.name(), ++done, tables.size());
            }
            // tables whose keys are still to be looked at cannot be altered
            execute(connection, "set constraints all immediate");
            triggers.enable(connection);
            setSequences(connection, tables);
            execute(connection, "drop schema " + UNFINISHED);
            connection.commit();
            connection.setAutoCommit(true);
            execute(connection, "analyze");
        }
    }

    /** What the backup has, and what the schema of its version has, must be the same to the column. */
    private List<Table> requireSame(List<Table> made) throws RefusedException {
        var manifest = backup.manifest();
        var foreign = new TreeSet<>(
                manifest.tables().stream().map(Manifest.Table::name).toList());
        for (var table : made) {
            var kept = manifest.table(table.name())
                    .orElseThrow(() -> new RefusedException("The backup lacks the table " + table.name()
                            + ", which the schema of version " + manifest.schema() + " has."));
            if (!kept.columns().equals(table.columns())) {
                throw new RefusedException("In the backup the table " + table.name() + " has the columns "
                        + kept.columns() + "; in the schema of version " + manifest.schema() + " it has "
                        + table.columns() + ".");
            }
            foreign.remove(table.name());
        }
        if (!foreign.isEmpty()) {
            throw new RefusedException("The backup has tables that are not Atelier's, and that only PostgreSQL's own"
                    + " pg_dump can make again: " + String.join(", ", foreign) + ".");
        }
        return made;
    }

    /** What is pointed to before what points to it. */
    private static List<Table> inOrder(Connection connection, List<Table> tables)
            throws SQLException, RefusedException {
        var references = KeptTables.references(connection);
        var waiting = new ArrayList<>(tables);
        var ordered = new ArrayList<Table>();
        while (!waiting.isEmpty()) {
            var names = new TreeSet<>(waiting.stream().map(Table::name).toList());
            var ready = waiting.stream()
                    .filter(table -> references.getOrDefault(table.name(), new TreeSet<>()).stream()
                            .noneMatch(names::contains))
                    .toList();
            if (ready.isEmpty()) {
                throw new RefusedException("The keys of these tables go round in a circle: " + names + ".");
            }
            ordered.addAll(ready);
            waiting.removeAll(ready);
        }
        return ordered;
    }

    private void load(Connection connection, Table table) throws SQLException, RefusedException, IOException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select exists (select from " + KeptTables.name(table.name()) + ")")) {
            row.next();
            if (row.getBoolean(1)) {
                throw new RefusedException(
                        "Somebody else writes into this database: the table " + table.name() + " has rows already.");
            }
        }
        try (var rows = backup.open(kept(table))) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(KeptTables.copyIn(table), rows);
        }
    }

    /** Read again, the rows must be the bytes they came from: nothing was lost, changed or added on the way. */
    private void requireSame(Connection connection, Table table) throws SQLException, RefusedException, IOException {
        var digest = Digests.sha256();
        var rows = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(
                        KeptTables.copyOut(connection, table),
                        new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        var kept = kept(table);
        var sha256 = HexFormat.of().formatHex(digest.digest());
        if (rows != kept.rows() || !sha256.equals(kept.sha256())) {
            throw new RefusedException("The table " + table.name() + " did not become what it was: " + rows
                    + " rows with SHA-256 " + sha256 + ", and in the backup " + kept.rows() + " with " + kept.sha256()
                    + ".");
        }
    }

    private Manifest.Table kept(Table table) {
        return backup.manifest().table(table.name()).orElseThrow();
    }

    private void setSequences(Connection connection, List<Table> tables) throws SQLException, RefusedException {
        var made = new TreeSet<>(KeptTables.sequences(connection, tables).stream()
                .map(Manifest.Sequence::name)
                .toList());
        var kept = backup.manifest().sequences();
        if (!made.equals(
                new TreeSet<>(kept.stream().map(Manifest.Sequence::name).toList()))) {
            throw new RefusedException("The backup has other sequences than the schema of its version, " + made + ".");
        }
        try (var set = connection.prepareStatement("select setval(?::regclass, ?, ?)")) {
            for (var sequence : kept) {
                set.setString(1, KeptTables.name(sequence.name()));
                set.setLong(2, sequence.last());
                set.setBoolean(3, sequence.called());
                set.execute();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The triggers that fire; those of foreign keys stay on, so that what comes in is checked. */
    private record Triggers(List<Trigger> all) {
        /** @param state as pg_trigger has it: O, A or R */
        private record Trigger(String table, String name, String state) {
            void alter(Connection connection, String how) throws SQLException {
                execute(
                        connection,
                        "alter table " + KeptTables.name(table) + " " + how + " trigger " + KeptTables.quoted(name));
            }
        }

        static Triggers of(Connection connection, List<Table> tables) throws SQLException {
            var names = tables.stream().map(Table::name).toArray(String[]::new);
            var triggers = new ArrayList<Trigger>();
            try (var statement = connection.prepareStatement("""
                            select c.relname, t.tgname, t.tgenabled
                            from pg_trigger t
                            join pg_class c on c.oid = t.tgrelid
                            where not t.tgisinternal and t.tgenabled <> 'D'
                                and c.relnamespace = 'public'::regnamespace and c.relname = any (?)
                            order by c.relname, t.tgname
                            """)) {
                statement.setArray(1, connection.createArrayOf("text", names));
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        triggers.add(new Trigger(rows.getString(1), rows.getString(2), rows.getString(3)));
                    }
                }
            }
            return new Triggers(triggers);
        }

        void disable(Connection connection) throws SQLException {
            for (var trigger : all) {
                trigger.alter(connection, "disable");
            }
        }

        void enable(Connection connection) throws SQLException {
            for (var trigger : all) {
                trigger.alter(
                        connection,
                        switch (trigger.state()) {
                            case "A" -> "enable always";
                            case "R" -> "enable replica";
                            default -> "enable";
                        });
            }
        }
    }
}
