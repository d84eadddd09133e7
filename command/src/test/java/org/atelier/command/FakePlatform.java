package org.atelier.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers like the platform, with what it was told to answer, and remembers what it was asked. */
final class FakePlatform implements AutoCloseable {
    /** One request, as it arrived. */
    record Asked(String method, String target, Map<String, String> headers, String body) {}

    private record Answer(int status, String type, byte[] body, boolean cut) {
        Answer(int status, String type, String body, boolean cut) {
            this(status, type, body.getBytes(UTF_8), cut);
        }
    }

    private final HttpServer server;
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private final Map<String, Deque<Answer>> inTurn = new LinkedHashMap<>();
    private final List<Asked> asked = new ArrayList<>();

    FakePlatform() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param request such as {@code POST /api/v1/merges} */
    FakePlatform answers(String request, int status, String json) {
        answers.put(request, new Answer(status, "application/json", json, false));
        return this;
    }

    /** Answers the first request like this with the first, and so on. */
    FakePlatform answersInTurn(String request, String... json) {
        inTurn.put(
                request,
                Stream.of(json)
                        .map(text -> new Answer(200, "application/json", text, false))
                        .collect(Collectors.toCollection(ArrayDeque::new)));
        return this;
    }

    FakePlatform answersLines(String request, String... lines) {
        answers.put(request, new Answer(200, "application/x-ndjson", String.join("\n", lines) + "\n", false));
        return this;
    }

    /** Begins to answer, and goes away. */
    FakePlatform breaksOff(String request, String firstLine) {
        answers.put(request, new Answer(200, "application/x-ndjson", firstLine + "\n", true));
        return this;
    }

    /** @param cut whether it goes away before it has sent all that it announced */
    FakePlatform answersBytes(String request, byte[] body, boolean cut) {
        answers.put(request, new Answer(200, "application/zip", body, cut));
        return this;
    }

    /** Takes the request, and goes away without a word. */
    FakePlatform goesAway(String request) {
        answers.put(request, new Answer(0, "", "", true));
        return this;
    }

    List<Asked> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        var request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        var headers = new LinkedHashMap<String, String>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        asked.add(
                new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
        var next = inTurn.getOrDefault(request, new ArrayDeque<>()).poll();
        var answer = next != null
                ? next
                : answers.getOrDefault(
                        request, new Answer(404, "text/plain", "no answer was prepared for " + request, false));
        if (answer.status() == 0) {
            exchange.close();
            return;
        }
        var bytes = answer.body();
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), bytes.length + (answer.cut() ? 1_000 : 0));
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
        exchange.close();
    }
}
