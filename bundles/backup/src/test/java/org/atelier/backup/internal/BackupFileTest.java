package org.atelier.backup.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.atelier.backup.BackupFile;
import org.atelier.backup.BackupStore;
import org.atelier.backup.Backups;
import org.atelier.backup.BadBackupException;
import org.atelier.backup.Manifest;
import org.atelier.domain.NewOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFileTest {
    private static final NewOperation BY = new NewOperation(BackupStore.KIND, "anna", "r-1", "");

    @TempDir
    private Path directory;

    private final MemoryBackupStore store = new MemoryBackupStore();
    private final Backups backups = new StreamedBackups(store, "1.2.3");

    private byte[] backup() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var begun = backups.begin(BY)) {
            begun.writeTo(out);
        }
        return out.toByteArray();
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("a.zip"), bytes);
    }

    @Test
    void what_was_written_is_read_again_with_every_checksum() throws IOException {
        var told = new ArrayList<String>();
        try (var file = BackupFile.open(file(backup()))) {
            file.check((table, done, of) -> told.add(table + " " + done + " of " + of));

            var manifest = file.manifest();
            assertEquals("1.2.3", manifest.atelier());
            assertEquals("20", manifest.schema());
            assertEquals("18.6", manifest.postgresql());
            assertEquals(MemoryBackupStore.AT, manifest.at());
            assertEquals(List.of(new Manifest.Sequence("event_id_seq", 2, true)), manifest.sequences());
            assertEquals(List.of("session"), manifest.leftOut());
            assertEquals(
                    new Manifest.Table(
                            "event_tag",
                            List.of("id", "slug"),
                            1,
                            4,
                            "b8388c44e448858ae751c59912c120badd77182a983ab50e9665fde279963a9e"),
                    manifest.table("event_tag").orElseThrow());
            try (var rows = file.open(manifest.table("event").orElseThrow())) {
                assertEquals(
                        "1\t2016-04-02-oslo\n2\t2016-05-07-bergen\n",
                        new String(rows.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertEquals(List.of("event 1 of 3", "event_tag 2 of 3", "todo 3 of 3"), told);
    }

    @Test
    void the_same_data_are_the_same_bytes() throws IOException {
        assertTrue(Arrays.equals(backup(), backup()));
    }

    @Test
    void who_made_the_last_one_is_told() throws IOException {
        assertEquals(Optional.empty(), backups.last());
        backup();
        assertEquals(Optional.of(new Backups.Made(MemoryBackupStore.AT, "anna")), backups.last());
    }

    @Test
    void only_one_is_made_at_a_time_and_each_lets_go_of_the_database() {
        var first = backups.begin(BY);
        assertThrows(Backups.UnderWayException.class, () -> backups.begin(BY));
        first.close();
        first.close();
        backups.begin(BY).close();
        assertEquals(0, store.open());
    }

    @Test
    void one_that_fails_on_the_way_is_no_backup_and_was_not_made() throws IOException {
        store.tables.put("event_tag", List.of("1\t1", ""));
        var out = new ByteArrayOutputStream();
        try (var begun = backups.begin(BY)) {
            assertThrows(IOException.class, () -> begun.writeTo(out));
        }
        assertRefused("is not a backup, or only the beginning of one", out.toByteArray());
        assertEquals(Optional.empty(), backups.last());
    }

    /** Wherever the wire is cut, what arrived is refused. */
    @Test
    void every_beginning_of_a_backup_is_refused() throws IOException {
        var whole = backup();
        for (var length = 0; length < whole.length; length++) {
            assertRefused("", Arrays.copyOf(whole, length));
        }
    }

    /** Whatever a disk makes of a byte: it is refused, or it is nothing that matters, such as the time of an entry. */
    @Test
    void a_byte_that_changed_is_found_or_changes_nothing() throws IOException {
        var whole = backup();
        var manifest = BackupFile.open(file(whole)).manifest();
        var found = 0;
        for (var place = 0; place < whole.length; place++) {
            var changed = whole.clone();
            changed[place] ^= 0x10;
            try (var file = BackupFile.open(file(changed))) {
                file.check((_, _, _) -> {});
                assertEquals(manifest, file.manifest(), "byte " + place);
            } catch (BadBackupException _) {
                found++;
            }
        }
        assertTrue(found > whole.length / 2, "only " + found + " of " + whole.length);
    }

    @Test
    void rows_that_are_not_those_of_the_manifest_are_refused_by_the_name_of_the_table() throws IOException {
        assertRefused(
                "of the table event_tag there are 1 rows, 4 bytes",
                changed("tables/event_tag", "1\t2\n".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_table_too_many_is_refused() throws IOException {
        assertRefused("is damaged: it holds", changed("tables/more", new byte[0]));
    }

    @Test
    void another_format_is_refused_with_what_to_do() throws IOException {
        assertRefused(
                "The backup has the format 2, and this Atelier reads 1: use the Atelier that wrote it, or a newer one.",
                changed("manifest.json", "{\"format\": 2}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void what_is_no_manifest_is_refused() throws IOException {
        for (var text : List.of("", "[]", "{", "{\"format\": 1}", "{\"format\": 1, \"tables\": [1]}")) {
            assertRefused("", changed("manifest.json", text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void another_zip_and_what_is_not_there_are_no_backups() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("photo.jpg"));
        }
        assertRefused("it has no manifest.json", out.toByteArray());
        var missing = directory.resolve("missing.zip");
        assertEquals(
                missing + " does not exist.",
                assertThrows(BadBackupException.class, () -> BackupFile.open(missing))
                        .getMessage());
        assertEquals(
                directory + " is not a file, and so not a backup.",
                assertThrows(BadBackupException.class, () -> BackupFile.open(directory))
                        .getMessage());
    }

    /** A whole zip, with something else in one place. */
    private byte[] changed(String name, byte[] content) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (var zip = new ZipFile(file(backup()).toFile())) {
            for (var entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        entries.put(name, content);
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return out.toByteArray();
    }

    private void assertRefused(String words, byte[] bytes) throws IOException {
        var path = file(bytes);
        var refused = assertThrows(BadBackupException.class, () -> {
            try (var file = BackupFile.open(path)) {
                file.check((_, _, _) -> {});
            }
        });
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
    }
}
