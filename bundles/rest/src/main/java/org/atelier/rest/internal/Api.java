package org.atelier.rest.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import org.atelier.domain.Day;
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

    /** The parameter {@code limit}, a number from 1 to the largest. */
    static int limit(Request request, int usual, int largest) {
        return whole(request, "limit", usual, largest);
    }

    /** A parameter that is a number from 1 to the largest, which has at most four digits. */
    static int whole(Request request, String parameter, int usual, int largest) {
        var text = request.query(parameter);
        if (text.isEmpty()) {
            return usual;
        }
        var number = text.get().matches("[0-9]{1,4}") ? Integer.parseInt(text.get()) : 0;
        if (number < 1 || number > largest) {
            throw badValue(
                    parameter, "The parameter \"%s\" must be a number from 1 to %d.".formatted(parameter, largest));
        }
        return number;
    }

    /** A parameter that is an id, or a place in a feed. */
    static Optional<Long> id(Request request, String parameter) {
        return request.query(parameter).map(text -> {
            if (!text.matches("[0-9]{1,18}")) {
                throw badValue(parameter, "The parameter \"%s\" must be a number.".formatted(parameter));
            }
            return Long.valueOf(text);
        });
    }

    /** A parameter that is a day. */
    static Optional<LocalDate> day(Request request, String parameter) {
        return request.query(parameter)
                .map(text -> Day.of(text)
                        .orElseThrow(() -> badValue(
                                parameter,
                                "The parameter \"%s\" must be a day, such as 2016-04-30.".formatted(parameter))));
    }

    /** The name as one segment of a path. */
    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
