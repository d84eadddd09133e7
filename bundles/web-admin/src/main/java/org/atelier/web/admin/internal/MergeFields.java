package org.atelier.web.admin.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.atelier.http.Actor;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.http.Request;
import org.atelier.merge.engine.MergeForm;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.spi.Side;

/**
 * The fields of the merge form. The first two have the names AMY gave them, so that bookmarks keep working.
 *
 * @param choices a strategy's id by the name of what it decides
 * @param seen what {@link Seen} wrote into the page that the form stood on; empty where it did not
 */
record MergeFields(
        String a,
        String b,
        Side base,
        Map<String, String> choices,
        Action action,
        String fingerprint,
        String seen,
        String note) {
    static final String BASE = "base";
    static final String ACTION = "action";
    static final String FINGERPRINT = "fingerprint";
    static final String NOTE = "note";
    static final String SEEN = "seen";

    /** Precedes the name of the field or relation that a choice is for. */
    static final String CHOICE = "choices.";

    /** The longest note, in characters. */
    static final int MAX_NOTE = 1_000;

    private static final Set<String> KNOWN = Set.of(BASE, ACTION, FINGERPRINT, SEEN, NOTE, Actor.CSRF_FIELD);

    /** What a button of the form does. */
    enum Action {
        COMPARE,
        /** As COMPARE, with A and B in each other's place. */
        SWAP,
        PREVIEW,
        CONFIRM
    }

    static MergeFields read(MergeKind kind, Request request) throws IOException {
        var choices = new TreeMap<String, String>();
        for (var field : request.fields().entrySet()) {
            var name = field.getKey();
            if (field.getValue().size() != 1) {
                throw bad("The field \"%s\" may be given once only.".formatted(name));
            }
            if (name.startsWith(CHOICE)) {
                choices.put(name.substring(CHOICE.length()), field.getValue().getFirst());
            } else if (!KNOWN.contains(name) && !name.equals(kind.a()) && !name.equals(kind.b())) {
                throw bad("There is no field \"%s\" in this form.".formatted(name));
            }
        }
        var note = request.field(NOTE).orElse("").strip();
        if (note.length() > MAX_NOTE) {
            throw bad("The note may have at most %,d characters.".formatted(MAX_NOTE));
        }
        return new MergeFields(
                require(request, kind.a()),
                require(request, kind.b()),
                base(request.field(BASE).orElse("")),
                choices,
                action(request.field(ACTION).orElse("")),
                request.field(FINGERPRINT).orElse(""),
                request.field(SEEN).orElse(""),
                note);
    }

    MergeRequest wish(String kind) {
        return new MergeRequest(kind, a, b, base, choices, Optional.empty());
    }

    /**
     * The same wish with A and B in each other's place: the same record survives, and what was kept of A is kept of B.
     *
     * @param form where a choice that names a side has its counterpart
     */
    MergeRequest swapped(String kind, MergeForm form) {
        var mirrored = new TreeMap<>(choices);
        Stream.concat(form.fields().stream(), form.relations().stream())
                .forEach(decision ->
                        mirrored.computeIfPresent(decision.name(), (_, id) -> mirror(id, decision.offers())));
        return new MergeRequest(kind, b, a, base.other(), mirrored, Optional.empty());
    }

    /** Strategies that name a side end in it, as {@code keep-a} and {@code keep-b} do. */
    private static String mirror(String id, List<MergeForm.Offer> offers) {
        var mirrored = id.endsWith("-a")
                ? id.substring(0, id.length() - 1) + "b"
                : id.endsWith("-b") ? id.substring(0, id.length() - 1) + "a" : id;
        return offers.stream().anyMatch(offer -> offer.id().equals(mirrored)) ? mirrored : id;
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
            case "swap" -> Action.SWAP;
            case "preview" -> Action.PREVIEW;
            case "confirm" -> Action.CONFIRM;
            default ->
                throw bad(
                        "The field \"action\" must be compare, swap, preview or confirm, not \"%s\".".formatted(value));
        };
    }

    private static ProblemException bad(String detail) {
        return Problem.badRequest("bad-form", "This form cannot be read", detail + " Load the page again.")
                .exception();
    }
}
