package org.atelier.http;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a request was refused or failed (RFC 9457). It speaks to clients: no stack traces, no secrets.
 *
 * @param status from 400 to 599
 * @param code what programs read, in lower case with hyphens, such as {@code unknown-tag}
 * @param title the kind of problem in few words, always the same for a code
 * @param detail what went wrong this time, where, and what to do next
 * @param members further members, in order; values as Jackson writes them
 * @param headers of the answer, such as {@code Retry-After}
 */
public record Problem(
        int status,
        String code,
        String title,
        String detail,
        Map<String, Object> members,
        Map<String, String> headers) {
    /** Precedes the code in the member {@code type}. */
    public static final String TYPE_PREFIX = "urn:atelier:problem:";

    public Problem {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("not the status of a problem: " + status);
        }
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    public Problem(int status, String code, String title, String detail) {
        this(status, code, title, detail, Map.of(), Map.of());
    }

    public static Problem badRequest(String code, String title, String detail) {
        return new Problem(400, code, title, detail);
    }

    public static Problem notFound(String code, String title, String detail) {
        return new Problem(404, code, title, detail);
    }

    /** What clients are told about a failure that is ours. */
    public static Problem internalError(String requestId) {
        return new Problem(
                500,
                "internal-error",
                "Internal error",
                "Something failed that should not have; the log says what, under the request id " + requestId + ".");
    }

    /** This problem with one more member, or another value for it. */
    public Problem with(String member, Object value) {
        var more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(status, code, title, detail, more, headers);
    }

    /** This problem with one more header, or another value for it. */
    public Problem withHeader(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(status, code, title, detail, members, more);
    }

    public ProblemException exception() {
        return new ProblemException(this);
    }

    public ProblemException exception(Throwable cause) {
        return new ProblemException(this, cause);
    }

    /** The problem as a JSON object. */
    public Map<String, Object> json(String instance, String requestId) {
        var json = new LinkedHashMap<String, Object>();
        json.put("type", TYPE_PREFIX + code);
        json.put("title", title);
        json.put("status", status);
        json.put("detail", detail);
        json.put("instance", instance);
        json.put("code", code);
        json.putAll(members);
        json.put("request_id", requestId);
        return json;
    }

    /** The problem as the client likes it better: a page of its own for people, {@code problem+json} for programs. */
    public Response responseTo(Collection<String> accept, String instance, String requestId) {
        return PlainPage.suits(accept) ? PlainPage.of(this, requestId) : response(instance, requestId);
    }

    /** The problem as an answer to programs. */
    public Response response(String instance, String requestId) {
        var response = Response.json(status, json(instance, requestId), "application/problem+json")
                .header("Cache-Control", "no-store");
        for (var header : headers.entrySet()) {
            response = response.header(header.getKey(), header.getValue());
        }
        return response;
    }
}
