package org.atelier.persistence.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.atelier.backup.BackupStore.Table;
import org.atelier.backup.Manifest;

/** What a backup consists of, as the catalogue has it: read from the database, so that no list can fall behind. */
final class KeptTables {
    /**
     * Who is signed in, who tried to, and links that work once: restored, they would open what was shut since. Their
     * tables are left empty.
     */
    static final Set<String> LEFT_OUT = Set.of("session", "sign_in_attempts", "one_time_link");

    private KeptTables() {}

    /**
     * Every table there is but Flyway's, those of extensions, and those left out, by name; columns without what the
     * database computes.
     */
    static List<Table> of(Connection connection) throws SQLException {
        var columns = new LinkedHashMap<String, List<String>>();
        try (var statement = connection.prepareStatement("""
                        select c.relname, a.attname
                        from pg_class c
                        join pg_attribute a on a.attrelid = c.oid
                        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
                            and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                            and not exists (select from pg_depend d
                                where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
                        order by c.relname collate "C", a.attnum
                        """);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                columns.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>())
                        .add(rows.getString(2));
            }
        }
        columns.remove(Schema.HISTORY);
        columns.keySet().removeAll(LEFT_OUT);
        return columns.entrySet().stream()
                .map(table -> new Table(table.getKey(), table.getValue()))
                .toList();
    }

    /**
     * The statement that copies the rows of a table out, in the order of its primary key, whatever the collation of the
     * database: the same rows are the same bytes everywhere.
     */
    static String copyOut(Connection connection, Table table) throws SQLException {
        var order = new ArrayList<String>();
        try (var statement = connection.prepareStatement("""
                        select a.attname, a.attcollation <> 0
                        from pg_index i
                        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                        where i.indrelid = ?::regclass and i.indisprimary
                        order by array_position(i.indkey::int2[], a.attnum)
                        """)) {
            statement.setString(1, name(table.name()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    order.add("t." + quoted(rows.getString(1)) + (rows.getBoolean(2) ? " collate \"C\"" : ""));
                }
            }
        }
        if (order.isEmpty()) {
            order.add("t::text collate \"C\"");
        }
        return "copy (select " + columns(table, "t.") + " from " + name(table.name()) + " t order by "
                + String.join(", ", order) + ") to stdout with (encoding 'UTF8')";
    }

    static String copyIn(Table table) {
        return "copy " + name(table.name()) + " (" + columns(table, "") + ") from stdin with (encoding 'UTF8')";
    }

    /** The sequences of the tables that are kept. */
    static List<Manifest.Sequence> sequences(Connection connection, List<Table> tables) throws SQLException {
        var owners = new TreeSet<>(tables.stream().map(Table::name).toList());
        var names = new ArrayList<String>();
        try (var statement = connection.prepareStatement("""
                        select s.relname, owner.relname
                        from pg_class s
                        left join pg_depend d on d.objid = s.oid and d.classid = 'pg_class'::regclass
                            and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
                        left join pg_class owner on owner.oid = d.refobjid
                        where s.relkind = 'S' and s.relnamespace = 'public'::regnamespace
                        order by s.relname collate "C"
                        """);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                if (rows.getString(2) == null || owners.contains(rows.getString(2))) {
                    names.add(rows.getString(1));
                }
            }
        }
        var sequences = new ArrayList<Manifest.Sequence>();
        for (var name : names) {
            try (var statement = connection.prepareStatement("select last_value, is_called from " + name(name));
                    var row = statement.executeQuery()) {
                row.next();
                sequences.add(new Manifest.Sequence(name, row.getLong(1), row.getBoolean(2)));
            }
        }
        return sequences;
    }

    /** Which tables the keys of each table point to, itself left out. */
    static Map<String, Set<String>> references(Connection connection) throws SQLException {
        var references = new LinkedHashMap<String, Set<String>>();
        try (var statement = connection.prepareStatement("""
                        select c.relname, target.relname
                        from pg_constraint k
                        join pg_class c on c.oid = k.conrelid
                        join pg_class target on target.oid = k.confrelid
                        where k.contype = 'f' and c.oid <> target.oid and c.relnamespace = 'public'::regnamespace
                        """);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                references
                        .computeIfAbsent(rows.getString(1), _ -> new TreeSet<>())
                        .add(rows.getString(2));
            }
        }
        return references;
    }

    /** What text looks like, so that it is read again as it was written, by whatever server. */
    static void speakPlainly(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set statement_timeout = 0; set idle_in_transaction_session_timeout = 0;"
                    + " set time zone 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres';"
                    + " set bytea_output = 'hex'; set extra_float_digits = 3; set row_security = off");
        }
    }

    static String name(String table) {
        return "public." + quoted(table);
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String columns(Table table, String prefix) {
        return String.join(
                ", ",
                table.columns().stream().map(column -> prefix + quoted(column)).toList());
    }
}
