package org.atelier.restore;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.sql.DataSource;
import org.atelier.database.embedded.internal.Directories;
import org.atelier.database.embedded.internal.EmbeddedDatabase;
import org.atelier.database.embedded.internal.PostgresOptions;
import org.atelier.database.embedded.internal.PostgresServer;

/**
 * The embedded database of a home that has none yet. It is made under another name, and has its own only when it is
 * kept: whoever is stopped on the way, even by the power, leaves a home without a database.
 */
final class NewHome implements AutoCloseable {
    private final Path database;
    private final Path unfinished;
    private final PostgresOptions options;
    private final AtomicReference<PostgresServer> running = new AtomicReference<>();
    private final Thread atTheEnd = new Thread(this::stop, "stop the database");

    private NewHome(Path database, Path unfinished, PostgresOptions options) {
        this.database = database;
        this.unfinished = unfinished;
        this.options = options;
    }

    /**
     * @throws IOException if there is a database already, which stays as it is
     */
    static NewHome of(Function<String, Optional<String>> settings) throws IOException {
        var usual = EmbeddedDatabase.options(settings);
        var database = usual.dataDirectory().getParent();
        if (Files.exists(database) && !isEmpty(database)) {
            throw new IOException("There is a database already, and nothing is ever overwritten: " + database
                    + ". Name another home in ATELIER_HOME, or move that directory aside.");
        }
        var unfinished = database.resolveSibling(database.getFileName() + ".unfinished");
        var options =
                usual.withDataDirectory(unfinished.resolve(usual.dataDirectory().getFileName()));
        if (Files.exists(unfinished)) {
            // of a restore that was killed; the home is held by us alone
            PostgresServer.stopLeftover(options);
            Directories.delete(unfinished);
        }
        return new NewHome(database, unfinished, options);
    }

    /** Makes an empty database, and starts it. */
    DataSource start() {
        Runtime.getRuntime().addShutdownHook(atTheEnd);
        var server = PostgresServer.start(options);
        running.set(server);
        return server.dataSource();
    }

    /** Stops the database, and gives it its name. */
    void keep() throws IOException {
        stop();
        Files.move(unfinished, database, StandardCopyOption.ATOMIC_MOVE);
        try (var home = FileChannel.open(database.getParent(), StandardOpenOption.READ)) {
            home.force(true);
        }
    }

    private void stop() {
        var server = running.getAndSet(null);
        if (server != null) {
            server.close();
        }
    }

    /** Whatever was not kept goes. */
    @Override
    public void close() throws IOException {
        stop();
        if (Files.exists(unfinished)) {
            Directories.delete(unfinished);
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.findFirst().isEmpty();
        }
    }
}
