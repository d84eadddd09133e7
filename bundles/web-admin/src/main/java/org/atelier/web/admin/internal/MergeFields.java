package org.atelier.web.admin.internal;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.atelier.http.Actor;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.http.Request;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.spi.Side;

/**
 * The fields of the merge form. The first two have the names AMY gave them, so that bookmarks keep working.
 *
 * @param choices a strategy's id by the name of what it decides
 */
record MergeFields(
        String a, String b, Side base, Map<String, String> choices, Action action, String fingerprint, String note) {
    static final String A = "event_a_0";
    static final String B = "event_b_0";
    static final String BASE = "base";
    static final String ACTION = "action";
    static final String FINGERPRINT = "fingerprint";
    static final String NOTE = "note";

    /** Precedes the name of the field or relation that a choice is for. */
    static final String CHOICE = "choices.";

    /** The longest note, in characters. */
    static final int MAX_NOTE = 1_000;

    private static final Set<String> KNOWN = Set.of(A, B, BASE, ACTION, FINGERPRINT, NOTE, Actor.CSRF_FIELD);

    /** What a button of the form does. */
    enum Action {
        COMPARE,
        PREVIEW,
        CONFIRM
    }

    static MergeFields read(Request request) throws IOException {
        var choices = new TreeMap<String, String>();
        for (var field : request.fields().entrySet()) {
            var name = field.getKey();
            if (field.getValue().size() != 1) {
                throw bad("The field \"%s\" may be given once only.".formatted(name));
            }
            if (name.startsWith(CHOICE)) {
                choices.put(name.substring(CHOICE.length()), field.getValue().getFirst());
            } else if (!KNOWN.contains(name)) {
                throw bad("There is no field \"%s\" in this form.".formatted(name));
            }
        }
        var note = request.field(NOTE).orElse("").strip();
        if (note.length() > MAX_NOTE) {
            throw bad("The note may have at most %,d characters.".formatted(MAX_NOTE));
        }
        return new MergeFields(
                require(request, A),
                require(request, B),
                base(request.field(BASE).orElse("")),
                choices,
                action(request.field(ACTION).orElse("")),
                request.field(FINGERPRINT).orElse(""),
                note);
    }

    MergeRequest wish(String kind) {
        return new MergeRequest(kind, a, b, base, choices, Optional.empty());
    }

    private static String require(Request request, String name) throws IOException {
        return request.field(name)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> bad("The field \"%s\" is missing.".formatted(name)));
    }

    private static Side base(String value) {
        return switch (value) {
            case "a" -> Side.A;
            case "b" -> Side.B;
            default -> throw bad("The field \"base\" must be a or b, not \"%s\".".formatted(value));
        };
    }

    private static Action action(String value) {
        return switch (value) {
            case "compare" -> Action.COMPARE;
            case "preview" -> Action.PREVIEW;
            case "confirm" -> Action.CONFIRM;
            default ->
                throw bad("The field \"action\" must be compare, preview or confirm, not \"%s\".".formatted(value));
        };
    }

    private static ProblemException bad(String detail) {
        return Problem.badRequest("bad-form", "This form cannot be read", detail + " Load the page again.")
                .exception();
    }
}
