package org.atelier.rest.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.atelier.history.History;
import org.atelier.history.HistoryException;
import org.atelier.history.LogQuery;
import org.atelier.history.Times;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;

/** The log of operations, each row by row; the timeline of any record, and the record as it once was. */
final class HistoryRoutes {
    static final String OPERATIONS = Api.ROOT + "/operations";
    private static final String HISTORY = Api.ROOT + "/history";
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    private final History history;

    HistoryRoutes(History history) {
        this.history = history;
    }

    List<Route> routes() {
        return List.of(
                Route.get(OPERATIONS, Access.VIEWER, this::log)
                        .query("actor", "operation", "kind", "from", "to", "request", "text", "before", "limit"),
                Route.get(OPERATIONS + "/{id}", Access.VIEWER, this::operation).query("after", "limit"),
                Route.get(HISTORY, Access.VIEWER, this::kinds),
                Route.get(HISTORY + "/{kind}/{record}", Access.VIEWER, this::record)
                        .query("at", "before", "limit"));
    }

    private Response log(Request request) {
        var limit = Api.limit(request, DEFAULT_LIMIT, MAX_LIMIT);
        var query = new LogQuery(
                request.query("actor"),
                request.query("operation"),
                request.query("kind"),
                instant(request, "from", Times::from),
                instant(request, "to", Times::to),
                request.query("request"),
                request.query("text"),
                Api.id(request, "before"),
                // one more than is told shows whether there are more
                limit + 1);
        var found = asking(() -> history.log(query));
        var told = found.subList(0, Math.min(limit, found.size()));
        var json = new LinkedHashMap<String, Object>();
        json.put("operations", told.stream().map(HistoryJson::line).toList());
        json.put(
                "next", found.size() > limit ? (Long) told.getLast().operation().id() : null);
        return Response.json(200, json);
    }

    private Response operation(Request request) {
        var id = request.variable("id");
        var limit = Api.limit(request, DEFAULT_LIMIT, MAX_LIMIT);
        var after = Api.id(request, "after").orElse(0L);
        return Optional.of(id)
                .filter(text -> text.matches("[0-9]{1,18}"))
                .flatMap(text -> history.operation(Long.parseLong(text), after, limit))
                .map(found -> Response.json(200, HistoryJson.whole(found)))
                .orElseThrow(() -> Problem.notFound(
                                "unknown-operation", "Unknown operation", "There is no operation \"%s\".".formatted(id))
                        .exception());
    }

    private Response kinds(Request request) {
        var kinds = new ArrayList<Map<String, String>>();
        history.kinds().forEach((kind, label) -> kinds.add(Map.of("kind", kind, "label", label)));
        return Response.json(200, Map.of("kinds", kinds));
    }

    private Response record(Request request) {
        var kind = request.variable("kind");
        var record = request.variable("record");
        var at = instant(request, "at", Times::from);
        if (at.isPresent()) {
            return Response.json(200, HistoryJson.moment(asking(() -> history.at(kind, record, at.get()))));
        }
        var limit = Api.limit(request, DEFAULT_LIMIT, MAX_LIMIT);
        var before = Api.id(request, "before");
        return Response.json(200, HistoryJson.timeline(asking(() -> history.timeline(kind, record, before, limit))));
    }

    private static Optional<Instant> instant(
            Request request, String parameter, Function<String, Optional<Instant>> reading) {
        return request.query(parameter)
                .map(text -> reading.apply(text)
                        .orElseThrow(() -> Api.badValue(
                                parameter,
                                "The parameter \"%s\" must be a day or an instant in UTC, such as 2016-04-06 or 2016-04-06T12:00:00Z (ISO 8601)."
                                        .formatted(parameter))));
    }

    private static <R> R asking(Supplier<R> question) {
        try {
            return question.get();
        } catch (HistoryException e) {
            throw problem(e);
        }
    }

    private static ProblemException problem(HistoryException e) {
        var kind = e.code() == HistoryException.Code.UNKNOWN_KIND;
        return new Problem(
                        404,
                        kind ? "unknown-kind" : "unknown-record",
                        kind ? "Unknown kind" : "Unknown record",
                        Character.toUpperCase(e.getMessage().charAt(0))
                                + e.getMessage().substring(1) + ".")
                .exception(e);
    }
}
