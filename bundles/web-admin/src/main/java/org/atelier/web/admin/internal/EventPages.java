package org.atelier.web.admin.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.atelier.domain.EventDetails;
import org.atelier.domain.Events;
import org.atelier.domain.Events.TagOutcome;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.atelier.domain.Tag;
import org.atelier.domain.Tags;
import org.atelier.history.History;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeHistory;
import org.atelier.merge.engine.MergeQuery;
import org.atelier.merge.engine.MergeSummary;
import org.atelier.web.admin.internal.Frame.Section;
import org.atelier.web.admin.internal.pages.JteeventGenerated;

/** Finding events, looking at one, and tagging it. */
final class EventPages {
    /** The name of the checkboxes that pick events for a merge. */
    static final String PICKED = "event";

    private static final String TAG = "tag";
    private static final String ADDED = "added";
    private static final String REMOVED = "removed";

    /** The most merges that are looked through for an event's page; the list of merges has them all. */
    private static final int MAX_MERGES = 50;

    private final Assets assets;
    private final Events events;
    private final Tags tags;
    private final MergeHistory merges;
    private final History history;
    private final Gone gone;

    EventPages(Assets assets, Events events, Tags tags, MergeHistory merges, History history) {
        this.assets = assets;
        this.events = events;
        this.tags = tags;
        this.merges = merges;
        this.history = history;
        gone = new Gone(history);
    }

    List<Route> routes() {
        var event = "/workshops/event/{slug}/";
        return List.of(
                Route.get(event, Access.VIEWER, this::show).query(ADDED, REMOVED, RecordPages.SAVED),
                Route.post(event + "tags/add", Access.EDITOR, this::addTag).consumesForm(),
                Route.post(event + "tags/remove", Access.EDITOR, this::removeTag)
                        .consumesForm());
    }

    private Response show(Request request) {
        return switch (events.find(request.variable("slug"))) {
            case Lookup.Found<EventDetails>(var found)
            when !found.event().slug().equals(request.variable("slug")) ->
                // found by its id
                Response.seeOther(Links.event(found.event().slug()));
            case Lookup.Found<EventDetails>(var found) -> show(request, 200, found, notice(request, found), "", "");
            case Lookup.Moved<EventDetails>(var to) -> Response.movedPermanently(Links.event(to));
            case Lookup.Missing<EventDetails> _ -> throw missing(request);
        };
    }

    private Response show(
            Request request, int status, EventDetails found, Notice notice, String tag, String tagProblem) {
        var frame = Frame.of(assets, request, Section.EVENTS, found.event().slug());
        var suggestions = tags.all().stream()
                .filter(it -> !it.retired() && !found.tags().contains(it))
                .toList();
        var view = new EventView(
                found,
                merges(found),
                suggestions,
                notice,
                request.method().equals("GET") ? JustDone.saved(request, history) : Optional.empty(),
                tag,
                tagProblem);
        return Html.page(status, out -> JteeventGenerated.render(out, null, frame, view));
    }

    /** The merges that made the event what it is. */
    private List<MergeSummary> merges(EventDetails found) {
        var event = found.event();
        var query = new MergeQuery(Optional.of("event"), Optional.of(event.slug()), Optional.empty(), MAX_MERGES);
        try {
            return merges.merges(query).stream()
                    .filter(merge -> merge.survivorId() == event.id())
                    .filter(merge -> merge.undoneBy().isEmpty())
                    .toList();
        } catch (MergeException e) {
            if (e.code() == MergeException.Code.UNKNOWN_KIND) {
                // what describes events to the engine is not there; the page is still good for everything else
                return List.of();
            }
            throw e;
        }
    }

    /** What was just done, if the address says so and it is true. */
    private static Notice notice(Request request, EventDetails found) {
        var names = found.tags().stream().map(Tag::name).toList();
        var added = request.query(ADDED).filter(names::contains).map(name -> new Notice(name, true));
        var removed =
                request.query(REMOVED).filter(name -> !names.contains(name)).map(name -> new Notice(name, false));
        return Stream.of(added, removed).flatMap(Optional::stream).findFirst().orElse(Notice.NONE);
    }

    private Response addTag(Request request) throws IOException {
        var name = request.field(TAG).map(String::strip).orElse("");
        var slug = request.variable("slug");
        if (name.isEmpty()) {
            return retry(request, 400, name, "Type the name of a tag.");
        }
        return switch (events.tag(slug, name, operation(request, "event.tag"))) {
            case CHANGED, UNCHANGED -> Response.seeOther(Links.event(slug, ADDED, name));
            case NO_SUCH_TAG ->
                retry(request, 404, name, "There is no tag “%s”. Choose one of the tags there are.".formatted(name));
            case RETIRED_TAG -> retry(request, 409, name, retired(name));
            case NO_SUCH_EVENT -> throw missing(request);
        };
    }

    /** What whoever would put a retired tag on an event is told. */
    static String retired(String tag) {
        return "The tag “%s” is retired: events that have it keep it, others do not get it. Choose another, or bring it back on its page."
                .formatted(tag);
    }

    private Response removeTag(Request request) throws IOException {
        var name = request.field(TAG).orElse("");
        var slug = request.variable("slug");
        var outcome = events.untag(slug, name, operation(request, "event.untag"));
        if (outcome == TagOutcome.NO_SUCH_EVENT) {
            throw missing(request);
        }
        if (outcome == TagOutcome.NO_SUCH_TAG) {
            return retry(request, 404, "", "There is no tag “%s” any more.".formatted(name));
        }
        return Response.seeOther(Links.event(slug, REMOVED, name));
    }

    /** The event's page with what was typed and what is wrong with it. */
    private Response retry(Request request, int status, String tag, String problem) {
        if (events.find(request.variable("slug")) instanceof Lookup.Found<EventDetails>(var found)) {
            return show(request, status, found, Notice.NONE, tag, problem);
        }
        throw missing(request);
    }

    private static NewOperation operation(Request request, String kind) {
        return new NewOperation(kind, request.requireActor().name(), request.id(), "");
    }

    private ProblemException missing(Request request) {
        var slug = request.variable("slug");
        var problem = Problem.notFound("unknown-event", "No such event", "There is no event “%s”.".formatted(slug));
        return gone.told(problem, request, "event", slug);
    }
}
