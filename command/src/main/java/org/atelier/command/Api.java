package org.atelier.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Writer;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Asks the platform, and takes its answers apart. */
final class Api implements AutoCloseable {
    static final ObjectMapper JSON = JsonMapper.builder().build();

    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** Until the platform begins to answer; an import begins at once and takes as long as it takes. */
    private static final Duration ANSWER = Duration.ofMinutes(5);

    private final Server server;
    private final HttpClient client;

    Api(Server server) {
        this.server = server;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** What is there, or at the address it leads to since it was merged or renamed. */
    JsonNode get(String path) {
        var request = request(path).header("Accept", "application/json").GET().build();
        var answer = send(request);
        var elsewhere = answer.headers().firstValue("Location");
        if (answer.statusCode() / 100 == 3 && elsewhere.filter(Api::isOurs).isPresent()) {
            return json(request(elsewhere.get())
                    .header("Accept", "application/json")
                    .GET()
                    .build());
        }
        return json(answer);
    }

    /** Passes the text on that is there, whatever its format. */
    void copy(String path, Writer to) {
        var answer = send(request(path).GET().build());
        try (var body = answer.body()) {
            if (answer.statusCode() != 200) {
                tree(answer, new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
            new InputStreamReader(body, StandardCharsets.UTF_8).transferTo(to);
        } catch (IOException e) {
            throw brokeOff(e);
        }
    }

    /** Writes what is there byte for byte, as it comes. */
    void download(String path, OutputStream to) throws IOException {
        var answer = send(request(path).GET().build());
        try (var body = answer.body()) {
            if (answer.statusCode() != 200) {
                tree(answer, new String(body.readAllBytes(), StandardCharsets.UTF_8));
                throw Failure.there(answer.statusCode(), JSON.nullNode());
            }
            var buffer = new byte[1 << 16];
            for (var count = read(body, buffer); count >= 0; count = read(body, buffer)) {
                to.write(buffer, 0, count);
            }
        }
    }

    /** What fails here is the wire; what fails in writing is the disk. */
    private static int read(InputStream body, byte[] buffer) {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            throw brokeOff(e);
        }
    }

    /** The token goes nowhere else. */
    private static boolean isOurs(String location) {
        return location.startsWith("/api/v1/");
    }

    /** Changes what is there, if it is still of this version. */
    JsonNode put(String path, JsonNode body, String version) {
        return json(sendingJson(path)
                .header("If-Match", '"' + version + '"')
                .PUT(BodyPublishers.ofString(body.toString()))
                .build());
    }

    /** Changes what is there, whatever it is by now. */
    JsonNode put(String path, JsonNode body) {
        return json(
                sendingJson(path).PUT(BodyPublishers.ofString(body.toString())).build());
    }

    /** The whole address of a path, for people to open. */
    String address(String path) {
        return server.resolve(path).toString();
    }

    /** Deletes what is there, if it is still of this version. */
    JsonNode delete(String path, String version) {
        return json(request(path)
                .header("Accept", "application/json")
                .header("If-Match", '"' + version + '"')
                .DELETE()
                .build());
    }

    JsonNode post(String path, JsonNode body) {
        return json(
                sendingJson(path).POST(BodyPublishers.ofString(body.toString())).build());
    }

    /** Asks for something to be done that needs no more words. */
    JsonNode post(String path) {
        return json(request(path)
                .header("Accept", "application/json")
                .POST(BodyPublishers.noBody())
                .build());
    }

    /** Asks for something to go, which is answered with nothing. */
    void delete(String path) {
        var answer =
                send(request(path).header("Accept", "application/json").DELETE().build());
        try (var body = answer.body()) {
            if (answer.statusCode() / 100 != 2) {
                tree(answer, new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw brokeOff(e);
        }
    }

    /**
     * Sends files, and follows what becomes of them.
     *
     * @param progress told of each step: {@code kind}, {@code done}, {@code of}
     * @return the report at the end
     */
    JsonNode upload(String path, List<Path> files, Consumer<JsonNode> progress) {
        var boundary = "atelier-" + UUID.randomUUID();
        var request = request(path)
                .header("Accept", "application/x-ndjson")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                // a file too large is refused before it is sent
                .expectContinue(true)
                .POST(form(files, boundary))
                .build();
        return report(request, progress);
    }

    /** A name as one segment of a path. */
    static String segment(String name) {
        return encoded(name).replace("+", "%20");
    }

    /** A path with these query parameters. */
    static String path(String path, Map<String, String> query) {
        return path(path, query.entrySet());
    }

    /** A path with these query parameters, of which some may be repeated. */
    static String path(String path, Collection<Map.Entry<String, String>> query) {
        return query.isEmpty()
                ? path
                : path
                        + query.stream()
                                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                                .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        // not close(): that would wait for an answer nobody reads any more
        client.shutdownNow();
    }

    private HttpRequest.Builder sendingJson(String path) {
        return request(path).header("Accept", "application/json").header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + server.token())
                .header("User-Agent", "atelier-command");
    }

    private JsonNode json(HttpRequest request) {
        return json(send(request));
    }

    private static JsonNode json(HttpResponse<InputStream> answer) {
        try (var body = answer.body()) {
            return tree(answer, new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw brokeOff(e);
        }
    }

    private static JsonNode tree(HttpResponse<InputStream> answer, String text) {
        var status = answer.statusCode();
        JsonNode tree;
        try {
            tree = JSON.readTree(text);
        } catch (JsonProcessingException _) {
            throw Failure.there(status, JSON.nullNode());
        }
        if (status / 100 != 2) {
            throw Failure.there(status, tree);
        }
        return tree;
    }

    private JsonNode report(HttpRequest request, Consumer<JsonNode> progress) {
        var answer = send(request);
        try (var body = answer.body()) {
            if (answer.statusCode() / 100 != 2) {
                return tree(answer, new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
            var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var message = tree(answer, line);
                if (message.has("report")) {
                    return message.get("report");
                }
                if (message.has("problem")) {
                    var problem = message.get("problem");
                    throw Failure.there(problem.path("status").asInt(), problem);
                }
                if (message.has("progress")) {
                    progress.accept(message.get("progress"));
                }
            }
            throw brokeOff(new IOException("no report at the end"));
        } catch (IOException e) {
            throw brokeOff(e);
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (ConnectException | HttpConnectTimeoutException | ProtocolException | UnknownHostException e) {
            throw Failure.here(
                    ExitCode.UNREACHABLE,
                    "unreachable",
                    "Nobody answers",
                    "No Atelier answers at " + server.url() + " ("
                            + e.getClass().getSimpleName() + ").",
                    "See with \"bin/atelier status\" whether it runs, and that --url and ATELIER_HOME are right.",
                    e);
        } catch (IOException e) {
            // it was asked, and may have done it
            throw brokeOff(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw brokeOff(e);
        }
    }

    private static Failure brokeOff(Exception cause) {
        return Failure.here(
                ExitCode.UNREACHABLE,
                "broken-off",
                "The answer broke off",
                "Atelier went away before it said how this ended; it was done as a whole, or not at all.",
                "See with \"bin/atelier status\" whether it runs, then do it again: what is there already is not brought in"
                        + " twice, and what was merged is refused.",
                cause);
    }

    /** The files as a browser would send them. */
    private static BodyPublisher form(List<Path> files, String boundary) {
        var parts = new ArrayList<BodyPublisher>();
        for (var file : files) {
            if (Files.isDirectory(file)) {
                throw Failure.here(
                        ExitCode.USAGE,
                        "not-a-file",
                        "Not a file",
                        file + " is a directory.",
                        "Name the files in it, as in " + file.resolve("*.yaml") + ".");
            }
            parts.add(BodyPublishers.ofString(
                    "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                            + escaped(file.getFileName().toString())
                            + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"));
            try {
                parts.add(BodyPublishers.ofFile(file));
            } catch (FileNotFoundException e) {
                throw Failure.here(
                        ExitCode.REFUSED,
                        "no-such-file",
                        "No such file",
                        "The file " + file + " is not there, or cannot be read.",
                        "",
                        e);
            }
            parts.add(BodyPublishers.ofString("\r\n"));
        }
        parts.add(BodyPublishers.ofString("--" + boundary + "--\r\n"));
        return BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
    }

    /** Source: WHATWG, HTML, "multipart/form-data". */
    private static String escaped(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}
