package org.atelier.database.embedded.internal;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How one PostgreSQL server is to run.
 *
 * @param dataDirectory holds the databases; made by the first start, its parent must be writable
 * @param binariesDirectory where the server's programs are unpacked, one directory for each version
 * @param logFile the server's own log; kept below 10 MB by setting the old one aside at a start
 * @param port on 127.0.0.1; 0 for any free one
 * @param durable false only where losing everything is fine, which is in tests: no fsync, no synchronous commit
 * @param user owner and superuser; made by the first start
 * @param password of that user, at least one character, no line break; must stay the same for a data directory
 * @param database made when it is missing
 */
public record PostgresOptions(
        Path dataDirectory,
        Path binariesDirectory,
        Path logFile,
        int port,
        boolean durable,
        String user,
        String password,
        String database) {

    public PostgresOptions {
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        binariesDirectory = binariesDirectory.toAbsolutePath().normalize();
        logFile = logFile.toAbsolutePath().normalize();
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(database, "database");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be between 0 and 65535: " + port);
        }
        if (password.isEmpty() || password.indexOf('\n') >= 0 || password.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("the database password must be one line and not empty");
        }
    }

    /** Durable, on a free port, database and user {@code atelier}, everything in one directory. */
    public static PostgresOptions in(Path directory, String password) {
        return new PostgresOptions(
                directory.resolve("data"),
                directory.resolve("binaries"),
                directory.resolve("postgres.log"),
                0,
                true,
                "atelier",
                password,
                "atelier");
    }

    public PostgresOptions withDataDirectory(Path directory) {
        return new PostgresOptions(directory, binariesDirectory, logFile, port, durable, user, password, database);
    }

    public PostgresOptions withBinariesDirectory(Path directory) {
        return new PostgresOptions(dataDirectory, directory, logFile, port, durable, user, password, database);
    }

    public PostgresOptions withLogFile(Path file) {
        return new PostgresOptions(dataDirectory, binariesDirectory, file, port, durable, user, password, database);
    }

    public PostgresOptions withPort(int fixed) {
        return new PostgresOptions(dataDirectory, binariesDirectory, logFile, fixed, durable, user, password, database);
    }

    public PostgresOptions withPassword(String secret) {
        return new PostgresOptions(dataDirectory, binariesDirectory, logFile, port, durable, user, secret, database);
    }

    public PostgresOptions forgetful() {
        return new PostgresOptions(dataDirectory, binariesDirectory, logFile, port, false, user, password, database);
    }

    /** Everything but the password. */
    @Override
    public String toString() {
        return "PostgresOptions[" + dataDirectory + ", port " + port + ", durable " + durable + ", " + user + "@"
                + database + "]";
    }
}
