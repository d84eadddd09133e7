package org.atelier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.atelier.http.Load.Figures;
import org.atelier.http.Load.Reason;
import org.atelier.http.internal.SharedTurns;
import org.atelier.http.internal.SharedTurns.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More than can be done at once, and clients who take or make others lose time. */
@Timeout(120)
class LoadTest {
    /** More than fits into the buffers between a server and a client that does not read. */
    private static final int LARGE = 64 << 20;

    private static final Duration LONG = Duration.ofSeconds(20);

    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch go = new CountDownLatch(1);
    private final Semaphore written = new Semaphore(0);
    private SharedTurns turns;
    private HttpFixture http;

    private void start(Limits limits) {
        turns = new SharedTurns(limits);
        http = HttpFixture.start(
                Map.of(
                        "/t/*",
                        new RoutingServlet(
                                List.of(
                                        Route.get("/t/quick", Access.PUBLIC, _ -> Response.html(200, "quick")),
                                        Route.get("/t/health", Access.PUBLIC, _ -> Response.html(200, "fine"))
                                                .always(),
                                        Route.get("/t/slow", Access.PUBLIC, _ -> {
                                            begun.release();
                                            awaitGo();
                                            return Response.html(200, "slow");
                                        }),
                                        Route.get("/t/feed", Access.PUBLIC, _ -> feed()),
                                        Route.post(
                                                        "/t/form",
                                                        Access.PUBLIC,
                                                        request -> Response.html(200, request.body().length + " bytes"))
                                                .consumes("text/x-plain")),
                                Authenticator.NOBODY,
                                ErrorRenderer.PROBLEM_JSON)),
                turns);
    }

    private void awaitGo() {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Response feed() {
        return Response.empty(200)
                .body(new Response.Body.Stored(
                        LARGE,
                        out -> {
                            written.release();
                            for (var left = LARGE; left > 0; left -= 1 << 16) {
                                out.write(new byte[1 << 16]);
                            }
                        },
                        () -> {}));
    }

    private static Limits limits(int working, int waiting, Duration patience) {
        return new Limits(working, waiting, patience, 1_000, LONG, 1);
    }

    @AfterEach
    void stop() {
        go.countDown();
        http.close();
    }

    private CompletableFuture<HttpResponse<String>> ask(String target) {
        return CompletableFuture.supplyAsync(
                () -> http.get(target), task -> Thread.ofVirtual().start(task));
    }

    private void await(Predicate<Figures> wanted) throws InterruptedException {
        while (!wanted.test(turns.figures())) {
            Thread.sleep(5);
        }
    }

    private Socket send(String request) throws IOException {
        var socket = http.connect();
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    private static String post(int length) {
        return "POST /t/form HTTP/1.1\r\nHost: x\r\nContent-Type: text/x-plain\r\nContent-Length: " + length
                + "\r\n\r\n";
    }

    @Test
    void whoever_comes_when_the_line_is_full_is_told_to_come_again_while_health_is_told() throws Exception {
        start(limits(1, 1, LONG));
        var first = ask("/t/slow");
        begun.acquire();
        var second = ask("/t/slow");
        await(figures -> figures.waiting() == 1);

        var refused = http.get("/t/quick");
        assertEquals(503, refused.statusCode());
        assertEquals("5", refused.headers().firstValue("Retry-After").orElseThrow());
        assertEquals(
                "application/problem+json",
                refused.headers().firstValue("Content-Type").orElseThrow());
        assertTrue(refused.body().contains("\"code\":\"overloaded\""), refused.body());
        assertEquals("fine", http.get("/t/health").body());

        var figures = turns.figures();
        assertEquals(
                List.of(1, 1, 1, 1),
                List.of(figures.working(), figures.mostWorking(), figures.waiting(), figures.mostWaiting()));
        assertEquals(Map.of(Reason.FULL, 1L, Reason.LATE, 0L, Reason.SLOW, 0L), figures.shed());

        go.countDown();
        assertEquals(
                List.of("slow", "slow"),
                List.of(first.join().body(), second.join().body()));
        assertEquals("quick", http.get("/t/quick").body());
        assertEquals(0, turns.figures().working());
    }

    @Test
    void whoever_waits_too_long_is_told_to_come_again() throws Exception {
        start(limits(1, 5, Duration.ofMillis(50)));
        var first = ask("/t/slow");
        begun.acquire();
        var late = http.get("/t/quick");
        assertEquals(503, late.statusCode());
        assertTrue(late.body().contains("did not come in time"), late.body());
        assertEquals(1, turns.figures().shed().get(Reason.LATE));
        assertEquals(0, turns.figures().waiting());
        go.countDown();
        assertEquals(200, first.join().statusCode());
    }

    @Test
    void slow_readers_and_slow_writers_take_no_turn_from_others() throws Exception {
        start(limits(2, 2, LONG));
        var slow = new ArrayList<Socket>();
        try {
            for (var i = 0; i < 50; i++) {
                slow.add(send("GET /t/feed HTTP/1.1\r\nHost: x\r\n\r\n"));
                // more of them at once would be more than may wait
                written.acquire();
                slow.add(send(post(1_000) + "x"));
                await(figures -> figures.working() == 0);
            }
            for (var i = 0; i < 20; i++) {
                assertEquals("quick", http.get("/t/quick").body());
            }
            assertEquals(
                    "5 bytes",
                    http.send(http.request("/t/form")
                                    .header("Content-Type", "text/x-plain")
                                    .POST(HttpRequest.BodyPublishers.ofString("hello")))
                            .body());
            assertEquals(
                    Map.of(Reason.FULL, 0L, Reason.LATE, 0L, Reason.SLOW, 0L),
                    turns.figures().shed());
            assertTrue(turns.figures().connections() >= 99, turns.figures().toString());

            // and one of them who comes to an end is answered
            var writer = slow.getLast();
            writer.getOutputStream().write("x".repeat(999).getBytes(StandardCharsets.ISO_8859_1));
            writer.setSoTimeout(20_000);
            var answer = new String(writer.getInputStream().readNBytes(15), StandardCharsets.ISO_8859_1);
            assertEquals("HTTP/1.1 200 OK", answer);
        } finally {
            for (var socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void a_body_that_trickles_is_not_waited_for() throws Exception {
        start(new Limits(2, 2, LONG, 1_000, Duration.ofMillis(100), 1_000));
        try (var socket = send(post(1_000))) {
            socket.setSoTimeout(20_000);
            var trickle = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        socket.getOutputStream().write('x');
                        Thread.sleep(20);
                    }
                } catch (IOException | InterruptedException e) {
                    // the other side has had enough
                }
            });
            var answer = new String(socket.getInputStream().readNBytes(24), StandardCharsets.ISO_8859_1);
            assertEquals("HTTP/1.1 408 Request Tim", answer);
            trickle.interrupt();
        }
        assertEquals(1, turns.figures().shed().get(Reason.SLOW));
    }

    @Test
    void a_body_of_which_nothing_comes_is_not_waited_for() throws Exception {
        start(limits(2, 2, LONG));
        http.idleTimeout(Duration.ofMillis(200));
        try (var socket = send(post(1_000) + "some")) {
            socket.setSoTimeout(20_000);
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
            assertTrue(answer.contains("\"code\":\"too-slow\""), answer);
        }
        assertEquals(1, turns.figures().shed().get(Reason.SLOW));
    }

    @Test
    void work_that_takes_longer_than_a_connection_may_be_idle_is_still_answered() throws Exception {
        start(limits(2, 2, LONG));
        http.idleTimeout(Duration.ofMillis(100));
        var answer = ask("/t/slow");
        begun.acquire();
        Thread.sleep(500);
        go.countDown();
        assertEquals("slow", answer.join().body());
    }

    @Test
    void more_connections_than_may_be_wait_until_one_ends() throws Exception {
        start(new Limits(2, 2, LONG, 3, LONG, 1));
        var request = "GET /t/quick HTTP/1.1\r\nHost: x\r\n\r\n";
        var open = new ArrayList<Socket>();
        try {
            open.add(send(request));
            await(figures -> figures.connections() >= 0 && open.getFirst().isConnected());
            assertEquals('H', open.getFirst().getInputStream().read());
            while (turns.figures().connections() < 3) {
                var before = turns.figures().connections();
                open.add(send(request));
                assertEquals('H', open.getLast().getInputStream().read());
                await(figures -> figures.connections() > before);
            }
            var waits = send(request);
            open.add(waits);
            waits.setSoTimeout(300);
            assertThrows(
                    SocketTimeoutException.class, () -> waits.getInputStream().read());

            open.get(1).close();
            waits.setSoTimeout(20_000);
            assertEquals('H', waits.getInputStream().read());
        } finally {
            for (var socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void who_waits_when_the_platform_stops_still_has_their_turn() throws Exception {
        start(limits(1, 5, LONG));
        var first = ask("/t/slow");
        begun.acquire();
        var second = ask("/t/slow");
        await(figures -> figures.waiting() == 1);
        var drained = Thread.ofVirtual().start(http::drain);
        go.countDown();
        assertEquals(
                List.of("slow", "slow"),
                List.of(first.join().body(), second.join().body()));
        assertTrue(drained.join(LONG));
    }
}
