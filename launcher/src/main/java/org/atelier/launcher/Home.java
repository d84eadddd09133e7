package org.atelier.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/** The home directory, held by one process alone as long as it lives. */
final class Home implements AutoCloseable {
    private final Path directory;
    private final FileChannel lock;

    private Home(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Makes what is missing and takes the lock, which the operating system gives back however this process ends.
     *
     * @throws Refusal if another process holds it or the directory cannot be used
     */
    static Home hold(Path directory) {
        try {
            makeForOwnerAlone(directory);
            makeForOwnerAlone(directory.resolve("secrets"));
            for (var name : new String[] {"run", "log", "cache", "plugins"}) {
                Files.createDirectories(directory.resolve(name));
            }
            var home = new Home(directory, lock(directory));
            home.clean();
            return home;
        } catch (IOException e) {
            throw new Refusal(
                    Refusal.Because.HOME_UNUSABLE,
                    "the home directory " + directory + " cannot be used by " + System.getProperty("user.name") + ": "
                            + e);
        }
    }

    /**
     * Sees to it that the database in the home, if there is one, can be read: one major version of PostgreSQL cannot read
     * the data of another.
     *
     * @param version of the PostgreSQL that comes along, such as {@code 18.6.0}
     * @throws Refusal with the commands that lead across
     */
    void requirePostgres(String version) {
        var database = directory.resolve("database");
        var file = database.resolve("data").resolve("PG_VERSION");
        if (!Files.exists(file)) {
            return;
        }
        try {
            var theirs = Files.readString(file).strip();
            var ours = version.replaceFirst("\\..*", "");
            if (!theirs.equals(ours)) {
                throw new Refusal(Refusal.Because.HOME_UNUSABLE, """
                        the data in %1$s are those of PostgreSQL %2$s, and this Atelier brings PostgreSQL %3$s. \
                        They were left as they are.
                        With the Atelier that wrote them:  bin/atelier start, bin/atelier backup FILE, bin/atelier stop
                        Then:                              mv %1$s %1$s-%2$s
                        With this one:                     bin/atelier restore FILE, bin/atelier start""".formatted(database, theirs, ours));
            }
        } catch (IOException e) {
            throw new Refusal(Refusal.Because.HOME_UNUSABLE, file + " cannot be read: " + e);
        }
    }

    /**
     * Sees to it that nobody starts anew where a restore was killed: an Atelier without data would give websites empty
     * feeds.
     *
     * @throws Refusal with the commands that lead on
     */
    void requireRestored() {
        var unfinished = directory.resolve("database.unfinished");
        if (Files.exists(unfinished) && !Files.exists(directory.resolve("database"))) {
            throw new Refusal(Refusal.Because.HOME_UNUSABLE, """
                    a backup was being restored into this home, and that was never finished.
                    Once more:           bin/atelier restore FILE, bin/atelier start
                    Or without any data: rm -r %s, bin/atelier start""".formatted(unfinished));
        }
    }

    Path run(String name) {
        return directory.resolve("run").resolve(name);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static void makeForOwnerAlone(Path directory) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static FileChannel lock(Path directory) throws IOException {
        var channel = FileChannel.open(
                directory.resolve("run").resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException inThisProcess) {
            // told below, as if it were another one
        }
        channel.close();
        throw new Refusal(
                Refusal.Because.HOME_IN_USE,
                "another Atelier" + pid(directory) + " is using the home directory " + directory
                        + "; stop it first, or set ATELIER_HOME to another directory");
    }

    private static String pid(Path directory) throws IOException {
        var file = directory.resolve("run").resolve("atelier.pid");
        return Files.exists(file) ? " (process " + Files.readString(file).strip() + ")" : "";
    }

    /**
     * Leaves nothing of the last run: bundles are installed anew by every start, so an upgraded distribution, a
     * removed plugin or a damaged cache needs no thought.
     */
    private void clean() throws IOException {
        Files.deleteIfExists(run("url"));
        for (var name : new String[] {"framework", "sling"}) {
            deleteTree(run(name));
        }
        var pid = run("atelier.pid");
        Files.writeString(pid, ProcessHandle.current().pid() + "\n");
        // after the framework has stopped: these are deleted when every shutdown hook has ended
        pid.toFile().deleteOnExit();
        run("url").toFile().deleteOnExit();
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (var paths = Files.walk(root)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
