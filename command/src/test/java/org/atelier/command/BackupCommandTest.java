package org.atelier.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.atelier.backup.BackupFile;
import org.atelier.backup.BackupStore;
import org.atelier.backup.internal.MemoryBackupStore;
import org.atelier.backup.internal.StreamedBackups;
import org.atelier.domain.NewOperation;
import org.junit.jupiter.api.Test;

class BackupCommandTest extends AtThePlatform {
    private static byte[] backup() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var begun = new StreamedBackups(new MemoryBackupStore(), "1.2.3")
                .begin(new NewOperation(BackupStore.KIND, "anna", "", ""))) {
            begun.writeTo(out);
        }
        return out.toByteArray();
    }

    private Path file() {
        return home.resolve("today.zip");
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(home)) {
            return files.toList();
        }
    }

    @Test
    void a_backup_is_fetched_checked_and_for_its_owner_alone() throws IOException {
        var bytes = backup();
        platform.answersBytes("GET /api/v1/backup", bytes, false);

        assertEquals(0, run("backup", file().toString()), err.toString());

        assertEquals(
                file()
                        + ": 3 rows of 3 tables as of 2026-11-28T21:15:00.123456Z, %,d bytes, every checksum verified.\n"
                                .formatted(bytes.length)
                        + "Hashes of passwords and tokens are in it: keep it as safe as the home directory.\n",
                out.toString());
        assertEquals("  tables checked: 3 of 3\n", err.toString());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        assertTrue(Arrays.equals(bytes, Files.readAllBytes(file())));
        assertEquals(List.of(file()), files());
        BackupFile.open(file()).close();
    }

    @Test
    void scripts_are_told_in_json() throws IOException {
        platform.answersBytes("GET /api/v1/backup", backup(), false);
        assertEquals(0, run("backup", "--json", file().toString()));
        var told = Api.JSON.readTree(out.toString());
        assertEquals(3, told.get("rows").intValue());
        assertEquals("2026-11-28T21:15:00.123456Z", told.get("at").textValue());
    }

    @Test
    void a_file_that_is_there_stays_as_it_is_and_nothing_is_fetched() throws IOException {
        Files.writeString(file(), "precious");
        assertEquals(5, run("backup", file().toString()));
        assertEquals(
                "There already: " + file() + " is there already, and is not overwritten.\nChoose another name.\n",
                err.toString());
        assertEquals("precious", Files.readString(file()));
        assertEquals(List.of(), platform.asked());
    }

    @Test
    void an_answer_that_breaks_off_leaves_nothing_behind() throws IOException {
        platform.answersBytes("GET /api/v1/backup", Arrays.copyOf(backup(), 200), true);
        assertEquals(3, run("backup", file().toString()));
        assertTrue(err.toString().startsWith("The answer broke off: "), err.toString());
        assertEquals(List.of(), files());
    }

    @Test
    void half_a_backup_is_not_kept_even_if_the_wire_thinks_it_whole() throws IOException {
        platform.answersBytes("GET /api/v1/backup", Arrays.copyOf(backup(), 200), false);
        assertEquals(3, run("backup", file().toString()));
        assertTrue(err.toString().startsWith("Not a whole backup: "), err.toString());
        assertEquals(List.of(), files());
    }

    @Test
    void a_refusal_is_told_in_the_words_of_the_platform() throws IOException {
        platform.answers("GET /api/v1/backup", 429, """
                {"title": "Backup under way", "status": 429, "code": "backup-under-way",
                 "detail": "Another backup is being made."}""");
        assertEquals(7, run("backup", file().toString()));
        assertEquals("Backup under way: Another backup is being made.\n", err.toString());
        assertEquals(List.of(), files());
    }

    @Test
    void a_directory_that_is_not_there_is_named_and_nothing_is_fetched() throws IOException {
        assertEquals(2, run("backup", home.resolve("missing").resolve("a.zip").toString()));
        assertEquals(
                "No directory: The directory " + home.resolve("missing")
                        + " does not exist.\nMake it, or choose another name.\n",
                err.toString());
        assertEquals(List.of(), platform.asked());
    }

    @Test
    void a_file_is_no_directory_for_a_backup() throws IOException {
        Files.writeString(file(), "precious");
        assertEquals(2, run("backup", file().resolve("a.zip").toString()));
        assertEquals("No directory: " + file() + " is not a directory.\nChoose another name.\n", err.toString());
        assertEquals(List.of(), platform.asked());
    }
}
