package org.atelier.jooq.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateTest {
    @TempDir
    Path directory;

    @Test
    void classes_follow_the_migrations_and_nothing_is_written_twice() throws Exception {
        var migrations = Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(
                migrations.resolve("V1__one.sql"),
                "create table workshop (id bigint primary key, slug text not null);"
                        + "create function noise() returns int language sql as 'select 1';");

        var first = generate("first");
        assertTrue(
                first.containsKey("example/tables/Workshop.java"),
                first.keySet().toString());
        assertFalse(first.containsKey("example/Routines.java"), "routines are not wanted");
        assertFalse(first.toString().contains("FlywaySchemaHistory"), "Flyway's own table is not wanted");
        assertEquals(first, generate("second"), "the same migrations must give the same bytes");

        var kept = Files.getLastModifiedTime(directory.resolve("first/example/tables/Workshop.java"));
        generate("first");
        assertEquals(kept, Files.getLastModifiedTime(directory.resolve("first/example/tables/Workshop.java")));

        Files.writeString(migrations.resolve("V2__two.sql"), "drop table workshop; create table lesson (name text);");
        var changed = generate("first");
        assertTrue(
                changed.containsKey("example/tables/Lesson.java"),
                changed.keySet().toString());
        assertFalse(changed.containsKey("example/tables/Workshop.java"), "the old class must go");
    }

    private Map<String, String> generate(String name) throws Exception {
        var output = directory.resolve(name);
        Generate.generate(directory.resolve("migrations"), output, "example");
        var files = new TreeMap<String, String>();
        try (var paths = Files.walk(output)) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                files.put(output.relativize(path).toString(), Files.readString(path));
            }
        }
        return files;
    }
}
