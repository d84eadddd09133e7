package org.atelier.startup.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks again and again until everything works or patience ends. */
final class StartCheck {
    /** What came of it. */
    sealed interface Outcome {}

    /** Everything works. */
    record Ready(String url) implements Outcome {}

    /** Something does not. */
    record Broken(List<String> reasons) implements Outcome {}

    /** The platform is being stopped already. */
    record Interrupted() implements Outcome {}

    /** Everything has been started when we begin; what is not there by then is still being discovered, or broken. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** What answers slowly may be busy and not broken: whoever waited for the start asks all at once. bin/atelier waits longer. */
    private static final Duration PATIENCE_WITH_THE_BUSY = Duration.ofSeconds(150);

    /** What is refused takes less, and what is busy takes more. */
    private static final Duration SLOW = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int OK = 200;

    private final Platform platform;
    private final Limits limits;

    /**
     * How long is waited.
     *
     * @param patience with what does not work
     * @param withTheBusy with what would work, but answers slowly
     * @param slow from when on an answer is slow
     * @param answer how long a single one may take
     */
    record Limits(Duration patience, Duration withTheBusy, Duration slow, Duration answer) {}

    StartCheck(Platform platform) {
        this(platform, new Limits(PATIENCE, PATIENCE_WITH_THE_BUSY, SLOW, ANSWER));
    }

    StartCheck(Platform platform, Limits limits) {
        this.platform = platform;
        this.limits = limits;
    }

    Outcome await() {
        var begun = System.nanoTime();
        while (true) {
            var asked = System.nanoTime();
            var reasons = reasons();
            if (reasons.isEmpty()) {
                return new Ready(platform.url().orElseThrow());
            }
            var now = System.nanoTime();
            var busy = now - asked >= limits.slow().toNanos()
                    && platform.stoppedBundles().isEmpty();
            if (now - begun > (busy ? limits.withTheBusy() : limits.patience()).toNanos()) {
                return new Broken(reasons);
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Interrupted();
            }
        }
    }

    List<String> pluginTroubles() {
        return platform.stoppedPlugins();
    }

    private List<String> reasons() {
        var reasons = new ArrayList<>(platform.stoppedBundles());
        var url = platform.url();
        if (url.isEmpty()) {
            reasons.add("HTTP does not listen; perhaps its port is in use");
        } else {
            reasons.addAll(askHealth(url.get()));
        }
        return reasons;
    }

    /** Over HTTP, as a client would: nothing else proves that clients are answered. */
    private List<String> askHealth(String url) {
        try {
            var address = URI.create(url).resolve("/health/ready").toURL();
            var connection = (HttpURLConnection) address.openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout((int) limits.answer().toMillis());
            connection.setReadTimeout((int) limits.answer().toMillis());
            try {
                if (connection.getResponseCode() == OK) {
                    return List.of();
                }
                var body = connection.getErrorStream();
                if (body == null) {
                    return List.of(address + " answers " + connection.getResponseCode());
                }
                return failedChecks(
                        new ObjectMapper().readTree(body), address + " answers " + connection.getResponseCode());
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return List.of("HTTP does not answer at " + url + ": " + e);
        }
    }

    private static List<String> failedChecks(JsonNode health, String otherwise) {
        var failed = new ArrayList<String>();
        for (var check : health.path("checks")) {
            if ("failed".equals(check.path("status").asText())) {
                failed.add(check.path("name").asText() + ": "
                        + check.path("detail").asText());
            }
        }
        return failed.isEmpty() ? List.of(otherwise) : failed;
    }
}
