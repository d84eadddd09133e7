package org.atelier.rest.internal;

import static org.atelier.rest.internal.ApiFixture.assertProblem;
import static org.atelier.rest.internal.ApiFixture.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.atelier.backup.BackupFile;
import org.atelier.backup.BackupStore;
import org.atelier.backup.internal.MemoryBackupStore;
import org.atelier.backup.internal.StreamedBackups;
import org.atelier.domain.NewOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupRoutesTest {
    private final MemoryBackupStore store = new MemoryBackupStore();
    private final StreamedBackups backups = new StreamedBackups(store, "1.2.3");
    private final ApiFixture api = new ApiFixture(new BackupRoutes(backups).routes());

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        api.close();
        assertEquals(0, store.open());
    }

    @Test
    void an_administrator_gets_a_whole_backup_and_it_is_written_down() throws IOException {
        var path = directory.resolve("a.zip");
        var answer = api.http.send(api.request("/backup"), BodyHandlers.ofFile(path));

        assertEquals(200, answer.statusCode());
        assertEquals("application/zip", header(answer, "Content-Type"));
        assertEquals("attachment; filename=\"atelier-20261128T211500Z.zip\"", header(answer, "Content-Disposition"));
        assertEquals("no-store", header(answer, "Cache-Control"));
        try (var file = BackupFile.open(path)) {
            file.check((_, _, _) -> {});
            assertEquals(3, file.manifest().rows());
        }
        assertEquals("administrator", backups.last().orElseThrow().by());
    }

    @Test
    void nobody_else_does() {
        assertProblem(403, "not-allowed", api.sendAs("e/editor", "GET", "/backup", "", ""));
        assertProblem(401, "not-signed-in", api.sendAs("", "GET", "/backup", "", ""));
        assertEquals(Optional.empty(), backups.last());
    }

    @Test
    void who_only_asks_what_there_is_holds_nothing() {
        assertEquals(
                200,
                api.http
                        .send(api.request("/backup").method("HEAD", BodyPublishers.noBody()))
                        .statusCode());
        assertEquals(Optional.empty(), backups.last());
    }

    @Test
    void a_second_one_meanwhile_is_told_to_wait() {
        try (var _ = backups.begin(new NewOperation(BackupStore.KIND, "anna", "", ""))) {
            var answer = api.get("/backup");
            assertProblem(429, "backup-under-way", answer);
            assertEquals("60", header(answer, "Retry-After"));
        }
    }

    /** More than fits into what is held back before anything is sent: the status has gone out when the database goes. */
    @Test
    void a_database_that_goes_away_in_the_middle_breaks_the_answer_off() {
        var random = new java.util.Random(1);
        var row = new StringBuilder();
        for (var i = 0; i < 200_000; i++) {
            row.append((char) ('0' + random.nextInt(70)));
        }
        store.tables.put("event_tag", List.of(row.toString(), ""));
        assertThrows(
                UncheckedIOException.class,
                () -> api.http.send(api.request("/backup"), BodyHandlers.ofFile(directory.resolve("a.zip"))));
        assertEquals(Optional.empty(), backups.last());
    }
}
