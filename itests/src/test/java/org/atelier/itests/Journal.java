package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the journal says there should be, beside what there is; asked of the database itself, without the platform. */
final class Journal {
    private Journal() {}

    /** Every row of every table that is journaled, as JSON, in an order of its own. */
    static Map<String, List<String>> tables(Connection connection) throws SQLException {
        var tables = new TreeMap<String, List<String>>();
        for (var table : strings(
                connection, "select tgrelid::regclass::text from pg_trigger where tgname = '00_journal' order by 1")) {
            tables.put(
                    table,
                    strings(connection, "select to_jsonb(t)::text collate \"C\" from " + table + " t order by 1"));
        }
        return tables;
    }

    /**
     * Plays the journal from the first row to the last: each change must find the row as the one before left it, or an
     * update was lost, and in the end there must be what is there. So the state is the one that the operations come to,
     * one after the other.
     */
    static void requireAgrees(Connection connection) throws SQLException {
        var played = new TreeMap<String, TreeMap<String, String>>();
        var problems = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select id, table_name, key::text, before::text, after::text from journal order by id")) {
            while (rows.next()) {
                var table = played.computeIfAbsent(rows.getString(2), _ -> new TreeMap<>());
                var key = rows.getString(3);
                var before = rows.getString(4);
                var after = rows.getString(5);
                var now = after == null ? table.remove(key) : table.put(key, after);
                if (now == null ? before != null : !now.equals(before)) {
                    problems.add("journal row " + rows.getLong(1) + " found " + before + ", but before it was " + now);
                }
            }
        }
        assertEquals(List.of(), problems);
        var state = new TreeMap<String, List<String>>();
        for (var table : tables(connection).keySet()) {
            state.put(
                    table,
                    played.getOrDefault(table, new TreeMap<>()).values().stream()
                            .sorted()
                            .toList());
        }
        var found = new TreeMap<String, List<String>>();
        tables(connection)
                .forEach(
                        (table, rows) -> found.put(table, rows.stream().sorted().toList()));
        assertEquals(state, found);
    }

    /** Nothing points nowhere, no merge is half there, and no operation of a merge lacks its receipt. */
    static void requireWhole(Connection connection) throws SQLException {
        assertEquals(List.of(), strings(connection, """
                        select 'redirect ' || form || ' ' || value || ' leads nowhere' from redirect r
                        where kind = 'event' and not exists (select from event where id = r.target_id)
                        union all
                        select 'operation ' || id || ' is a merge without a receipt' from operation o
                        where kind like 'merge.%' and not exists (select from merge where id = o.id)
                        union all
                        select 'operation ' || id || ' did nothing' from operation o
                        where not exists (select from journal where operation_id = o.id)
                        union all
                        select 'merge ' || id || ' has a receipt, but ' || retired || ' is still there' from merge m
                        where kind = 'event' and exists (select from event where id = m.retired_id)
                        and not exists (select from undo where undone = m.id)
                        """));
    }

    static List<String> strings(Connection connection, String sql) throws SQLException {
        var strings = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }
}
