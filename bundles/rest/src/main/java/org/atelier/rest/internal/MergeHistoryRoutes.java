package org.atelier.rest.internal;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.merge.engine.ExplanationJson;
import org.atelier.merge.engine.MergeHistory;
import org.atelier.merge.engine.MergeQuery;

/** What was merged, and where everything in a record came from. */
final class MergeHistoryRoutes {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    private final MergeHistory history;

    MergeHistoryRoutes(MergeHistory history) {
        this.history = history;
    }

    List<Route> routes() {
        return List.of(
                Route.get(MergeRoutes.MERGES, Access.VIEWER, this::merges).query("kind", "record", "before", "limit"),
                Route.get(MergeRoutes.MERGES + "/explain", Access.VIEWER, this::explain)
                        .query("kind", "record"));
    }

    private Response merges(Request request) {
        var kind = request.query("kind");
        var record = request.query("record");
        if (record.isPresent() && kind.isEmpty()) {
            throw missing("kind", "The parameter \"record\" needs the parameter \"kind\": names are of a kind.");
        }
        var limit = Api.limit(request, DEFAULT_LIMIT, MAX_LIMIT);
        var before = Api.id(request, "before");
        // one more than is told shows whether there are more
        var found = MergeProblems.asking(() -> history.merges(new MergeQuery(kind, record, before, limit + 1)));
        var told = found.subList(0, Math.min(limit, found.size()));
        var json = new LinkedHashMap<String, Object>();
        json.put("merges", told.stream().map(MergeJson::summary).toList());
        json.put(
                "next",
                Optional.of(told)
                        .filter(_ -> found.size() > limit)
                        .map(merges -> merges.getLast().id())
                        .orElse(null));
        return Response.json(200, json);
    }

    private Response explain(Request request) {
        var kind = required(request, "kind");
        var record = required(request, "record");
        var explanation = MergeProblems.asking(() -> history.explain(kind, record));
        return Response.bytes(
                200, "application/json", ExplanationJson.write(explanation).getBytes(StandardCharsets.UTF_8));
    }

    private static String required(Request request, String name) {
        return request.query(name).orElseThrow(() -> missing(name, "The parameter \"%s\" is missing.".formatted(name)));
    }

    private static org.atelier.http.ProblemException missing(String parameter, String detail) {
        return Problem.badRequest("missing-parameter", "Missing parameter", detail)
                .with("parameter", parameter)
                .exception();
    }
}
