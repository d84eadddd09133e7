package org.atelier.web.admin.internal;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.atelier.domain.Changes;
import org.atelier.history.History;
import org.atelier.http.Access;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.overview.Overview;
import org.atelier.records.RecordKind;
import org.atelier.records.RecordPage;
import org.atelier.records.RecordQuery;
import org.atelier.records.RecordRow;
import org.atelier.records.Records;
import org.atelier.security.Accounts;
import org.atelier.web.admin.internal.Frame.Section;
import org.atelier.web.admin.internal.pages.JtehomeGenerated;

/** The overview: what comes next, what is not published and why, what is to be done, and what was changed. */
final class HomePage {
    private static final int ROWS = 8;

    /** How many of the last changes are shown. */
    private static final int RECENT = 5;

    /** How far ahead to-dos are looked for. */
    private static final int DUE_WITHIN_DAYS = 14;

    /** What an event needs so that the public feed shows it, and what people call that; the database decides. */
    private static final Map<String, String> NEEDED = needed();

    private final Assets assets;
    private final Records records;
    private final History history;
    private final Accounts accounts;
    private final Overview overview;
    private final Changes data;
    private final InstantSource clock;

    private volatile Everybodys last;

    HomePage(
            Assets assets,
            Records records,
            History history,
            Accounts accounts,
            Overview overview,
            Changes data,
            InstantSource clock) {
        this.assets = assets;
        this.records = records;
        this.history = history;
        this.accounts = accounts;
        this.overview = overview;
        this.data = data;
        this.clock = clock;
    }

    private static Map<String, String> needed() {
        var needed = new LinkedHashMap<String, String>();
        needed.put("start", "start");
        needed.put("country", "country");
        needed.put("venue", "venue");
        needed.put("address", "address");
        needed.put("url", "URL");
        needed.put("latitude", "latitude");
        needed.put("longitude", "longitude");
        return needed;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/workshops", Access.PUBLIC, _ -> Response.seeOther(Links.HOME)),
                Route.get(Links.HOME, Access.VIEWER, this::home).query(RecordPages.SAVED));
    }

    private Response home(Request request) {
        var today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        var frame = Frame.of(assets, request, Section.HOME, "Overview");
        var mine = MyWorkView.of(request, accounts, overview, clock);
        var all = everybodys(today);
        return Html.page(
                200,
                out -> JtehomeGenerated.render(
                        out, null, frame, all.view(), mine, all.changes(), JustDone.saved(request, history)));
    }

    /**
     * What is the same for everybody, as long as nothing changes: twelve statements that every visit would ask.
     *
     * @param state of the data, asked for before they were read
     */
    private record Everybodys(long state, HomeView view, RecentChanges changes) {}

    private Everybodys everybodys(LocalDate today) {
        var state = data.state();
        var known = last;
        if (known == null || known.state() != state || !known.view().today().equals(today)) {
            known = new Everybodys(state, view(today), RecentChanges.newest(history, RECENT));
            last = known;
        }
        return known;
    }

    private HomeView view(LocalDate today) {
        return new HomeView(
                today,
                list("event", Map.of("start", today + ".."), "start"),
                unpublished(today),
                list("todo", Map.of("completed", "false", "due", ".." + today.plusDays(DUE_WITHIN_DAYS)), "due"),
                counts());
    }

    /** What lies farthest back in time comes first. */
    private Optional<RecordPage> list(String kind, Map<String, String> filters, String sort) {
        return records.kind(kind).map(found -> records.list(found, query(filters, sort)));
    }

    private static RecordQuery query(Map<String, String> filters, String sort) {
        var all = new LinkedHashMap<String, List<String>>();
        filters.forEach((name, value) -> all.put(name, List.of(value)));
        return new RecordQuery("", all, List.of(), Optional.of(sort), false, Optional.empty(), ROWS);
    }

    /** What is still to come and not published. */
    private HomeView.Unpublished unpublished(LocalDate today) {
        var page = list("event", Map.of("published", "false", "start", today + ".."), "start");
        var rows = page.map(found -> lacking(
                        records.kind("event").orElseThrow(),
                        found.rows().stream().map(RecordRow::id).toList()))
                .orElse(List.of());
        return new HomeView.Unpublished(rows, page.map(RecordPage::count).orElse(0));
    }

    /** What these lack, in this order; one that went since is left out. */
    private List<HomeView.Lacking> lacking(RecordKind kind, List<Long> ids) {
        return records.whole(kind, ids).stream()
                .sorted(Comparator.comparing(event -> ids.indexOf(event.id())))
                .map(event -> new HomeView.Lacking(event, lacks(event)))
                .toList();
    }

    private static List<String> lacks(RecordRow event) {
        return NEEDED.entrySet().stream()
                .filter(needed -> {
                    var value = event.values().get(needed.getKey());
                    return value == null
                            || (value.equals("")
                                    && !needed.getKey().equals("country")
                                    && !needed.getKey().equals("url"));
                })
                .map(Map.Entry::getValue)
                .toList();
    }

    /** How many records there are of the kinds that people look for most. */
    private List<HomeView.Count> counts() {
        var kinds = Stream.of("event", "person", "organization", "tag")
                .flatMap(name -> records.kind(name).stream())
                .toList();
        var counts = records.counts(kinds).iterator();
        return kinds.stream()
                .map(kind -> new HomeView.Count(kind.labels(), Links.list(kind), counts.next()))
                .toList();
    }
}
