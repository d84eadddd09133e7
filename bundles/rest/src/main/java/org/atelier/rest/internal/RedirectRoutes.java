package org.atelier.rest.internal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.atelier.http.Access;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.merge.engine.MergeHistory;
import org.atelier.merge.engine.Merges;
import org.atelier.merge.engine.RedirectChange;
import org.atelier.merge.engine.RedirectQuery;

/**
 * The names that lead elsewhere since something was merged, for websites and those who check links. Public but for
 * people: a username is nobody else's business.
 */
final class RedirectRoutes {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    /** The kind whose names only administrators may know. */
    private static final String PERSON = "person";

    private final MergeHistory history;
    private final Merges merges;

    RedirectRoutes(MergeHistory history, Merges merges) {
        this.history = history;
        this.merges = merges;
    }

    List<Route> routes() {
        return List.of(Route.get(Api.ROOT + "/redirects", Access.PUBLIC, this::redirects)
                .query("since", "kind", "after", "limit"));
    }

    private Response redirects(Request request) {
        var limit = Api.limit(request, DEFAULT_LIMIT, MAX_LIMIT);
        var since = request.query("since").map(RedirectRoutes::instant);
        var after = Api.id(request, "after");
        var kinds = kinds(request);
        // one more than is told shows whether there are more
        var found = MergeProblems.asking(() -> history.redirects(new RedirectQuery(kinds, since, after, limit + 1)));
        var told = found.subList(0, Math.min(limit, found.size()));
        var json = new LinkedHashMap<String, Object>();
        json.put("redirects", told.stream().map(RedirectRoutes::json).toList());
        json.put("more", found.size() > limit);
        // also at the end: who comes again with it misses nothing, and gets nothing twice
        json.put(
                "next",
                told.isEmpty() ? after.orElse(null) : (Long) told.getLast().cursor());
        return Response.json(200, json);
    }

    private Set<String> kinds(Request request) {
        var asked = request.query("kind");
        if (asked.equals(Optional.of(PERSON))) {
            request.requireActor();
        }
        if (asked.isPresent()) {
            return Set.of(asked.get());
        }
        var open = new TreeSet<>(merges.kinds().keySet());
        open.remove(PERSON);
        return open;
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException _) {
            throw Api.badValue(
                    "since", "The parameter \"since\" must be an instant such as 2026-01-31T12:00:00Z (ISO 8601).");
        }
    }

    private static Map<String, Object> json(RedirectChange change) {
        var json = new LinkedHashMap<String, Object>();
        json.put("kind", change.kind());
        json.put("form", change.form());
        json.put("from", change.from());
        json.put("to", change.to().orElse(null));
        json.put("at", change.at().toString());
        json.put("operation", change.operation());
        return json;
    }
}
