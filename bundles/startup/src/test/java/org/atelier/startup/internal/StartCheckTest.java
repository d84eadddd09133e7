package org.atelier.startup.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StartCheckTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final StartCheck.Limits LONG = new StartCheck.Limits(MINUTE, MINUTE, MINUTE, MINUTE);
    private static final StartCheck.Limits SHORT =
            new StartCheck.Limits(Duration.ofMillis(1), Duration.ofMillis(1), MINUTE, MINUTE);

    private HttpServer server;
    private String url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_platform_that_answers_ready_is_ready_at_its_address() {
        answer(200, "{}");
        assertEquals(new StartCheck.Ready(url), new StartCheck(platform(List.of(), Optional.of(url)), LONG).await());
    }

    @Test
    void a_platform_that_becomes_ready_in_time_is_ready() {
        var asked = new AtomicInteger();
        server.createContext("/health/ready", exchange -> {
            exchange.sendResponseHeaders(asked.incrementAndGet() < 3 ? 503 : 200, -1);
            exchange.close();
        });
        assertEquals(new StartCheck.Ready(url), new StartCheck(platform(List.of(), Optional.of(url)), LONG).await());
        assertEquals(3, asked.get());
    }

    /** A crowd that waited for the start asks at once: what is busy with it was taken for broken, and ended. */
    @Test
    void a_platform_that_is_only_busy_is_waited_for_longer() {
        var limits =
                new StartCheck.Limits(Duration.ofMillis(1), MINUTE, Duration.ofMillis(100), Duration.ofMillis(300));
        var asked = new AtomicInteger();
        server.createContext("/health/ready", exchange -> {
            // longer than it is waited for, then as slow as that allows and not well, then well
            var turn = asked.incrementAndGet();
            pause(turn == 1 ? 1_000 : turn == 2 ? 150 : 0);
            exchange.sendResponseHeaders(turn == 2 ? 503 : 200, -1);
            exchange.close();
        });
        assertEquals(new StartCheck.Ready(url), new StartCheck(platform(List.of(), Optional.of(url)), limits).await());
        assertEquals(3, asked.get());
    }

    @Test
    void a_platform_that_stays_busy_is_broken_after_all() {
        var limits = new StartCheck.Limits(
                Duration.ofMillis(1), Duration.ofMillis(500), Duration.ofMillis(100), Duration.ofMillis(200));
        server.createContext("/health/ready", exchange -> {
            pause(1_000);
            exchange.close();
        });
        var outcome = new StartCheck(platform(List.of(), Optional.of(url)), limits).await();
        var reasons = assertInstanceOf(StartCheck.Broken.class, outcome).reasons();
        assertTrue(reasons.getFirst().contains("timed out"), reasons.getFirst());
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void what_is_not_ready_is_told_in_the_words_of_the_health_check() {
        answer(503, """
                {"status":"not ready","checks":[
                  {"name":"database","status":"failed","detail":"no answer within 5000 ms"},
                  {"name":"merging","status":"degraded","detail":"event: a key"},
                  {"name":"bundles","status":"ok","detail":"all resolved"}]}""");
        assertEquals(List.of("database: no answer within 5000 ms"), broken(List.of(), Optional.of(url)));
    }

    @Test
    void a_bundle_that_does_not_run_is_told_even_though_http_answers() {
        answer(200, "{}");
        assertEquals(
                List.of("export: nothing provides x"), broken(List.of("export: nothing provides x"), Optional.of(url)));
    }

    @Test
    void without_http_the_port_is_suspected() {
        assertEquals(List.of("HTTP does not listen; perhaps its port is in use"), broken(List.of(), Optional.empty()));
    }

    @Test
    void http_that_refuses_connections_is_told_with_its_address() {
        server.stop(0);
        var reasons = broken(List.of(), Optional.of(url));
        assertEquals(1, reasons.size());
        assertTrue(reasons.getFirst().startsWith("HTTP does not answer at " + url), reasons.getFirst());
    }

    private static List<String> broken(List<String> bundles, Optional<String> url) {
        var outcome = new StartCheck(platform(bundles, url), SHORT).await();
        return assertInstanceOf(StartCheck.Broken.class, outcome).reasons();
    }

    private void answer(int status, String json) {
        server.createContext("/health/ready", exchange -> {
            var body = json.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static Platform platform(List<String> bundles, Optional<String> url) {
        return new Platform() {
            @Override
            public List<String> stoppedBundles() {
                return bundles;
            }

            @Override
            public List<String> stoppedPlugins() {
                return List.of();
            }

            @Override
            public Optional<String> url() {
                return url;
            }
        };
    }
}
