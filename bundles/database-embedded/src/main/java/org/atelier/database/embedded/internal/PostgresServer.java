package org.atelier.database.embedded.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PasswordUtil;

/**
 * One running PostgreSQL: made on its first start, listening on 127.0.0.1 only, with password authentication.
 *
 * <p>The server runs in a session of its own: a Ctrl-C that stops this program does not reach it, so that requests
 * can finish first. A server left over from a program that was killed is stopped before a new one starts; a data
 * directory in use by a living program is refused.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int START_ATTEMPTS = 20;
    private static final int STOP_PAUSES = 40;
    private static final long LOG_BYTES = 10_000_000;
    private static final String LOOPBACK = "127.0.0.1";

    private final PostgresOptions options;
    private final PostgresBinaries binaries;
    private final FileChannel lock;
    private volatile int port;

    private PostgresServer(PostgresOptions options, PostgresBinaries binaries, FileChannel lock) {
        this.options = options;
        this.binaries = binaries;
        this.lock = lock;
    }

    /**
     * Starts a server and returns when its database answers.
     *
     * @throws PostgresException with the reason, for instance a wrong password or a port in use
     */
    public static PostgresServer start(PostgresOptions options) {
        var lock = lock(options.dataDirectory());
        try {
            var server = new PostgresServer(options, PostgresBinaries.under(options.binariesDirectory()), lock);
            server.refuseOtherMajor();
            server.stopLeftover();
            server.initialize();
            server.launch();
            return server;
        } catch (RuntimeException | Error e) {
            unlock(lock);
            throw e;
        }
    }

    /**
     * Stops the server that a killed program left on the data directory, if there is one, and starts none.
     *
     * @throws PostgresException if a living program uses the data directory
     */
    public static void stopLeftover(PostgresOptions options) {
        var lock = lock(options.dataDirectory());
        try {
            new PostgresServer(options, PostgresBinaries.under(options.binariesDirectory()), lock).stopLeftover();
        } finally {
            unlock(lock);
        }
    }

    public int port() {
        return port;
    }

    public String jdbcUrl() {
        return jdbcUrl(options.database());
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + LOOPBACK + ":" + port + "/" + database;
    }

    /** Unpooled: every connection is a new one. */
    public DataSource dataSource() {
        return dataSource(options.database());
    }

    public DataSource dataSource(String database) {
        var source = new PGSimpleDataSource();
        connect(source, database);
        return source;
    }

    /** Points the data source at the server's database, wherever the server listens now. */
    void connect(PGSimpleDataSource source) {
        connect(source, options.database());
    }

    private void connect(PGSimpleDataSource source, String database) {
        source.setUrl(jdbcUrl(database));
        source.setUser(options.user());
        source.setPassword(options.password());
        source.setApplicationName("atelier");
    }

    /** The server's process; empty while none runs. */
    public Optional<ProcessHandle> process() {
        var pid = postmaster();
        return pid.isPresent() && runsHere(pid.getAsLong()) ? ProcessHandle.of(pid.getAsLong()) : Optional.empty();
    }

    /**
     * Starts the server again that ended though nobody stopped it; it recovers what was committed. On a port of its own
     * choice the port may be another one afterwards.
     *
     * @throws PostgresException if it does not start
     */
    public void startAgain() {
        stopLeftover();
        launch();
    }

    /** Stops the server: open transactions are rolled back, what was committed is on disk. */
    @Override
    public void close() {
        try {
            stop();
        } finally {
            unlock(lock);
        }
    }

    // --- the life of the data directory

    private static FileChannel lock(Path dataDirectory) {
        var file = dataDirectory.resolveSibling(dataDirectory.getFileName() + ".lock");
        try {
            Files.createDirectories(file.getParent());
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    return channel;
                }
            } catch (OverlappingFileLockException inThisProgram) {
                // told below, as if it were another one
            }
            channel.close();
            throw new PostgresException(dataDirectory + " is in use by another Atelier: stop that one first");
        } catch (IOException e) {
            throw new PostgresException("cannot lock " + file + ": " + e, e);
        }
    }

    private static void unlock(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new PostgresException("cannot release the lock of the data directory: " + e, e);
        }
    }

    /** One major version cannot read the data of another, and says so in words that nobody can act on. */
    private void refuseOtherMajor() {
        var data = options.dataDirectory();
        var file = data.resolve("PG_VERSION");
        if (!Files.exists(file)) {
            return;
        }
        try {
            var theirs = Files.readString(file).strip();
            if (!theirs.equals(binaries.major())) {
                throw new PostgresException("the data in " + data.getParent() + " are those of PostgreSQL " + theirs
                        + ", and this Atelier brings PostgreSQL " + binaries.major()
                        + "; nothing was touched. A backup leads across: see docs/operators.md, Upgrade");
            }
        } catch (IOException e) {
            throw new PostgresException("cannot read " + file + ": " + e, e);
        }
    }

    /** Makes the data directory beside its final place, so that a start killed half way leaves nothing behind. */
    private void initialize() {
        var data = options.dataDirectory();
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        var unfinished = data.resolveSibling(data.getFileName() + ".unfinished");
        var secret = data.resolveSibling(data.getFileName() + ".secret");
        try {
            Directories.delete(unfinished);
            Files.deleteIfExists(secret);
            Files.createFile(
                    secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(secret, options.password() + "\n");
            var command = new ArrayList<>(List.of(
                    binaries.program("initdb"),
                    "--pgdata=" + unfinished,
                    "--username=" + options.user(),
                    "--pwfile=" + secret,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--data-checksums",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C",
                    "--no-instructions"));
            if (!options.durable()) {
                command.add("--no-sync");
            }
            var result = run(command);
            if (result.exit() != 0) {
                throw new PostgresException("the database in " + data + " could not be made: " + result.output());
            }
            Files.deleteIfExists(data);
            Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new PostgresException("the database in " + data + " could not be made: " + e, e);
        } finally {
            secret.toFile().delete();
        }
    }

    private void launch() {
        setLongLogAside();
        for (int attempt = 1; ; attempt++) {
            port = options.port() == 0 ? freePort() : options.port();
            long logged = sizeOf(options.logFile());
            var result = run(List.of(
                    binaries.program("pg_ctl"),
                    "start",
                    "--wait",
                    "--timeout=" + PATIENCE.toSeconds(),
                    "--silent",
                    "--pgdata=" + options.dataDirectory(),
                    "--log=" + options.logFile(),
                    "--options=" + settings()));
            if (result.exit() == 0) {
                break;
            }
            var why = logSince(logged) + result.output();
            // A free port may be gone again; the memory of a server killed with -9 is released a moment later.
            boolean passing =
                    (options.port() == 0 && why.contains("Address already in use")) || why.contains("is still in use");
            if (!passing || attempt == START_ATTEMPTS) {
                throw new PostgresException(
                        "PostgreSQL did not start on " + LOOPBACK + ":" + port + ": " + why.strip());
            }
            pause();
        }
        try {
            createDatabase();
        } catch (SQLException | RuntimeException e) {
            stop();
            throw new PostgresException(
                    "the database in " + options.dataDirectory() + " refuses us: " + e.getMessage()
                            + (e instanceof SQLException sql && "28P01".equals(sql.getSQLState())
                                    ? " (the password is the one of the first start, see the secrets directory)"
                                    : ""),
                    e);
        }
    }

    private String settings() {
        var settings = new ArrayList<>(List.of(
                "port=" + port,
                "listen_addresses=" + LOOPBACK,
                "unix_socket_directories=",
                "timezone=UTC",
                "log_timezone=UTC",
                "log_checkpoints=off",
                "password_encryption=scram-sha-256"));
        var durability = options.durable() ? "on" : "off";
        settings.add("fsync=" + durability);
        settings.add("synchronous_commit=" + durability);
        settings.add("full_page_writes=" + durability);
        return String.join(
                " ", settings.stream().map(setting -> "-c " + setting).toList());
    }

    private void createDatabase() throws SQLException {
        try (var connection = dataSource("postgres").getConnection();
                var find = connection.prepareStatement("select from pg_database where datname = ?");
                var create = connection.createStatement()) {
            find.setString(1, options.database());
            try (var found = find.executeQuery()) {
                if (!found.next()) {
                    create.execute("create database " + create.enquoteIdentifier(options.database(), true));
                }
            }
            signInQuickly(create);
        }
    }

    /**
     * Keeps of the password what one iteration of RFC 5802 makes of it, instead of 4,096: they slow down whoever guesses,
     * and nobody guesses 256 bits of chance; what they cost is a part of each connection, and a second of a start. Also
     * where the data are older than this.
     */
    private void signInQuickly(Statement statement) throws SQLException {
        if (!PasswordFile.isOfChance(options.password())) {
            return;
        }
        try (var slow = statement.executeQuery("select from pg_authid where rolname = current_user and rolpassword"
                + " not like 'SCRAM-SHA-256$1:%'")) {
            if (!slow.next()) {
                return;
            }
        }
        var salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        // of letters, digits and $:+/= alone, so that it can stand in quotes
        var kept = PasswordUtil.encodeScramSha256(options.password().toCharArray(), 1, salt);
        statement.execute("alter role current_user password '" + kept + "'");
    }

    // --- stopping

    /** Stops what runs on the data directory though nobody holds its lock: the program that started it is gone. */
    private void stopLeftover() {
        var pid = postmaster();
        if (pid.isEmpty()) {
            return;
        }
        if (runsHere(pid.getAsLong())) {
            stop();
        } else if (ProcessHandle.of(pid.getAsLong()).isPresent()) {
            // After a reboot the number may be another program's; PostgreSQL would take that for a living server.
            try {
                Files.delete(pidFile());
            } catch (IOException e) {
                throw new PostgresException("cannot remove the stale " + pidFile() + ": " + e, e);
            }
        }
    }

    private void stop() {
        var pid = postmaster();
        if (pid.isEmpty()) {
            return;
        }
        var result = stop("fast");
        if (result.exit() != 0 && postmaster().isPresent()) {
            result = stop("immediate");
        }
        // pg_ctl is content when the pid file is gone, a moment before the process is.
        for (int pauses = 0; runsHere(pid.getAsLong()); pauses++) {
            if (pauses == STOP_PAUSES) {
                throw new PostgresException(
                        "PostgreSQL (process " + pid.getAsLong() + ") did not stop: " + result.output());
            }
            pause();
        }
    }

    private Result stop(String mode) {
        return run(List.of(
                binaries.program("pg_ctl"),
                "stop",
                "--wait",
                "--timeout=60",
                "--silent",
                "--mode=" + mode,
                "--pgdata=" + options.dataDirectory()));
    }

    private Path pidFile() {
        return options.dataDirectory().resolve("postmaster.pid");
    }

    private OptionalLong postmaster() {
        try {
            if (!Files.exists(pidFile())) {
                return OptionalLong.empty();
            }
            var lines = Files.readAllLines(pidFile());
            return lines.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(lines.getFirst().strip()));
        } catch (NoSuchFileException justGone) {
            return OptionalLong.empty();
        } catch (IOException | NumberFormatException e) {
            throw new PostgresException("cannot read " + pidFile() + ": " + e, e);
        }
    }

    /** Whether the process is a server of this data directory: that is where a server stands. */
    private boolean runsHere(long pid) {
        try {
            return Files.isSameFile(Path.of("/proc", Long.toString(pid), "cwd"), options.dataDirectory());
        } catch (IOException goneOrSomebodyElses) {
            return false;
        }
    }

    // --- small things

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new PostgresException("no free port on " + LOOPBACK + ": " + e, e);
        }
    }

    private void setLongLogAside() {
        var log = options.logFile();
        try {
            Files.createDirectories(log.getParent());
            if (sizeOf(log) > LOG_BYTES) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new PostgresException("cannot write " + log + ": " + e, e);
        }
    }

    private static long sizeOf(Path file) {
        return file.toFile().length();
    }

    private String logSince(long offset) {
        try {
            var bytes = Files.readAllBytes(options.logFile());
            int from = (int) Math.min(offset, bytes.length);
            return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(" + options.logFile() + " cannot be read: " + e + ") ";
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresException("interrupted while waiting for PostgreSQL", e);
        }
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new PostgresException("cannot tell who we are: " + e, e);
        }
    }

    private record Result(int exit, String output) {}

    private Result run(List<String> command) {
        var whole = new ArrayList<String>();
        if (isRoot()) {
            // PostgreSQL refuses to be root; in a user namespace of its own it is nobody, with root's files and no
            // powers.
            whole.addAll(List.of("unshare", "--user"));
        }
        whole.addAll(command);
        var builder =
                new ProcessBuilder(whole).directory(binaries.home().toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        try {
            var process = builder.start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(PATIENCE.toSeconds() + 60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Result(-1, command.getFirst() + " does not come to an end");
            }
            if (output.contains("unshare failed")) {
                output += " (PostgreSQL cannot run as root here: start Atelier as an ordinary user,"
                        + " or set atelier.database.url)";
            }
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            throw new PostgresException("cannot run " + command.getFirst() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresException("interrupted while running " + command.getFirst(), e);
        }
    }
}
