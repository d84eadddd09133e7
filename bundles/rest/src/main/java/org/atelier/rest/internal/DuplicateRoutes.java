package org.atelier.rest.internal;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.atelier.duplicates.DismissOutcome;
import org.atelier.duplicates.Dismissal;
import org.atelier.duplicates.Duplicate;
import org.atelier.duplicates.DuplicateQuery;
import org.atelier.duplicates.Duplicates;
import org.atelier.duplicates.Kind;
import org.atelier.duplicates.Reason;
import org.atelier.duplicates.Rule;
import org.atelier.duplicates.Suspect;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;

/** Records that may be there twice, and what was said to it. */
final class DuplicateRoutes {
    private static final String DUPLICATES = Api.ROOT + "/duplicates";
    private static final String OF_KIND = DUPLICATES + "/{kind}";
    private static final String DISMISSALS = OF_KIND + "/dismissals";
    private static final String PAIR = DISMISSALS + "/{a}/{b}";
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    private final Duplicates duplicates;

    DuplicateRoutes(Duplicates duplicates) {
        this.duplicates = duplicates;
    }

    List<Route> routes() {
        return List.of(
                Route.get(OF_KIND, Access.VIEWER, this::list).query("rule", "minimum", "page", "limit"),
                Route.get(OF_KIND + "/rules", Access.VIEWER, this::rules),
                Route.get(DISMISSALS, Access.VIEWER, this::dismissals).query("page", "limit"),
                Route.post(DISMISSALS, Access.EDITOR, this::dismiss).consumes("application/json"),
                Route.delete(PAIR, Access.EDITOR, this::restore).query("note"));
    }

    private Response list(Request request) {
        var kind = kind(request);
        var rule = request.query("rule");
        rule.ifPresent(name -> requireRule(kind, name));
        var page = number(request, "page", 1, 1, 1_000_000);
        var limit = Api.limit(request, DEFAULT_LIMIT, MAX_LIMIT);
        var minimum = number(request, "minimum", DuplicateQuery.USUAL_MINIMUM, 1, 99);
        var found = duplicates.find(new DuplicateQuery(kind, rule, minimum, page, limit));
        var json = new LinkedHashMap<String, Object>();
        json.put(
                "duplicates",
                found.duplicates().stream().map(DuplicateRoutes::json).toList());
        json.put("total", found.total());
        json.put("page", page);
        json.put("next", (long) page * limit < found.total() ? page + 1 : null);
        json.put("cut", found.cut());
        return Response.json(200, json);
    }

    private Response rules(Request request) {
        return Response.json(
                200,
                Map.of(
                        "rules",
                        duplicates.rules(kind(request)).stream()
                                .map(DuplicateRoutes::json)
                                .toList()));
    }

    private Response dismissals(Request request) {
        var page = number(request, "page", 1, 1, 1_000_000);
        var limit = Api.limit(request, DEFAULT_LIMIT, MAX_LIMIT);
        var all = duplicates.dismissals(kind(request));
        var json = new LinkedHashMap<String, Object>();
        json.put(
                "dismissals",
                all.stream()
                        .skip((page - 1L) * limit)
                        .limit(limit)
                        .map(DuplicateRoutes::json)
                        .toList());
        json.put("total", all.size());
        json.put("page", page);
        json.put("next", (long) page * limit < all.size() ? page + 1 : null);
        return Response.json(200, json);
    }

    private Response dismiss(Request request) throws IOException {
        var kind = kind(request);
        var body = JsonObject.of(request.json(), List.of("a", "b", "reason"));
        var reason = body.optionalText("reason").orElse("").strip();
        var by = Api.operation("duplicate.dismiss", request, reason);
        return switch (duplicates.dismiss(kind, body.text("a"), body.text("b"), reason, by)) {
            case DismissOutcome.Done(var dismissal) ->
                Response.json(201, json(dismissal)).header("Location", address(dismissal));
            case DismissOutcome.Already(var dismissal) -> Response.json(200, json(dismissal));
            case DismissOutcome.UnknownRecord(var name) ->
                throw Problem.notFound(
                                "unknown-record",
                                "Unknown record",
                                "There is no %s \"%s\".".formatted(kind.word(), name))
                        .with("record", name)
                        .exception();
            case DismissOutcome.SameRecord(var slug) ->
                throw new Problem(
                                409,
                                "same-record",
                                "The same record twice",
                                "Both names mean the %s \"%s\".".formatted(kind.word(), slug))
                        .exception();
            case DismissOutcome.NotSaid() -> throw notSaid(kind);
        };
    }

    private Response restore(Request request) {
        var kind = kind(request);
        var a = id(request, "a", kind);
        var b = id(request, "b", kind);
        var by = Api.operation("duplicate.restore", request);
        if (duplicates.restore(kind, a, b, by) instanceof DismissOutcome.Done) {
            return Response.empty(204);
        }
        throw notSaid(kind);
    }

    private static ProblemException notSaid(Kind kind) {
        return Problem.notFound(
                        "unknown-dismissal",
                        "Unknown dismissal",
                        "Nobody said of these two that they are not one; GET %s/%s/dismissals lists of whom it was said."
                                .formatted(DUPLICATES, kind.plural()))
                .exception();
    }

    private static Kind kind(Request request) {
        var name = request.variable("kind");
        return Kind.ofPlural(name)
                .orElseThrow(() -> Problem.notFound(
                                "unknown-kind",
                                "Unknown kind",
                                "Duplicates are looked for among events and people, not \"%1$s\": GET %2$s/events, %2$s/people."
                                        .formatted(name, DUPLICATES))
                        .with("kind", name)
                        .exception());
    }

    private static long id(Request request, String variable, Kind kind) {
        var text = request.variable(variable);
        if (!text.matches("[0-9]{1,18}")) {
            throw notSaid(kind);
        }
        return Long.parseLong(text);
    }

    private void requireRule(Kind kind, String name) {
        var known = duplicates.rules(kind).stream().map(Rule::name).toList();
        if (!known.contains(name)) {
            throw Api.badValue(
                    "rule", "There is no rule \"%s\"; there are %s.".formatted(name, String.join(", ", known)));
        }
    }

    private static int number(Request request, String parameter, int usual, int least, int most) {
        return request.query(parameter)
                .map(text -> {
                    var number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
                    if (number < least || number > most) {
                        throw Api.badValue(
                                parameter,
                                "The parameter \"%s\" must be a number from %,d to %,d."
                                        .formatted(parameter, least, most));
                    }
                    return number;
                })
                .orElse(usual);
    }

    private static String address(Dismissal dismissal) {
        return "%s/%s/dismissals/%d/%d"
                .formatted(
                        DUPLICATES,
                        dismissal.kind().plural(),
                        dismissal.a().id(),
                        dismissal.b().id());
    }

    private static Map<String, Object> json(Duplicate found) {
        var json = new LinkedHashMap<String, Object>();
        json.put("score", found.score());
        json.put("a", json(found.a()));
        json.put("b", json(found.b()));
        json.put("reasons", found.reasons().stream().map(DuplicateRoutes::json).toList());
        return json;
    }

    private static Map<String, Object> json(Suspect suspect) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", suspect.id());
        json.put("slug", suspect.slug());
        json.put("name", suspect.name());
        json.put(
                "values",
                suspect.facts().stream()
                        .filter(fact -> !fact.value().isEmpty())
                        .collect(Collectors.toMap(
                                Suspect.Fact::name, Suspect.Fact::value, (one, _) -> one, LinkedHashMap::new)));
        return json;
    }

    static Map<String, Object> json(Reason reason) {
        var json = new LinkedHashMap<String, Object>();
        json.put("rule", reason.rule().name());
        json.put("weight", reason.weight());
        json.put("words", reason.words());
        return json;
    }

    private static Map<String, Object> json(Rule rule) {
        var json = new LinkedHashMap<String, Object>();
        json.put("rule", rule.name());
        json.put("label", rule.label());
        json.put("weight", rule.weight());
        return json;
    }

    private static Map<String, Object> json(Dismissal dismissal) {
        var json = new LinkedHashMap<String, Object>();
        json.put("a", json(dismissal.a()));
        json.put("b", json(dismissal.b()));
        json.put("reason", dismissal.reason());
        json.put("actor", dismissal.actor());
        json.put("at", dismissal.at().toString());
        json.put("operation", dismissal.operation());
        json.put(
                "state",
                dismissal.state().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        return json;
    }

    private static Map<String, Object> json(Dismissal.Party party) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", party.id());
        json.put("slug", party.slug());
        json.put("now", party.nowSlug());
        return json;
    }
}
