package org.atelier.rest.internal;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atelier.domain.Events;
import org.atelier.domain.Events.BulkTagging;
import org.atelier.domain.Events.TagOutcome;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;

/**
 * Events and their tags, for administrators: an event's record holds notes, fees and people's names, which the public feed
 * does not show.
 */
final class EventRoutes {
    private static final String EVENT = Api.ROOT + "/events/{slug}";
    private static final String EVENT_TAG = EVENT + "/tags/{name}";
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    /** The longest text that is searched for, in characters. */
    private static final int MAX_SEARCH = 200;

    private final Events events;

    EventRoutes(Events events) {
        this.events = events;
    }

    List<Route> routes() {
        return List.of(
                Route.get(Api.ROOT + "/events", Access.VIEWER, this::search).query("search", "limit"),
                Route.get(EVENT, Access.VIEWER, this::event),
                Route.post(Api.ROOT + "/taggings", Access.EDITOR, this::tagAll).consumes("application/json"),
                Route.put(EVENT_TAG, Access.EDITOR, request -> tag(request, "event.tag", events::tag))
                        .query("note"),
                Route.delete(EVENT_TAG, Access.EDITOR, request -> tag(request, "event.untag", events::untag))
                        .query("note"));
    }

    private Response search(Request request) {
        var text = request.query("search").orElse("");
        if (text.length() > MAX_SEARCH) {
            throw Api.badValue("search", "At most %d characters can be searched for.".formatted(MAX_SEARCH));
        }
        var found = events.search(text, Api.limit(request, DEFAULT_LIMIT, MAX_LIMIT));
        return Response.json(
                200, Map.of("events", found.stream().map(EventJson::summary).toList()));
    }

    private Response event(Request request) {
        var slug = request.variable("slug");
        return switch (events.find(slug)) {
            case Lookup.Found<?>(org.atelier.domain.EventDetails details) ->
                Response.json(200, EventJson.details(details));
            case Lookup.Moved<?>(var to) -> Response.movedPermanently(Api.ROOT + "/events/" + Api.segment(to));
            default -> throw unknownEvent(slug);
        };
    }

    /** Tags or untags several events, all or none. */
    private Response tagAll(Request request) throws IOException {
        var body = JsonObject.of(request.json(), List.of("tag", "events", "tagged", "note"));
        var slugs = body.listOfTexts("events");
        if (slugs.isEmpty() || slugs.size() > Events.MOST_AT_ONCE) {
            throw Api.badValue("events", "Name 1 to %d events.".formatted(Events.MOST_AT_ONCE));
        }
        var tag = body.text("tag");
        var tagged = body.flag("tagged");
        var by = Api.operation(
                tagged ? "event.tag" : "event.untag",
                request,
                body.optionalText("note").orElse(""));
        return switch (events.tagAll(slugs, tag, tagged, by)) {
            case BulkTagging.Changed changed -> tagging(changed.events(), changed.operation());
            case BulkTagging.Unchanged() -> tagging(0, null);
            case BulkTagging.NoSuchTag() -> throw unknownTag(tag);
            case BulkTagging.RetiredTag() -> throw retiredTag(tag);
            case BulkTagging.NoSuchEvents(var unknown) -> throw unknownEvent(unknown.getFirst());
        };
    }

    private static Response tagging(int changed, Long operation) {
        var json = new LinkedHashMap<String, Object>();
        json.put("changed", changed);
        json.put("operation", operation);
        return Response.json(200, json);
    }

    /** Makes or unmakes a link. */
    private interface Tagging {
        TagOutcome of(String event, String tag, NewOperation by);
    }

    private Response tag(Request request, String kind, Tagging tagging) {
        var slug = request.variable("slug");
        var name = request.variable("name");
        return switch (tagging.of(slug, name, Api.operation(kind, request))) {
            case CHANGED, UNCHANGED -> Response.empty(204);
            case NO_SUCH_EVENT -> elsewhere(slug, name);
            case NO_SUCH_TAG -> throw unknownTag(name);
            case RETIRED_TAG -> throw retiredTag(name);
        };
    }

    /** A change addressed to a retired slug goes to the survivor, with its method kept. */
    private Response elsewhere(String slug, String tag) {
        if (events.find(slug) instanceof Lookup.Moved<?>(var to)) {
            return Response.empty(308)
                    .header("Location", Api.ROOT + "/events/" + Api.segment(to) + "/tags/" + Api.segment(tag));
        }
        throw unknownEvent(slug);
    }

    private static ProblemException unknownTag(String name) {
        return Problem.notFound(
                        "unknown-tag",
                        "Unknown tag",
                        "There is no tag \"%s\"; GET %s/tags lists them.".formatted(name, Api.ROOT))
                .with("tag", name)
                .exception();
    }

    private static ProblemException retiredTag(String name) {
        return new Problem(
                        409,
                        "retired-tag",
                        "Retired tag",
                        "The tag \"%s\" is retired: events that have it keep it, others do not get it. Choose another, or bring it back first."
                                .formatted(name))
                .with("tag", name)
                .exception();
    }

    private static ProblemException unknownEvent(String slug) {
        return Problem.notFound("unknown-event", "Unknown event", "There is no event \"%s\".".formatted(slug))
                .with("event", slug)
                .exception();
    }
}
