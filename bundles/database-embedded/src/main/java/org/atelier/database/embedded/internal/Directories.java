package org.atelier.database.embedded.internal;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** What the JDK lacks for directories. */
public final class Directories {
    private Directories() {}

    /** Removes a directory with everything in it; what does not exist, or was just removed by others, is gone already. */
    public static void delete(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
                return unlessGone(why);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException why) throws IOException {
                unlessGone(why);
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static FileVisitResult unlessGone(IOException why) throws IOException {
        if (why != null && !(why instanceof NoSuchFileException)) {
            throw why;
        }
        return FileVisitResult.CONTINUE;
    }
}
