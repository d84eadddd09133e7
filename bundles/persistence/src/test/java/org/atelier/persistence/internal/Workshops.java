package org.atelier.persistence.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/** Puts small worlds into a test's database, and reads whole tables back as plain maps. */
final class Workshops {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final List<String> TABLES = List.of(
            "account",
            "account_identity",
            "account_person",
            "airport",
            "award",
            "badge",
            "consent",
            "event",
            "event_tag",
            "knowledge_domain",
            "language",
            "lesson",
            "organization",
            "person",
            "person_knowledge_domain",
            "person_language",
            "qualification",
            "redirect",
            "role",
            "tag",
            "task",
            "term",
            "todo");

    private final Database database;
    private int people;

    Workshops(Database database) {
        this.database = database;
    }

    <R> R sql(Function<DSLContext, R> work) {
        return database.transaction(work);
    }

    long insert(String table, String columns, Object... values) {
        var slots = new ArrayList<String>();
        for (var value : values) {
            slots.add(value == null ? "null" : "?");
        }
        var bound = java.util.Arrays.stream(values)
                .filter(java.util.Objects::nonNull)
                .toArray();
        return sql(db -> db.fetchOne(
                        "insert into " + table + " (" + columns + ") values (" + String.join(", ", slots)
                                + ") returning " + (table.equals("event_tag") ? "event_id" : "id"),
                        bound)
                .get(0, Long.class));
    }

    /** The id of the vocabulary row of this name, made if it is not there. */
    long named(String table, String name) {
        return sql(db -> db.fetchOne(
                        "insert into " + table
                                + " (name) values (?) on conflict (name) do update set name = excluded.name"
                                + " returning id",
                        name)
                .get(0, Long.class));
    }

    long event(String slug, String... tags) {
        var event = insert("event", "slug", slug);
        for (var tag : tags) {
            insert("event_tag", "event_id, tag_id", event, named("tag", tag));
        }
        return event;
    }

    long person() {
        people++;
        var name =
                sql(db -> "person-" + db.fetchOne("select count(*) from person").get(0) + "-" + people);
        return insert("person", "username, personal, family", name, "Person", Integer.toString(people));
    }

    long task(long event, long person, String role, String title) {
        return insert("task", "event_id, person_id, role_id, title", event, person, named("role", role), title);
    }

    long todo(long event, String title) {
        return insert("todo", "event_id, title", event, title);
    }

    long award(long person, String badge, long event) {
        return insert("award", "person_id, badge_id, event_id", person, named("badge", badge), event);
    }

    /** Every row of every table of the domain, in an order of its own; redirects without the operation. */
    Map<String, List<Map<String, Object>>> dump() {
        var tables = new TreeMap<String, List<Map<String, Object>>>();
        TABLES.forEach(table -> tables.put(table, new ArrayList<>()));
        var query = TABLES.stream()
                .map(table -> "select '" + table + "', to_jsonb(t) - 'operation_id' from " + table + " as t")
                .collect(Collectors.joining(" union all "));
        for (var row : sql(db -> db.fetch(query))) {
            tables.get(row.get(0, String.class)).add(map(row.get(1, JSONB.class)));
        }
        return sorted(tables);
    }

    /** Empties every table of the domain, behind the back of journal and foreign keys; ids are not given again. */
    void clear() {
        sql(db -> {
            db.execute("set local session_replication_role = replica");
            return db.execute(
                    TABLES.stream().map(table -> "delete from " + table).collect(Collectors.joining("; ")));
        });
    }

    static List<Map<String, Object>> sorted(List<Map<String, Object>> rows) {
        var sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(row -> new TreeMap<>(row).toString()));
        return sorted;
    }

    static Map<String, List<Map<String, Object>>> sorted(Map<String, List<Map<String, Object>>> tables) {
        var sorted = new TreeMap<String, List<Map<String, Object>>>();
        tables.forEach((table, rows) -> sorted.put(table, sorted(rows)));
        return sorted;
    }

    private static Map<String, Object> map(JSONB json) {
        try {
            return JSON.readValue(json.data(), new TypeReference<TreeMap<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
