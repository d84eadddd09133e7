package org.atelier.history.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.atelier.history.JournalStore.Table;
import org.atelier.merge.engine.Descriptors;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.merge.spi.EntityDescriptor;
import org.atelier.merge.spi.FieldDescriptor;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.records.internal.DeclaredKinds;
import org.junit.jupiter.api.Test;

class LabelsTest {
    private static final Descriptors ROOMS = new Descriptors() {
        @Override
        public List<EntityDescriptor> entities() {
            return List.of(new EntityDescriptor(
                    "hall",
                    "Lecture hall",
                    "room",
                    "code",
                    List.of(new FieldDescriptor(
                            ColumnDescriptor.plain("seats", "Places to sit"), false, false, "keep-a")),
                    Map.of()));
        }

        @Override
        public List<RelationDescriptor> relations() {
            return List.of();
        }
    };

    /** A kind of operation where one is begun, or one of two of them. */
    private static final Pattern STATED = Pattern.compile(
            "(?:NewOperation|[^n]operation)\\(\\s*(?:request, |\\w+ \\? )?\"([a-z]+(?:\\.[a-z]+)?)\"(?:\\s*:\\s*\"([a-z.]+)\")?");

    private final Labels labels = new Labels(tables(), new DeclaredKinds(), ROOMS);

    private static SortedMap<String, Table> tables() {
        var tables = new TreeMap<String, Table>();
        tables.put("room", new Table("room", List.of("id"), List.of("id", "code", "seats", "owner_id"), Map.of()));
        tables.put(
                "todo",
                new Table("todo", List.of("id"), List.of("id", "title", "event_id"), Map.of("event_id", "event")));
        tables.put(
                "key_ring", new Table("key_ring", List.of("id"), List.of("id", "room_id"), Map.of("room_id", "room")));
        tables.put(
                "event_tag",
                new Table(
                        "event_tag",
                        List.of("event_id", "tag_id"),
                        List.of("event_id", "tag_id"),
                        Map.of("event_id", "event", "tag_id", "tag")));
        return tables;
    }

    @Test
    void words_are_those_declared_then_those_of_descriptors_then_those_made_of_names() {
        assertEquals("To-do", labels.label("todo"));
        assertEquals("Lecture hall", labels.label("room"));
        assertEquals("Key ring", labels.label("key_ring"));
        assertEquals("Former name", labels.label("redirect"));
        assertEquals("Places to sit", labels.column("room", "seats"));
        assertEquals("Owner", labels.column("room", "owner_id"));
    }

    @Test
    void kinds_are_the_tables_whose_rows_have_an_id_under_the_names_of_their_descriptors() {
        assertEquals(Map.of("hall", "Lecture hall", "todo", "To-do", "key_ring", "Key ring"), labels.kinds());
        assertEquals("room", labels.table("hall").orElseThrow());
        assertEquals(List.of("code"), labels.naming("room"));
        assertEquals(Map.of("room_id", List.of("key_ring")), labels.mentions("room"));
    }

    @Test
    void columns_come_in_the_order_of_forms_then_of_the_table_then_those_that_are_gone() {
        assertEquals(
                List.of("seats", "code", "owner_id", "colour"),
                labels.ordered("room", Set.of("colour", "owner_id", "code", "seats")));
    }

    @Test
    void operations_are_named_by_what_they_did() {
        assertEquals("To-do edited", labels.operation("todo.edit"));
        assertEquals("Event untagged", labels.operation("event.untag"));
        assertEquals("Changed directly in the database", labels.operation("external"));
        assertEquals("Csv upload people", labels.operation("csv-upload.people"));
        assertEquals("Odd", labels.operation("odd"));
    }

    /** Reads what all bundles call their operations, so that a new one is not forgotten. */
    @Test
    void every_operation_of_ours_has_words_of_its_own() throws IOException {
        var kinds = new TreeSet<String>();
        try (var sources = Files.walk(Path.of(".."))) {
            for (var source : sources.filter(LabelsTest::isSource).toList()) {
                STATED.matcher(Files.readString(source))
                        .results()
                        .flatMap(found -> Stream.of(found.group(1), found.group(2)))
                        .filter(Objects::nonNull)
                        .forEach(kinds::add);
            }
        }
        assertTrue(
                kinds.containsAll(Set.of(
                        "account.identity",
                        "account.password",
                        "demo.load",
                        "duplicate.dismiss",
                        "event.untag",
                        "undo")),
                kinds.toString());
        for (var kind : kinds) {
            var words = labels.operation(kind);
            assertTrue(
                    kind.equals("undo") || !words.equalsIgnoreCase(kind.replace('.', ' ')),
                    kind + " is only called " + words);
        }
        assertEquals("Two records said to be no duplicates", labels.operation("duplicate.dismiss"));
        assertEquals("People and tasks uploaded", labels.operation("people.upload"));
        assertEquals("Event merged", labels.operation("merge.event"));
    }

    private static boolean isSource(Path path) {
        return path.toString().endsWith(".java") && path.toString().contains("/src/main/java/");
    }
}
