package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The unpacked distribution, started with its own script on a home and a port of its own, and used from outside: HTTP,
 * the command line, signals, and the database as psql would see it.
 */
final class InstalledAtelier implements AutoCloseable {
    static final Path DISTRIBUTION =
            Path.of(System.getProperty("atelier.distribution")).normalize();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** What a program printed, and how it ended. */
    record Outcome(int exit, String output) {}

    private final Map<String, String> settings;
    private final Path distribution;
    private final Path home;
    private final int port;
    private final Path terminal;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private Process process;

    private InstalledAtelier(Path distribution, Path home, int port, Map<String, String> settings) {
        this.settings = settings;
        this.distribution = distribution;
        this.home = home;
        this.port = port;
        this.terminal = home.resolveSibling(home.getFileName() + ".terminal");
    }

    /** Starts the distribution that was built, on this home, and waits until it is ready. */
    static InstalledAtelier start(Path home) throws IOException, InterruptedException {
        return start(DISTRIBUTION, home);
    }

    static InstalledAtelier start(Path distribution, Path home) throws IOException, InterruptedException {
        return start(distribution, home, Map.of());
    }

    /** Starts a distribution with more settings, as variables of the environment. */
    static InstalledAtelier start(Path distribution, Path home, Map<String, String> settings)
            throws IOException, InterruptedException {
        var atelier = new InstalledAtelier(distribution, home, freePort(), settings);
        atelier.start();
        return atelier;
    }

    /** Starts it again, after {@link #stop()} or {@link #kill()}, and waits until it is ready. */
    void start() throws IOException, InterruptedException {
        var builder = new ProcessBuilder(distribution.resolve("bin/atelier").toString(), "run");
        builder.environment().putAll(environment());
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(terminal.toFile()));
        process = builder.start();
        awaitReady();
    }

    /** Waits until it answers that it is ready; a node that ends, or takes too long, is an error. */
    void awaitReady() throws IOException, InterruptedException {
        var end = Instant.now().plus(PATIENCE);
        while (!isReady()) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                var said = terminal();
                kill();
                throw new IllegalStateException("Atelier did not become ready:\n" + said);
            }
            Thread.sleep(100);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return client.send(request("/health/ready").build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private Map<String, String> environment() {
        var environment = new HashMap<>(settings);
        environment.put("ATELIER_HOME", home.toString());
        environment.put("ATELIER_HTTP_PORT", Integer.toString(port));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        // lives too short for the second compiler to be worth its time
        environment.put("ATELIER_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
        return environment;
    }

    Path home() {
        return home;
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    String token() {
        try {
            return Files.readString(home.resolve("secrets/admin.token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was printed on the terminal since the first start. */
    String terminal() throws IOException {
        return Files.exists(terminal) ? Files.readString(terminal) : "";
    }

    // ---------------------------------------------------------------------------------------------------- HTTP

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url(path))).timeout(Duration.ofSeconds(60));
    }

    HttpRequest.Builder asAdministrator(String path) {
        return request(path).header("Authorization", "Bearer " + token());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<byte[]> sendForBytes(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The body of a public address that must answer 200. */
    String get(String path) throws IOException, InterruptedException {
        var answer = send(request(path));
        assertEquals(200, answer.statusCode(), path + ": " + answer.body());
        return answer.body();
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(asAdministrator(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Merges two events with base A, as the plan says that was shown a moment before. */
    HttpResponse<String> mergeEvents(String a, String b) throws IOException, InterruptedException {
        var request = "{\"kind\":\"event\",\"a\":\"" + a + "\",\"b\":\"" + b + "\",\"base\":\"a\"";
        var plan = json(post("/api/v1/merges/plan", request + "}").body());
        return post(
                "/api/v1/merges",
                request + ",\"fingerprint\":\"" + plan.get("fingerprint").textValue() + "\"}");
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + text, e);
        }
    }

    // ------------------------------------------------------------------------------------------- command line

    /** Fills it with the demo data, as {@code ./atelier demo} does. */
    void loadDemoData() throws IOException, InterruptedException {
        var loaded = command("demo-data", "load");
        assertEquals(0, loaded.exit(), loaded.output());
    }

    /** Runs {@code bin/atelier} with these arguments as an administrator on this machine would. */
    Outcome command(String... arguments) throws IOException, InterruptedException {
        return run(distribution, environment(), arguments);
    }

    /** Runs the {@code bin/atelier} that was built, for what needs none that runs. */
    static Outcome run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        return run(DISTRIBUTION, environment, arguments);
    }

    private static Outcome run(Path distribution, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(distribution.resolve("bin/atelier").toString()));
        line.addAll(List.of(arguments));
        var output = Files.createTempFile("atelier-command", ".txt");
        var builder = new ProcessBuilder(line);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        var running = builder.start();
        if (!running.waitFor(120, TimeUnit.SECONDS)) {
            running.destroyForcibly();
            throw new IllegalStateException(line + " did not end: " + Files.readString(output));
        }
        var printed = Files.readString(output);
        Files.delete(output);
        return new Outcome(running.exitValue(), printed);
    }

    // ----------------------------------------------------------------------------------------------- database

    /** A connection to the embedded database, as the operator's psql would have it. */
    Connection database() throws SQLException, IOException {
        var lines = Files.readAllLines(postmasterPid().orElseThrow());
        var password =
                Files.readString(home.resolve("secrets/database.password")).strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + lines.get(3) + "/atelier", "atelier", password);
    }

    private java.util.Optional<Path> postmasterPid() throws IOException {
        try (var files =
                Files.find(home, 6, (path, _) -> path.getFileName().toString().equals("postmaster.pid"))) {
            return files.findFirst();
        }
    }

    // ------------------------------------------------------------------------------------------------ the end

    /** Stops it as Ctrl-C or a service manager would, and answers how it ended. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Atelier did not stop within a minute of being asked to");
        }
        return process.exitValue();
    }

    /** Kills everything at once: the script, the JVM, and every process of the database. */
    void kill() throws IOException, InterruptedException {
        var victims = new ArrayList<ProcessHandle>(process.descendants().toList());
        victims.add(process.toHandle());
        var postmaster = postmasterPid();
        if (postmaster.isPresent()) {
            var pid = Long.parseLong(
                    Files.readAllLines(postmaster.get()).getFirst().strip());
            ProcessHandle.of(pid).ifPresent(handle -> {
                victims.addAll(handle.descendants().toList());
                victims.add(handle);
            });
        }
        end(victims);
    }

    /** Kills the node alone: the script and the JVM. A database of its own is left running. */
    void killNode() throws InterruptedException {
        var victims = new ArrayList<ProcessHandle>(process.descendants().toList());
        victims.add(process.toHandle());
        end(victims);
    }

    /** Kills every process of the node's own database, and nothing else. */
    void killDatabase() throws IOException, InterruptedException {
        var pid = Long.parseLong(
                Files.readAllLines(postmasterPid().orElseThrow()).getFirst().strip());
        killPostgres(ProcessHandle.of(pid).orElseThrow());
    }

    /** Kills a PostgreSQL with all its processes. */
    static void killPostgres(ProcessHandle postmaster) {
        var victims = new ArrayList<ProcessHandle>();
        victims.add(postmaster); // first: it would start those anew that go before it
        victims.addAll(postmaster.descendants().toList());
        end(victims);
    }

    private static void end(List<ProcessHandle> victims) {
        victims.forEach(ProcessHandle::destroyForcibly);
        victims.forEach(victim -> victim.onExit().join());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether any process of the database is still there. */
    boolean databaseIsAlive() throws IOException {
        return postmasterPid().isPresent();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (process.isAlive()) {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
            }
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
