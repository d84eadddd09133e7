package org.atelier.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.atelier.backup.BadBackupException;
import org.atelier.backup.internal.StreamedBackups;
import org.atelier.database.embedded.internal.EmbeddedDatabase;
import org.atelier.database.embedded.internal.PostgresServer;
import org.atelier.domain.NewOperation;
import org.atelier.persistence.internal.Database;
import org.atelier.persistence.internal.Operations;
import org.atelier.persistence.internal.PostgresBackupStore;
import org.atelier.persistence.internal.Restoration.RefusedException;
import org.atelier.testing.postgres.TestPostgres;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreTest {
    private static final TestPostgres POSTGRES = TestPostgres.migratedBy(_ -> {});

    @TempDir
    private static Path common;

    private static Path backup;

    @TempDir
    private Path home;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeAll
    static void one_backup() throws Exception {
        var source = POSTGRES.freshDatabase();
        try (var database = new Database(source)) {
            execute(source, "insert into tag (name) values ('DC'), ('SWC')");
            backup = common.resolve("a.zip");
            try (var begun = new StreamedBackups(new PostgresBackupStore(database, new Operations(database)), "1.2.3")
                            .begin(new NewOperation("backup", "anna", "", ""));
                    var out = Files.newOutputStream(backup)) {
                begun.writeTo(out);
            }
        }
    }

    private static void execute(DataSource source, String sql) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String tags(DataSource source) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select string_agg(name, ' ' order by name) from tag")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Optional<String> setting(String name) {
        return name.equals("atelier.home") ? Optional.of(home.toString()) : Optional.empty();
    }

    private void restore(Path file) throws RefusedException, IOException {
        new Main(this::setting, new PrintStream(said, true, StandardCharsets.UTF_8)).restore(file);
    }

    @Test
    void a_home_without_a_database_gets_that_of_the_backup() throws Exception {
        // what a restore that was killed may have left
        Files.createDirectories(home.resolve("database.unfinished/data"));
        Files.writeString(home.resolve("database.unfinished/data/rubbish"), "x");

        restore(backup);

        assertTrue(said.toString(StandardCharsets.UTF_8).contains("Every checksum is right."));
        assertTrue(said.toString(StandardCharsets.UTF_8).contains(": tag, 2 rows\n"));
        assertTrue(said.toString(StandardCharsets.UTF_8).contains(": operation, 1 row\n"), said.toString());
        assertFalse(Files.exists(home.resolve("database.unfinished")));
        assertFalse(Files.exists(home.resolve("database/data/rubbish")));
        try (var server = PostgresServer.start(EmbeddedDatabase.options(this::setting))) {
            assertEquals("DC SWC", tags(server.dataSource()));
        }
        var again = assertThrows(IOException.class, () -> restore(backup));
        assertEquals(
                "There is a database already, and nothing is ever overwritten: " + home.resolve("database")
                        + ". Name another home in ATELIER_HOME, or move that directory aside.",
                again.getMessage());
    }

    @Test
    void a_damaged_backup_leaves_a_home_without_a_database() throws Exception {
        var bytes = Files.readAllBytes(backup);
        // in the rows themselves, which follow the name of their entry
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("tables/tag") + "tables/tag".length() + 2] ^= 0x55;
        var damaged = Files.write(common.resolve("damaged.zip"), bytes);

        assertThrows(BadBackupException.class, () -> restore(damaged));

        assertFalse(Files.exists(home.resolve("database")));
        assertFalse(Files.exists(home.resolve("database.unfinished")));
    }

    @Test
    void an_empty_database_of_ones_own_is_filled_and_a_full_one_refused() throws Exception {
        var target = POSTGRES.freshDatabase();
        String name;
        try (var connection = target.getConnection()) {
            name = connection.getCatalog();
        }
        var settings = Map.of(
                "atelier.home", home.toString(),
                "atelier.database.url", TestPostgres.jdbcUrl(name),
                "atelier.database.user", TestPostgres.user(),
                "atelier.database.password", TestPostgres.password());
        var main = new Main(key -> Optional.ofNullable(settings.get(key)), new PrintStream(said));

        main.restore(backup);

        assertEquals("DC SWC", tags(target));
        assertThrows(RefusedException.class, () -> main.restore(backup));
        assertFalse(Files.exists(home.resolve("database")), "the embedded one was touched");
    }
}
