package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of requests nobody would send: each is answered in time, and none of it is the platform's fault. */
class FuzzIT {
    private static final int REQUESTS = Soak.count("requests", 600);
    private static final int CLIENTS = 4;
    private static final int PATIENCE_MS = 30_000;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) ");

    @TempDir
    Path folder;

    private final List<String> faults = java.util.Collections.synchronizedList(new java.util.ArrayList<>());
    private final Map<Integer, AtomicInteger> answers = new ConcurrentSkipListMap<>();

    @Test
    void every_request_is_answered_and_none_is_the_platforms_fault() throws Exception {
        try (var atelier = InstalledAtelier.start(folder.resolve("home"))) {
            atelier.loadDemoData();
            var fuzz = Fuzz.of(atelier);
            var sizes = fuzz.sizes();
            assertTrue(sizes.stream().allMatch(size -> size > 25), "API, links, forms: only " + sizes);
            var token = atelier.token();
            var left = new AtomicInteger(REQUESTS);
            var broken = new ConcurrentLinkedQueue<Throwable>();
            try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
                for (int client = 0; client < CLIENTS; client++) {
                    var random = new Random(Soak.SEED + client);
                    clients.submit(() -> {
                        try {
                            while (left.getAndDecrement() > 0 && faults.size() < 20) {
                                ask(atelier, fuzz.next(random), token);
                            }
                        } catch (RuntimeException e) {
                            broken.add(e);
                        }
                    });
                }
            }
            assertEquals(List.of(), List.copyOf(broken));
            assertEquals("", String.join("\n\n", faults), "seed " + Soak.SEED);
            Soak.tell(REQUESTS + " requests, API, links and forms " + sizes + ", were answered: " + answers);
            assertTrue(answers.getOrDefault(200, new AtomicInteger()).get() > REQUESTS / 20, answers.toString());
            assertEquals(
                    200,
                    atelier.send(atelier.asAdministrator("/api/v1/accounts")).statusCode());
            assertEquals(200, atelier.send(atelier.request("/health/ready")).statusCode());
            try (var database = atelier.database()) {
                Journal.requireAgrees(database);
                Journal.requireWhole(database);
            }
            var log = Files.readString(atelier.home().resolve("log/atelier.log"));
            assertEquals(
                    List.of(),
                    log.lines().filter(line -> line.contains("Z ERROR ")).toList(),
                    "seed " + Soak.SEED);
        }
    }

    private void ask(InstalledAtelier atelier, Fuzz.Attack attack, String token) {
        try {
            var answer = send(atelier, attack.bytes(token));
            var status = STATUS.matcher(answer);
            if (!status.lookingAt()) {
                faults.add(attack + "\nwas answered by no HTTP: " + answer);
                return;
            }
            var code = Integer.parseInt(status.group(1));
            answers.computeIfAbsent(code, _ -> new AtomicInteger()).incrementAndGet();
            if (code >= 500 || answer.contains("\tat ") || answer.contains("X-Injected: yes\r\n")) {
                faults.add(attack + "\nwas answered by " + answer);
            }
        } catch (IOException e) {
            faults.add(attack + "\nwas not answered: " + e);
        }
    }

    private static String send(InstalledAtelier atelier, byte[] request) throws IOException {
        var address = URI.create(atelier.url("/"));
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
