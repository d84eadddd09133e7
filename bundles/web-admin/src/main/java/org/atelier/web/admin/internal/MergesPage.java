package org.atelier.web.admin.internal;

import java.util.List;
import java.util.Optional;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.merge.engine.MergeHistory;
import org.atelier.merge.engine.MergeQuery;
import org.atelier.merge.engine.Merges;
import org.atelier.web.admin.internal.Frame.Section;
import org.atelier.web.admin.internal.pages.JtemergesGenerated;

/** All that was merged, newest first: the way to an old receipt, and to its undo. */
final class MergesPage {
    static final String BEFORE = "before";

    /** How many merges a page lists; older ones are a link away. */
    static final int MAX_ROWS = 50;

    private final Assets assets;
    private final MergeHistory history;
    private final Merges merges;

    MergesPage(Assets assets, MergeHistory history, Merges merges) {
        this.assets = assets;
        this.history = history;
        this.merges = merges;
    }

    List<Route> routes() {
        return List.of(Route.get(Links.MERGES, Access.VIEWER, this::list).query(BEFORE));
    }

    private Response list(Request request) {
        var before = request.query(BEFORE).map(MergesPage::before);
        // one more than is shown tells whether there are older ones
        var found = history.merges(new MergeQuery(Optional.empty(), Optional.empty(), before, MAX_ROWS + 1));
        var shown = found.stream().limit(MAX_ROWS).toList();
        var older = found.size() > MAX_ROWS ? Links.mergesBefore(shown.getLast().id()) : "";
        var kinds = merges.kinds();
        var frame = Frame.of(assets, request, Section.MERGES, "Past merges");
        var view = new MergesView(
                shown.stream().map(merge -> MergesView.Row.of(merge, kinds)).toList(), before.isPresent(), older);
        return Html.page(200, out -> JtemergesGenerated.render(out, null, frame, view));
    }

    private static long before(String given) {
        return ReceiptPages.parse(given)
                .orElseThrow(() -> Problem.badRequest(
                                "bad-parameter",
                                "This is no number of a merge",
                                "The parameter \"%s\" is the number of a merge, not \"%s\".".formatted(BEFORE, given))
                        .exception());
    }
}
