package org.atelier.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The distribution that ships, run by its own script on a home and a port of its own, and seen from outside. */
final class Shipped implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int LINE_OF_PORT = 3;
    private static final Pattern STAGES = Pattern.compile("Ready after .*");
    private static final Pattern DATABASE = Pattern.compile("PostgreSQL answers at .* after (\\d+) ms");

    private final Path distribution;
    private final Path home;
    private final int port;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /** Another one after each start, which one thread makes and others ask about. */
    private volatile Process process;

    /** @param home made by the first start */
    Shipped(Path distribution, Path home) throws IOException {
        this.distribution = distribution.toAbsolutePath().normalize();
        this.home = home.toAbsolutePath().normalize();
        Files.createDirectories(this.home.getParent());
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
    }

    /**
     * What a start took.
     *
     * @param milliseconds from the call of the script until it answered that it is ready
     * @param cpu seconds of processor time that the JVM, not the database, had used by then
     * @param stages in the words of the log
     * @param database milliseconds for the database among them
     */
    record Started(long milliseconds, double cpu, String stages, long database) {}

    /** Starts it, and waits until it answers that it is ready. */
    Started start() throws IOException, InterruptedException {
        var log = home.resolve("log/atelier.log");
        var logged = Files.exists(log) ? Files.size(log) : 0;
        var builder = new ProcessBuilder(distribution.resolve("bin/atelier").toString(), "run");
        builder.environment().put("ATELIER_HOME", home.toString());
        builder.environment().put("ATELIER_HTTP_PORT", Integer.toString(port));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var terminal = home.resolveSibling(home.getFileName() + ".terminal").toFile();
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(terminal));
        var begun = System.nanoTime();
        process = builder.start();
        awaitReady(Duration.ofMillis(20));
        var took = (System.nanoTime() - begun) / 1_000_000;
        var cpu = process.toHandle()
                .info()
                .totalCpuDuration()
                .map(Duration::toMillis)
                .orElse(0L);
        var stages = Optional.<String>empty();
        // written a moment after clients are told
        for (var end = deadline(); stages.isEmpty() && System.nanoTime() < end; Thread.sleep(50)) {
            stages = last(STAGES, tail(log, logged)).map(MatchResult::group);
        }
        var database = last(DATABASE, tail(log, logged)).map(found -> Long.parseLong(found.group(1)));
        return new Started(took, cpu / 1000.0, stages.orElse("the log does not tell"), database.orElse(0L));
    }

    private static Optional<MatchResult> last(Pattern pattern, String text) {
        return pattern.matcher(text).results().reduce((_, later) -> later);
    }

    private static String tail(Path file, long from) throws IOException {
        // a log that grew too long begins anew
        return Files.exists(file) && Files.size(file) >= from
                ? Files.readString(file).substring((int) from)
                : "";
    }

    /** Waits until it answers that it is ready; a node that ends, or takes too long, is an error. */
    void awaitReady(Duration pause) throws InterruptedException {
        var end = deadline();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("Atelier did not become ready; see " + home + "/log and its .terminal");
            }
            Thread.sleep(pause);
        }
    }

    private static long deadline() {
        return System.nanoTime() + PATIENCE.toNanos();
    }

    boolean isReady() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(address("/health/ready")).timeout(Duration.ofSeconds(10));
            return client.send(request.build(), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    String token() {
        return text(home.resolve("secrets/admin.token"));
    }

    /** The JVM: the script becomes it. */
    long pid() {
        return process.pid();
    }

    /** A connection to the database, as the operator's psql would have it, with auto-commit off. */
    Connection database() throws SQLException {
        var lines = text(postmasterFile()).lines().toList();
        var connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + lines.get(LINE_OF_PORT).strip() + "/atelier",
                "atelier",
                text(home.resolve("secrets/database.password")));
        connection.setAutoCommit(false);
        return connection;
    }

    /** The processes of the database, the one that starts the others first. */
    List<ProcessHandle> databaseProcesses() {
        var postmaster = ProcessHandle.of(Long.parseLong(
                text(postmasterFile()).lines().findFirst().orElseThrow().strip()));
        var all = new ArrayList<>(postmaster.stream().toList());
        postmaster.ifPresent(handle -> all.addAll(handle.descendants().toList()));
        return all;
    }

    private Path postmasterFile() {
        return home.resolve("database/data/postmaster.pid");
    }

    /** Has the JVM forget what nobody needs, so that what is left can be compared. */
    void collectGarbage() throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var running = new ProcessBuilder(jcmd, Long.toString(pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectErrorStream(true)
                .start();
        if (running.waitFor() != 0) {
            throw new IllegalStateException("jcmd could not ask process " + pid() + " to collect its garbage");
        }
    }

    /** The numbers that it tells its operator, in the text format of Prometheus. */
    String metrics() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address("/metrics")).header("Authorization", "Bearer " + token());
        return client.send(request.build(), BodyHandlers.ofString()).body();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ------------------------------------------------------------------------------------------------ the end

    /** Stops it as Ctrl-C or a service manager would. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("Atelier did not stop when it was asked to");
        }
    }

    /** {@code kill -9} of the node alone; its database is left running. */
    void killNode() {
        end(List.of(process.toHandle()));
    }

    /** {@code kill -9} of every process of the database, and of nothing else. */
    void killDatabase() {
        end(databaseProcesses());
    }

    private static void end(List<ProcessHandle> victims) {
        victims.forEach(ProcessHandle::destroyForcibly);
        victims.forEach(victim -> victim.onExit().join());
    }

    @Override
    public void close() throws InterruptedException {
        if (process == null) {
            return;
        }
        if (process.isAlive()) {
            stop();
        } else if (Files.exists(postmasterFile())) {
            killDatabase(); // it outlived a node that was killed
        }
    }
}
