package org.atelier.web.admin.internal;

import java.util.List;
import org.atelier.http.Access;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.records.RecordKind;
import org.atelier.records.RecordPage;
import org.atelier.records.RecordQuery;
import org.atelier.records.Records;
import org.atelier.web.admin.internal.Frame.Section;
import org.atelier.web.admin.internal.pages.JtesearchGenerated;

/** Looks for words in records of every kind at once. */
public final class SearchPage {
    private static final String SEARCH = "search";

    /** How many of each kind are shown; its list has all. */
    private static final int EACH = 6;

    private final Assets assets;
    private final Records records;

    SearchPage(Assets assets, Records records) {
        this.assets = assets;
        this.records = records;
    }

    /** What was found of one kind. */
    public record Found(RecordKind kind, RecordPage page, String all) {}

    List<Route> routes() {
        return List.of(Route.get(Links.SEARCH, Access.VIEWER, this::search).query(SEARCH));
    }

    private Response search(Request request) {
        var words = request.query(SEARCH).orElse("").strip();
        var found = words.isEmpty()
                ? List.<Found>of()
                : records.kinds().stream()
                        // records without a key hang on others, and are found there
                        .filter(kind -> kind.key().isPresent())
                        .map(kind -> new Found(
                                kind,
                                records.list(kind, RecordQuery.first(EACH).search(words)),
                                Links.found(kind, words)))
                        .filter(it -> !it.page().rows().isEmpty())
                        .toList();
        var frame = Frame.of(assets, request, Section.NONE, words.isEmpty() ? "Search" : "Search: " + words);
        return Html.page(200, out -> JtesearchGenerated.render(out, null, frame, words, found));
    }
}
