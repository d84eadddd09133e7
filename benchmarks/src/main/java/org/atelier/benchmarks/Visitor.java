package org.atelier.benchmarks;

import java.io.IOException;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** One client of the node, with connections and cookies of its own; every wait is tallied. */
final class Visitor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Shipped node;
    private final Tally tally;
    private final Outages outages;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .connectTimeout(PATIENCE)
            .build();

    Visitor(Shipped node, Tally tally, Outages outages) {
        this.node = node;
        this.tally = tally;
        this.outages = outages;
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(node.address(path)).timeout(PATIENCE);
    }

    /** With the administrator's own key. */
    HttpRequest.Builder byToken(String path) {
        return to(path).header("Authorization", "Bearer " + node.token());
    }

    HttpRequest.Builder post(String path, String json) {
        return byToken(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
    }

    /**
     * Asks; another status than these is tallied as wrong.
     *
     * @return an answer of one of these statuses; nothing if there was none
     */
    Optional<HttpResponse<byte[]>> ask(String kind, HttpRequest.Builder request, int... statuses)
            throws InterruptedException {
        var asked = request.build();
        var then = outages.now();
        var start = System.nanoTime();
        try {
            var answer = client.send(asked, BodyHandlers.ofByteArray());
            tally.answered(kind, answer.statusCode(), System.nanoTime() - start, answer.body().length);
            if (Arrays.stream(statuses).anyMatch(status -> status == answer.statusCode())) {
                return Optional.of(answer);
            }
            if (answer.statusCode() == 503 && outages.since(then)) {
                tally.excused(kind);
            } else {
                tally.wrong(kind, asked.method() + " " + asked.uri().getPath() + " was answered with " + words(answer));
            }
        } catch (IOException e) {
            if (outages.since(then)) {
                tally.excused(kind);
            } else {
                tally.wrong(kind, asked.method() + " " + asked.uri().getPath() + " was not answered: " + e);
            }
        }
        return Optional.empty();
    }

    private static String words(HttpResponse<byte[]> answer) {
        var body = new String(answer.body(), StandardCharsets.UTF_8).replaceAll("\\s+", " ");
        return answer.statusCode() + " " + body.substring(0, Math.min(body.length(), 300));
    }

    @Override
    public void close() {
        client.close();
    }
}
