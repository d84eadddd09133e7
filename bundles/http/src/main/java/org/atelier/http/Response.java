package org.atelier.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An answer. One with status 200 and an {@code ETag} becomes 304 by itself when the client already has it.
 *
 * @param headers in order; names may repeat
 */
public record Response(int status, List<Header> headers, List<Cookie> cookies, Body body) {
    /** As RFC 9110 has it, the day of the month with two digits. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    public Response {
        headers = List.copyOf(headers);
        cookies = List.copyOf(cookies);
    }

    /** One header field. */
    public record Header(String name, String value) {}

    /** What follows the headers. */
    public sealed interface Body {
        /** Nothing. */
        record Empty() implements Body {}

        /** All of it; not to be changed. */
        record Bytes(byte[] bytes) implements Body {}

        /**
         * Written piece by piece after the status was sent, so that errors can only end it early; what it holds is let
         * go of afterwards, also when nothing was written.
         */
        record Stream(Writer writer, Runnable release) implements Body {
            @Override
            public void close() {
                release.run();
            }
        }

        /** So many bytes, which are there already, though not in memory; let go of once they were sent, or not. */
        record Stored(long length, Writer writer, Runnable release) implements Body {
            @Override
            public void close() {
                release.run();
            }
        }

        /** Lets go of what the body holds. */
        default void close() {}
    }

    /** Writes a body piece by piece; flush to send what there is. */
    @FunctionalInterface
    public interface Writer {
        void write(OutputStream out) throws IOException;
    }

    public static Response empty(int status) {
        return new Response(status, List.of(), List.of(), new Body.Empty());
    }

    public static Response bytes(int status, String mediaType, byte[] bytes) {
        return empty(status).header("Content-Type", mediaType).body(new Body.Bytes(bytes));
    }

    public static Response stream(int status, String mediaType, Writer writer) {
        return empty(status).header("Content-Type", mediaType).body(new Body.Stream(writer, () -> {}));
    }

    public static Response html(int status, String page) {
        return bytes(status, "text/html;charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    /** The value as JSON: a map, a list, a tree, or a record of such. */
    public static Response json(int status, Object value) {
        return json(status, value, "application/json");
    }

    static Response json(int status, Object value, String mediaType) {
        try {
            return bytes(status, mediaType, Json.MAPPER.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write as JSON: " + value.getClass(), e);
        }
    }

    /** Look there now, with GET: the answer to a form that was accepted. */
    public static Response seeOther(String location) {
        return empty(303).header("Location", location);
    }

    /** It is there from now on. */
    public static Response movedPermanently(String location) {
        return empty(301).header("Location", location);
    }

    /** This answer with one more header. */
    public Response header(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Response(status, more, cookies, body);
    }

    /** This answer with a cookie. */
    public Response cookie(Cookie cookie) {
        var more = new ArrayList<>(cookies);
        more.add(cookie);
        return new Response(status, headers, more, body);
    }

    /** This answer, telling since when it is the same. */
    public Response lastModified(Instant changed) {
        return header("Last-Modified", HTTP_DATE.format(changed));
    }

    public Response body(Body other) {
        return new Response(status, headers, cookies, other);
    }

    /** The first header of this name, upper and lower case alike. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }
}
