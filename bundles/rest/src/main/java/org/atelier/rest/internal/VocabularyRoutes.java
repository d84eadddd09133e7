package org.atelier.rest.internal;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atelier.domain.Lookup;
import org.atelier.domain.Vocabulary;
import org.atelier.domain.Vocabulary.Creation;
import org.atelier.domain.Vocabulary.Deletion;
import org.atelier.domain.Vocabulary.Kind;
import org.atelier.domain.Vocabulary.Term;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;

/** Tags, or roles, or badges, as things of their own. */
final class VocabularyRoutes {
    /** The longest name of a new word, in characters. */
    private static final int MAX_NAME = 100;

    private static final String NAME = "name";
    private static final String DETAILS = "details";
    private static final String NOTE = "note";

    private final Vocabulary vocabulary;
    private final Kind kind;
    private final String uses;
    private final String address;

    /** @param uses what carries words of the kind, in the plural, such as {@code events} */
    VocabularyRoutes(Vocabulary vocabulary, Kind kind, String uses) {
        this.vocabulary = vocabulary;
        this.kind = kind;
        this.uses = uses;
        address = Api.ROOT + "/" + kind.word() + "s";
    }

    /** The routes of every kind. */
    static List<Route> all(Vocabulary vocabulary) {
        return List.of(
                        new VocabularyRoutes(vocabulary, Kind.TAG, "events"),
                        new VocabularyRoutes(vocabulary, Kind.ROLE, "tasks"),
                        new VocabularyRoutes(vocabulary, Kind.BADGE, "awards"))
                .stream()
                .flatMap(routes -> routes.routes().stream())
                .toList();
    }

    private List<Route> routes() {
        return List.of(
                Route.get(address, Access.VIEWER, _ -> list()),
                Route.post(address, Access.EDITOR, this::create).consumes("application/json"),
                Route.get(address + "/{name}", Access.VIEWER, this::show),
                Route.delete(address + "/{name}", Access.ADMINISTRATOR, this::delete)
                        .query(NOTE));
    }

    private Response list() {
        return Response.json(
                200,
                Map.of(
                        kind.word() + "s",
                        vocabulary.all(kind).stream().map(this::json).toList()));
    }

    private Response show(Request request) {
        var name = request.variable(NAME);
        return switch (vocabulary.find(kind, name)) {
            case Lookup.Found<Term>(var term) -> Response.json(200, json(term));
            case Lookup.Moved<Term>(var to) -> Response.empty(308).header("Location", address(to));
            case Lookup.Missing<Term>() -> throw unknown(name);
        };
    }

    private Response create(Request request) throws IOException {
        var body = JsonObject.of(request.json(), List.of(NAME, DETAILS, NOTE));
        var name = fit(body.text(NAME));
        var by = Api.operation(
                kind.word() + ".create", request, body.optionalText(NOTE).orElse(""));
        return switch (vocabulary.create(kind, name, body.optionalText(DETAILS).orElse(""), by)) {
            case Creation.Created(var term) -> Response.json(201, json(term)).header("Location", address(term.name()));
            case Creation.Exists() ->
                throw refused("exists", "exists already", "There is a %s \"%s\" already.".formatted(kind.word(), name))
                        .exception();
            case Creation.LeadsElsewhere(var survivor) -> throw merged(name, survivor, "choose another name");
        };
    }

    /** A name that people can type, and that fits an address. */
    private static String fit(String name) {
        if (name.isEmpty()
                || name.length() > MAX_NAME
                || !name.equals(name.strip())
                || name.chars().anyMatch(c -> Character.isISOControl(c) || c == '/')) {
            throw Api.badValue(
                    NAME,
                    "A name has 1 to %d characters, none of them / or a control character, and no blanks around it."
                            .formatted(MAX_NAME));
        }
        return name;
    }

    private Response delete(Request request) {
        var name = request.variable(NAME);
        return switch (vocabulary.delete(kind, name, Api.operation(kind.word() + ".delete", request))) {
            case Deletion.Deleted() -> Response.empty(204);
            case Deletion.Missing() -> throw unknown(name);
            case Deletion.LeadsElsewhere(var survivor) ->
                throw merged(name, survivor, "delete that one if you mean it");
            case Deletion.InUse(var count) ->
                throw refused(
                                "in-use",
                                "is in use",
                                count == 0
                                        ? "Rows of a table that is not ours refer to \"%s\"; remove them first."
                                                .formatted(name)
                                        : "%,d %s the %s \"%s\"; take it off %s%s."
                                                .formatted(
                                                        count,
                                                        count == 1
                                                                ? uses.substring(0, uses.length() - 1) + " has"
                                                                : uses + " have",
                                                        kind.word(),
                                                        name,
                                                        count == 1 ? "that" : "them",
                                                        orMerge(", or merge it into another one")))
                        .with(uses, count)
                        .exception();
            case Deletion.ReliedOn(var by) ->
                throw refused(
                                "relied-on",
                                "is relied on",
                                "\"%s\" is relied on by %s; change that first%s."
                                        .formatted(
                                                name,
                                                String.join(", ", by),
                                                orMerge(
                                                        ", or merge the tag into another one: its name then leads there")))
                        .with("relied_on_by", by)
                        .exception();
        };
    }

    /** The advice, where words of the kind can be merged. */
    private String orMerge(String advice) {
        return kind == Kind.TAG ? advice : "";
    }

    private Problem refused(String code, String title, String detail) {
        return new Problem(409, kind.word() + "-" + code, "The " + kind.word() + " " + title, detail);
    }

    private ProblemException merged(String name, String survivor, String advice) {
        return refused(
                        "merged",
                        "was merged",
                        "\"%s\" was merged into \"%s\", and whoever asks for it gets that one; %s."
                                .formatted(name, survivor, advice))
                .with("survivor", survivor)
                .exception();
    }

    private ProblemException unknown(String name) {
        return Problem.notFound(
                        "unknown-" + kind.word(),
                        "Unknown " + kind.word(),
                        "There is no %s \"%s\"; GET %s lists them.".formatted(kind.word(), name, address))
                .with(kind.word(), name)
                .exception();
    }

    private String address(String name) {
        return address + "/" + Api.segment(name);
    }

    private Map<String, Object> json(Term term) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", term.id());
        json.put(NAME, term.name());
        json.put(DETAILS, term.details());
        json.put(uses, term.uses());
        if (kind == Kind.TAG) {
            json.put("retired", term.retired());
        }
        json.put("relied_on_by", term.reliedOnBy());
        return json;
    }
}
