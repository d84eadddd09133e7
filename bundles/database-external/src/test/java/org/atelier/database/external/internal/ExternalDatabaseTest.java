package org.atelier.database.external.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class ExternalDatabaseTest {
    private static final String URL = "jdbc:postgresql://db.example.org:5433/workshops?sslmode=require";

    @TempDir
    Path directory;

    @Test
    void url_user_and_password_reach_the_driver() throws Exception {
        var source = source(Map.of(
                "atelier.database.url", URL, "atelier.database.user", "ana", "atelier.database.password", "s3cret"));
        assertEquals("db.example.org", source.getServerNames()[0]);
        assertEquals(5433, source.getPortNumbers()[0]);
        assertEquals("workshops", source.getDatabaseName());
        assertEquals("require", source.getSslMode());
        assertEquals("ana", source.getUser());
        assertEquals("s3cret", source.getPassword());
        assertEquals("atelier", source.getApplicationName());
    }

    @Test
    void a_password_file_beats_the_password_and_its_line_end_does_not_count() throws Exception {
        var file = Files.writeString(directory.resolve("password"), "from the file\n");
        var source = source(Map.of(
                "atelier.database.url",
                URL,
                "atelier.database.password",
                "given",
                "atelier.database.password.file",
                file.toString()));
        assertEquals("from the file", source.getPassword());
    }

    @Test
    void a_password_file_that_is_missing_is_named() {
        var refused = assertThrows(
                IOException.class,
                () -> source(
                        Map.of("atelier.database.url", URL, "atelier.database.password.file", "/no/such/password")));
        assertTrue(refused.getMessage().contains("/no/such/password"), refused.getMessage());
    }

    @Test
    void an_address_of_another_kind_of_database_is_refused() {
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> source(Map.of("atelier.database.url", "jdbc:mysql://db.example.org/workshops")));
        assertTrue(refused.getMessage().contains("jdbc:postgresql:"), refused.getMessage());
    }

    @Test
    void what_is_logged_of_the_address_has_no_parameters() {
        assertEquals(
                "jdbc:postgresql://db.example.org/workshops",
                ExternalDatabase.shown("jdbc:postgresql://db.example.org/workshops?user=ana&password=s3cret"));
    }

    private static PGSimpleDataSource source(Map<String, String> settings) throws IOException {
        return ExternalDatabase.source(name -> Optional.ofNullable(settings.get(name)));
    }
}
