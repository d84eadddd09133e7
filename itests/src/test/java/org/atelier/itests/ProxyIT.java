package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.atelier.tls.internal.LocalCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behind nginx with TLS and a path, by the configuration that ships; and with TLS of its own. */
class ProxyIT {
    private static final Path SHIPPED =
            InstalledAtelier.DISTRIBUTION.resolve("../../../packaging/src/nginx/atelier.conf");

    @TempDir
    Path folder;

    @Test
    void pages_and_feeds_work_below_a_path_with_tls() throws Exception {
        var nginx = nginx();
        assumeTrue(nginx.isPresent(), "nginx is not installed");
        var certificate = LocalCertificate.in(folder, "EC");
        var port = InstalledAtelier.freePort();
        var https = InstalledAtelier.freePort();
        var settings = Map.of(
                "ATELIER_HTTP_PROXIES", "127.0.0.1",
                "ATELIER_HTTP_PROXIES_PATH", "/atelier",
                "ATELIER_HTTPS_PORT", Integer.toString(https),
                "ATELIER_HTTPS_CERTIFICATE", certificate.chain().toString(),
                "ATELIER_HTTPS_KEY", certificate.key().toString());
        try (var atelier = InstalledAtelier.start(InstalledAtelier.DISTRIBUTION, folder.resolve("home"), settings)) {
            atelier.loadDemoData();
            var proxy = start(nginx.get(), configuration(atelier, certificate, port));
            try (var client =
                    certificate.client().cookieHandler(new CookieManager()).build()) {
                var browser = new Browsing(client, "https://localhost:" + port);
                browser.await();
                assertEquals(
                        atelier.get("/api/v1/events/published.yaml"),
                        browser.get("/atelier/api/v1/events/published.yaml").body());
                assertEquals(
                        "/atelier/api/v1/events/published/",
                        InstalledAtelier.json(browser.get("/atelier/api/v1/").body())
                                .get("events-published")
                                .textValue());
                signIn(browser, atelier.token());

                // and Atelier's own TLS, to which nobody is a proxy that came from another address
                var direct = new Browsing(client, "https://localhost:" + https);
                assertEquals(
                        atelier.get("/api/v1/events/published.yaml"),
                        direct.get("/api/v1/events/published.yaml").body());
            } finally {
                proxy.destroy();
                assertTrue(proxy.waitFor(30, TimeUnit.SECONDS));
            }
        }
    }

    private static void signIn(Browsing browser, String token) throws Exception {
        var away = browser.get("/atelier/workshops/events");
        assertEquals(303, away.statusCode());
        var login = location(away);
        assertEquals("/atelier/workshops/login?next=%2Fworkshops%2Fevents", login);
        var form = browser.get(login).body();
        var in = browser.post(
                attribute(form, "<form[^>]* action=\"([^\"]*login[^\"]*)\""),
                Map.of("token", token, "next", "/workshops/events", hiddenName(form), hiddenValue(form)));
        assertEquals(303, in.statusCode(), in.body());
        assertEquals("/atelier/workshops/events", location(in));
        var cookie = String.join("; ", in.headers().allValues("Set-Cookie"));
        assertTrue(cookie.contains("Path=/atelier/"), cookie);
        assertTrue(cookie.contains("Secure"), cookie);

        var events = browser.get(location(in));
        assertEquals(200, events.statusCode());
        var style = attribute(events.body(), "<link rel=\"stylesheet\" href=\"([^\"]+)\"");
        assertTrue(style.startsWith("/atelier/workshops/static/"), style);
        assertEquals(200, browser.get(style).statusCode());
        var event = attribute(events.body(), "href=\"(/atelier/workshops/event/[^\"]+)\"");
        assertEquals(200, browser.get(event).statusCode(), event);
    }

    private static String hiddenName(String form) {
        return attribute(form, "<input type=\"hidden\" name=\"(?!next)([^\"]+)\"");
    }

    private static String hiddenValue(String form) {
        return attribute(form, "<input type=\"hidden\" name=\"(?!next)[^\"]+\" value=\"([^\"]+)\"");
    }

    private static String attribute(String page, String pattern) {
        var found = Pattern.compile(pattern).matcher(page);
        assertTrue(found.find(), "no " + pattern + " in " + page);
        return found.group(1);
    }

    private static String location(HttpResponse<?> answer) {
        return answer.headers().firstValue("Location").orElse("none");
    }

    /** The shipped server, with this machine's ports and files, as a whole configuration. */
    private Path configuration(InstalledAtelier atelier, LocalCertificate certificate, int port) throws IOException {
        var shipped = Files.readString(SHIPPED);
        var server = shipped.replace("listen 443 ssl", "listen 127.0.0.1:" + port + " ssl")
                .replace("example.org;", "localhost;")
                .replaceFirst("ssl_certificate [^;]+", "ssl_certificate " + certificate.chain())
                .replaceFirst("ssl_certificate_key [^;]+", "ssl_certificate_key " + certificate.key())
                .replace("http://127.0.0.1:8080/", atelier.url("/"));
        var nginx = Files.createDirectory(folder.resolve("nginx"));
        var temporary = new StringBuilder();
        for (var kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            temporary.append("  %s_temp_path %s/%s;%n".formatted(kind, nginx, kind));
        }
        return Files.writeString(nginx.resolve("nginx.conf"), """
                daemon off;
                pid %1$s/pid;
                error_log %1$s/error.log;
                events {}
                http {
                  access_log off;
                %2$s%3$s}
                """.formatted(nginx, temporary, server));
    }

    private static Process start(Path nginx, Path configuration) throws IOException {
        return new ProcessBuilder(nginx.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(configuration.resolveSibling("terminal").toFile())
                .start();
    }

    private static Optional<Path> nginx() {
        return Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What a browser would do, at this host. */
    private record Browsing(HttpClient client, String host) {
        void await() throws Exception {
            var end = Instant.now().plus(Duration.ofSeconds(20));
            while (true) {
                try {
                    get("/");
                    return;
                } catch (IOException e) {
                    assertTrue(Instant.now().isBefore(end), "nginx does not answer: " + e);
                    Thread.sleep(50);
                }
            }
        }

        HttpResponse<String> get(String target) throws Exception {
            return client.send(HttpRequest.newBuilder(URI.create(host + target)).build(), BodyHandlers.ofString());
        }

        HttpResponse<String> post(String target, Map<String, String> fields) throws Exception {
            var body = fields.entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .toList();
            return client.send(
                    HttpRequest.newBuilder(URI.create(host + target))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(String.join("&", body)))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
