package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our strategies lie in {@code plugins/} like anyone's: taken out, merging says so; put back, it works again. */
class StrategiesComeAndGoIT {
    @TempDir
    Path folder;

    @Test
    void without_strategies_only_merging_stops_and_with_them_it_goes_on_without_a_restart() throws Exception {
        var distribution = copyOf(InstalledAtelier.DISTRIBUTION);
        try (var atelier = InstalledAtelier.start(distribution, folder.resolve("home"))) {
            atelier.loadDemoData();
            var slugs = InstalledAtelier.json(atelier.get("/api/v1/events/published.json"));
            var request = "{\"kind\":\"event\",\"a\":\"%s\",\"b\":\"%s\",\"base\":\"a\"}"
                    .formatted(
                            slugs.get(0).get("slug").textValue(),
                            slugs.get(1).get("slug").textValue());
            assertEquals(200, atelier.post("/api/v1/merges/plan", request).statusCode());

            var strange = new ConcurrentLinkedQueue<String>();
            var asked = new AtomicInteger();
            var goOn = new AtomicBoolean(true);
            var visitors =
                    List.of("/api/v1/events/published.yaml", "/api/v1/export/badges.json", "/health/ready").stream()
                            .map(path -> Thread.ofVirtual().start(() -> {
                                while (goOn.get()) {
                                    try {
                                        var status = atelier.send(atelier.request(path))
                                                .statusCode();
                                        asked.incrementAndGet();
                                        if (status != 200) {
                                            strange.add(path + " answered " + status);
                                        }
                                        Thread.sleep(20);
                                    } catch (IOException | InterruptedException e) {
                                        strange.add(path + ": " + e);
                                        return;
                                    }
                                }
                            }))
                            .toList();

            var log = atelier.home().resolve("log/atelier.log");
            assertEquals(List.of(), plugins(log), "a start tells of no single plugin");
            var plugins = distribution.resolve("plugins");
            Path jar;
            try (var jars = Files.newDirectoryStream(plugins, "*merge-strategies*.jar")) {
                jar = jars.iterator().next();
            }
            var aside = folder.resolve(jar.getFileName());
            Files.move(jar, aside);
            waitFor(atelier, request, status -> status == 503);
            var refused = atelier.post("/api/v1/merges/plan", request);
            assertEquals(503, refused.statusCode());
            var problem = InstalledAtelier.json(refused.body());
            assertEquals("missing-strategy", problem.get("code").textValue(), refused.body());
            assertTrue(problem.get("detail").textValue().contains("combine"), refused.body());

            Files.move(aside, jar);
            waitFor(atelier, request, status -> status == 200);
            comingAndGoingIsTold(log);
            goOn.set(false);
            for (var visitor : visitors) {
                visitor.join();
            }
            assertEquals(List.of(), List.copyOf(strange));
            assertTrue(asked.get() > 20, "only " + asked.get() + " requests were made meanwhile");
        }
    }

    private static void comingAndGoingIsTold(Path log) throws Exception {
        var end = Instant.now().plus(Duration.ofSeconds(10));
        while (plugins(log).size() < 2 && Instant.now().isBefore(end)) {
            Thread.sleep(100);
        }
        var told = plugins(log);
        assertEquals(2, told.size(), told.toString());
        var line = "The plugin \\S+ [0-9.]+\\S* %s, and with it the merge strategies combine, keep-a, .*";
        assertTrue(told.get(0).matches(line.formatted("went")), told.toString());
        assertTrue(told.get(1).matches(line.formatted("came")), told.toString());
    }

    private static List<String> plugins(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains("The plugin "))
                .map(line -> line.substring(line.indexOf("The plugin ")))
                .toList();
    }

    private static void waitFor(InstalledAtelier atelier, String request, IntPredicate wanted) throws Exception {
        var end = Instant.now().plus(Duration.ofSeconds(30));
        while (!wanted.test(atelier.post("/api/v1/merges/plan", request).statusCode())) {
            assertTrue(Instant.now().isBefore(end), "the plugin folder was not noticed within 30 s");
            Thread.sleep(100);
        }
    }

    private Path copyOf(Path distribution) throws IOException {
        var copy = folder.resolve("atelier");
        try (var files = Files.walk(distribution)) {
            for (var file : files.toList()) {
                Files.copy(
                        file,
                        copy.resolve(distribution.relativize(file).toString()),
                        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return copy;
    }
}
