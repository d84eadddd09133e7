package org.atelier.rest.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.atelier.domain.NewOperation;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.http.Request;

/** What the routes of the API have in common. */
final class Api {
    static final String ROOT = "/api/v1";

    /** The longest note an operation can have, in characters. */
    static final int MAX_NOTE = 1_000;

    private Api() {}

    /** The operation this request starts, with the note of its query parameter {@code note}. */
    static NewOperation operation(String kind, Request request) {
        return operation(kind, request, request.query("note").orElse(""));
    }

    static NewOperation operation(String kind, Request request, String note) {
        if (note.length() > MAX_NOTE) {
            throw badValue("note", "A note may have at most %,d characters.".formatted(MAX_NOTE));
        }
        return new NewOperation(kind, request.requireActor().name(), request.id(), note);
    }

    static ProblemException badValue(String parameter, String detail) {
        return Problem.badRequest("bad-value", "Bad value", detail)
                .with("parameter", parameter)
                .exception();
    }

    /** The name as one segment of a path. */
    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
