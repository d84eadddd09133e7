package org.atelier.database.embedded.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoriesTest {
    @TempDir
    Path folder;

    @Test
    void of_several_who_delete_the_same_directory_none_fails() throws Exception {
        for (var round = 0; round < 20; round++) {
            var root = folder.resolve("root");
            for (var i = 0; i < 20; i++) {
                var inner = Files.createDirectories(root.resolve("a" + i).resolve("b"));
                for (var j = 0; j < 5; j++) {
                    Files.createFile(inner.resolve("c" + j));
                }
            }
            Callable<Void> delete = () -> {
                Directories.delete(root);
                return null;
            };
            try (var together = Executors.newFixedThreadPool(4)) {
                for (var done : together.invokeAll(Collections.nCopies(4, delete))) {
                    done.get();
                }
            }
            assertFalse(Files.exists(root));
        }
    }

    @Test
    void what_a_link_points_to_stays() throws Exception {
        var kept =
                Files.createFile(Files.createDirectories(folder.resolve("kept")).resolve("file"));
        var root = Files.createDirectories(folder.resolve("root"));
        Files.createSymbolicLink(root.resolve("link"), kept.getParent());

        Directories.delete(root);

        assertFalse(Files.exists(root));
        assertFalse(Files.notExists(kept));
    }
}
