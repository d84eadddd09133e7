package org.atelier.rest.internal;

import java.util.List;
import java.util.Map;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.merge.engine.Candidates;

/** Finding the two records of a merge by what people know of them. */
final class CandidateRoutes {
    private static final int DEFAULT_LIMIT = 10;

    /** The longest text that is searched for, in characters. */
    private static final int MAX_SEARCH = 200;

    private final Candidates candidates;

    CandidateRoutes(Candidates candidates) {
        this.candidates = candidates;
    }

    List<Route> routes() {
        return List.of(Route.get(MergeRoutes.MERGES + "/candidates", Access.VIEWER, this::search)
                .query("kind", "search", "limit"));
    }

    private Response search(Request request) {
        var kind = request.query("kind")
                .orElseThrow(() -> Problem.badRequest(
                                "missing-parameter", "Missing parameter", "The parameter \"kind\" is missing.")
                        .with("parameter", "kind")
                        .exception());
        var text = request.query("search").orElse("");
        if (text.length() > MAX_SEARCH) {
            throw Api.badValue("search", "At most %d characters can be searched for.".formatted(MAX_SEARCH));
        }
        var limit = Api.limit(request, DEFAULT_LIMIT, Candidates.MAX_FOUND);
        var found = MergeProblems.asking(() -> candidates.search(kind, text, limit));
        return Response.json(
                200,
                Map.of(
                        "candidates",
                        found.stream()
                                .map(one -> Map.of("id", one.id(), "slug", one.name(), "known", one.known()))
                                .toList()));
    }
}
