package org.atelier.http;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * One address, one method, and what answers there.
 *
 * @param path a template such as {@code /api/v1/events/{slug}}; a variable is one whole segment
 * @param query the names of the query parameters it knows; any other is refused
 * @param otherQuery whether any other is let pass instead, unread
 * @param consumes the media types a body may have; without any, a body is not read
 * @param bodyOptional whether there may be no body, and no media type then
 * @param maxBody the largest body it takes, in bytes
 * @param isAlways whether it answers however much there is to do: for what tells how the platform fares
 */
public record Route(
        Method method,
        String path,
        Access access,
        Set<String> query,
        boolean otherQuery,
        List<String> consumes,
        boolean bodyOptional,
        long maxBody,
        boolean isAlways,
        Handler handler) {
    /** The largest body unless a route says otherwise, in bytes: 1 MiB. */
    public static final long DEFAULT_MAX_BODY = 1 << 20;

    /** The media types of a form sent by a browser. */
    public static final List<String> FORM = List.of("application/x-www-form-urlencoded", "multipart/form-data");

    public Route {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(handler, "handler");
        query = Set.copyOf(query);
        consumes = List.copyOf(consumes);
    }

    public static Route get(String path, Access access, Handler handler) {
        return of(Method.GET, path, access, handler);
    }

    public static Route post(String path, Access access, Handler handler) {
        return of(Method.POST, path, access, handler);
    }

    public static Route put(String path, Access access, Handler handler) {
        return of(Method.PUT, path, access, handler);
    }

    public static Route delete(String path, Access access, Handler handler) {
        return of(Method.DELETE, path, access, handler);
    }

    private static Route of(Method method, String path, Access access, Handler handler) {
        return new Route(method, path, access, Set.of(), false, List.of(), false, DEFAULT_MAX_BODY, false, handler);
    }

    /** This route, knowing these query parameters. */
    public Route query(String... names) {
        return new Route(
                method, path, access, Set.of(names), otherQuery, consumes, bodyOptional, maxBody, isAlways, handler);
    }

    /** This route, letting other query parameters pass: only where another party's standard demands it. */
    public Route orOtherQuery() {
        return new Route(method, path, access, query, true, consumes, bodyOptional, maxBody, isAlways, handler);
    }

    /** This route, taking bodies of these media types. */
    public Route consumes(String... mediaTypes) {
        return new Route(
                method, path, access, query, otherQuery, List.of(mediaTypes), bodyOptional, maxBody, isAlways, handler);
    }

    /** This route, taking also a request without a body. */
    public Route orNoBody() {
        return new Route(method, path, access, query, otherQuery, consumes, true, maxBody, isAlways, handler);
    }

    /** This route, taking what a browser's form sends. */
    public Route consumesForm() {
        return new Route(method, path, access, query, otherQuery, FORM, bodyOptional, maxBody, isAlways, handler);
    }

    /** This route, taking bodies of at most this many bytes. */
    public Route maxBody(long bytes) {
        return new Route(method, path, access, query, otherQuery, consumes, bodyOptional, bytes, isAlways, handler);
    }

    /** This route, answering however much there is to do: it does next to nothing, and waits for nobody. */
    public Route always() {
        return new Route(method, path, access, query, otherQuery, consumes, bodyOptional, maxBody, true, handler);
    }

    String knownParameters() {
        return query.isEmpty() ? "this address knows none" : "known here: " + String.join(", ", new TreeSet<>(query));
    }
}
