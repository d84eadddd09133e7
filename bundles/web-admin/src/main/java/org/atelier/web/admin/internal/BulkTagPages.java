package org.atelier.web.admin.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.atelier.domain.EventDetails;
import org.atelier.domain.Events;
import org.atelier.domain.Events.BulkTagging;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.atelier.domain.Tag;
import org.atelier.domain.Tags;
import org.atelier.http.Access;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.records.Records;
import org.atelier.web.admin.internal.Frame.Section;
import org.atelier.web.admin.internal.pages.JtebulktagGenerated;

/** Tags or untags the events picked in their list, after a look at which of them change. */
final class BulkTagPages {
    private static final String TAG = "tag";
    private static final String ACTION = "action";
    private static final String REMOVE = "remove";

    private final Assets assets;
    private final Events events;
    private final Tags tags;
    private final Records records;

    BulkTagPages(Assets assets, Events events, Tags tags, Records records) {
        this.assets = assets;
        this.events = events;
        this.tags = tags;
        this.records = records;
    }

    List<Route> routes() {
        var own = new ArrayList<>(List.of(TAG, ACTION, EventPages.PICKED));
        // the list's form sends what it was narrowed down by, too
        records.kind("event").map(RecordPages::parameters).ifPresent(own::addAll);
        return List.of(
                Route.get(Links.BULK_TAG, Access.EDITOR, this::preview)
                        .query(own.stream().distinct().toArray(String[]::new)),
                Route.post(Links.BULK_TAG, Access.EDITOR, this::apply).consumesForm());
    }

    private Response preview(Request request) {
        var picked = List.copyOf(new LinkedHashSet<>(request.queryAll(EventPages.PICKED)));
        return page(
                request,
                200,
                picked,
                request.query(TAG).orElse(""),
                request.query(ACTION).filter(REMOVE::equals).isPresent(),
                "");
    }

    private Response page(
            Request request, int status, List<String> picked, String tag, boolean remove, String problem) {
        var rows = new ArrayList<BulkTagView.Row>();
        for (var slug : picked.subList(0, Math.min(picked.size(), Events.MOST_AT_ONCE))) {
            if (events.find(slug) instanceof Lookup.Found<EventDetails>(var found)) {
                var names = found.tags().stream().map(Tag::name).toList();
                rows.add(new BulkTagView.Row(
                        slug,
                        Words.days(found.event().start(), found.event().end()),
                        found.tags(),
                        names.contains(tag) != remove));
            } else {
                problem = Words.sentence("there is no event “%s” any more; go back and pick anew".formatted(slug));
            }
        }
        if (picked.size() > Events.MOST_AT_ONCE) {
            problem = "At most %,d events can be tagged at once.".formatted(Events.MOST_AT_ONCE);
        }
        // what is retired can be taken off, and is put on no event any more
        var all = tags.all();
        var known = all.stream()
                .filter(it -> remove || !it.retired())
                .map(Tag::name)
                .toList();
        if (problem.isEmpty() && !tag.isEmpty() && !known.contains(tag)) {
            problem = all.stream().anyMatch(it -> it.name().equals(tag))
                    ? EventPages.retired(tag)
                    : "There is no tag “%s”.".formatted(tag);
        }
        var view = new BulkTagView(rows, known, tag, remove, problem);
        var frame = Frame.of(assets, request, Section.EVENTS, "Tag events");
        return Html.page(
                problem.isEmpty() ? status : Math.max(status, 400),
                out -> JtebulktagGenerated.render(out, null, frame, view));
    }

    private Response apply(Request request) throws IOException {
        var picked = List.copyOf(new LinkedHashSet<>(request.fields(EventPages.PICKED)));
        var tag = request.field(TAG).orElse("");
        var remove = request.field(ACTION).filter(REMOVE::equals).isPresent();
        if (picked.isEmpty() || picked.size() > Events.MOST_AT_ONCE || tag.isEmpty()) {
            return page(
                    request, 400, picked, tag, remove, picked.isEmpty() ? "Pick some events first." : "Choose a tag.");
        }
        var by = new NewOperation(
                remove ? "event.untag" : "event.tag", request.requireActor().name(), request.id(), "");
        return switch (events.tagAll(picked, tag, !remove, by)) {
            case BulkTagging.Changed changed ->
                Response.seeOther(Links.EVENTS + "?" + RecordPages.SAVED + "=" + changed.operation());
            case BulkTagging.Unchanged() -> Response.seeOther(Links.EVENTS);
            case BulkTagging.NoSuchTag() ->
                page(request, 404, picked, tag, remove, "There is no tag “%s” any more.".formatted(tag));
            case BulkTagging.RetiredTag() -> page(request, 409, picked, tag, remove, EventPages.retired(tag));
            case BulkTagging.NoSuchEvents(var slugs) ->
                page(
                        request,
                        404,
                        picked,
                        tag,
                        remove,
                        "There is no event “%s” any more; go back and pick anew.".formatted(slugs.getFirst()));
        };
    }
}
