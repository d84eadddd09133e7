package org.atelier.rest.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is sent gets an answer, and it is never the platform's fault. */
class AnyRequestTest {
    private static ApiFixture api;

    @BeforeContainer
    static void start() {
        api = new ApiFixture(Fakes.everyRoute());
    }

    @AfterContainer
    static void stop() {
        api.close();
    }

    @Property(tries = 400)
    void every_target_is_answered(
            @ForAll("methods") String method, @ForAll("paths") String path, @ForAll("queries") String query) {
        answered(method, path + query, "", "");
    }

    @Property(tries = 400)
    void every_body_is_answered(
            @ForAll("bodyTargets") String target, @ForAll("types") String type, @ForAll("bodies") String body) {
        answered("POST", target, "Content-Type: " + type + "\r\n", body);
    }

    @Property(tries = 200)
    void every_header_is_answered(@ForAll("headers") String header, @ForAll("values") String value) {
        answered("GET", "/api/v1/events/published", header + ": " + value + "\r\n", "");
    }

    private static void answered(String method, String target, String headers, String body) {
        var length = body.getBytes(StandardCharsets.ISO_8859_1).length;
        var answer = api.http.raw(method + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Authorization: Bearer t\r\nContent-Length: " + length + "\r\n" + headers + "\r\n" + body);
        assertTrue(answer.matches("(?s)HTTP/1\\.1 [234][0-9][0-9] .*"), () -> method + " " + target + "\n" + answer);
        assertTrue(!answer.contains("\tat "), answer);
    }

    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.of("GET", "HEAD", "PUT", "DELETE", "POST", "OPTIONS", "PATCH", "TRACE", "get", "X-Y");
    }

    @Provide
    Arbitrary<String> paths() {
        var segment = Arbitraries.oneOf(
                Arbitraries.of(
                        "api",
                        "v1",
                        "events",
                        "published",
                        "published.yaml",
                        "export",
                        "badges.json",
                        "tags",
                        "merges",
                        "plan",
                        "kinds",
                        "event",
                        "imports",
                        "amy",
                        "records",
                        "task",
                        "choices",
                        "uses",
                        Fakes.OneEvent.SLUG,
                        "2015-old",
                        "7",
                        "1"),
                Arbitraries.of(
                        "..", ".", "", "%2e%2e", "%2F", "%5C", ";a=b", "%00", "%c3%28", "%zz", "%", "+", "%E2%82%AC"),
                Arbitraries.strings()
                        .withCharRange('!', '~')
                        .excludeChars('#', '?')
                        .ofMaxLength(12));
        return segment.list().ofMaxSize(5).map(segments -> "/api/v1/" + String.join("/", segments));
    }

    @Provide
    Arbitrary<String> queries() {
        var name = Arbitraries.of(
                "tag", "host", "administrator", "format", "search", "limit", "note", "where", "sort", "x", "", "%zz");
        var value = Arbitraries.oneOf(
                Arbitraries.of(
                        "DC", "yaml", "json", "7", "%00", "%c3%28", "%", "99999999999999999999", "-1", "%ED%A0%80"),
                Arbitraries.strings().withCharRange('!', '~').excludeChars('#').ofMaxLength(20));
        return Combinators.combine(name, value)
                .as((n, v) -> n + "=" + v)
                .list()
                .ofMaxSize(3)
                .map(pairs -> pairs.isEmpty() ? "" : "?" + String.join("&", pairs));
    }

    @Provide
    Arbitrary<String> bodyTargets() {
        return Arbitraries.of(
                "/api/v1/merges/plan",
                "/api/v1/merges",
                "/api/v1/records/event",
                "/api/v1/imports/amy",
                "/api/v1/imports/amy?skip-bad");
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.frequency(
                Tuple.of(5, "application/json"),
                Tuple.of(5, "multipart/form-data; boundary=XX"),
                Tuple.of(1, "multipart/form-data"),
                Tuple.of(1, "multipart/form-data; boundary="),
                Tuple.of(1, "multipart/form-data; boundary=\"" + "x".repeat(200) + "\""),
                Tuple.of(1, "multipart/form-data; boundary=\"XX"),
                Tuple.of(1, ";;;"),
                Tuple.of(1, "text/plain"));
    }

    @Provide
    Arbitrary<String> bodies() {
        var json = Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"kind\"",
                        "\"event\"",
                        "\"a\"",
                        "\"b\"",
                        "\"base\"",
                        "\"choices\"",
                        "\"tags\"",
                        "\"default\"",
                        "\"start\"",
                        "\"attendance\"",
                        "\"fingerprint\"",
                        "1",
                        "-1e999",
                        "null",
                        "true",
                        "\"\\u0000\"",
                        "\"\\ud800\"",
                        "\u00ff",
                        " ")
                .list()
                .ofMaxSize(30)
                .map(tokens -> String.join("", tokens));
        var multipart = Arbitraries.of(
                        "--XX",
                        "--XX--",
                        "\r\n",
                        "\r\n\r\n",
                        "Content-Disposition: form-data; name=\"file\"",
                        "; filename=\"a.yml\"",
                        "; filename*=utf-8''%zz",
                        "Content-Type: application/yaml",
                        ":",
                        "badges:\n",
                        "- name: x\n  persons: []\n",
                        "events: {}\n",
                        "&a [*a, *a]\n",
                        "!!java.lang.Object {}\n",
                        "\u0000",
                        "\t")
                .list()
                .ofMaxSize(20)
                .map(tokens -> String.join("", tokens));
        var whole = multipart.map(
                content -> "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.yml\"\r\n\r\n" + content
                        + "\r\n--XX--\r\n");
        return Arbitraries.oneOf(
                json,
                multipart,
                whole,
                Arbitraries.strings().withCharRange('\u0000', '\u00ff').ofMaxLength(100));
    }

    @Provide
    Arbitrary<String> headers() {
        return Arbitraries.of(
                "Accept",
                "If-None-Match",
                "X-Request-Id",
                "Cookie",
                "Content-Type",
                "Accept-Encoding",
                "Range",
                "Sec-Fetch-Site",
                "X-CSRF-Token",
                "Expect",
                "If-Match",
                "X-Forwarded-For");
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(60);
    }
}
