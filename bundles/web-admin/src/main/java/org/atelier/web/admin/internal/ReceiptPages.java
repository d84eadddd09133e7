package org.atelier.web.admin.internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.atelier.history.History;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.merge.engine.Merges;
import org.atelier.merge.engine.Receipt;
import org.atelier.merge.engine.UndoReceipt;
import org.atelier.merge.engine.Undos;
import org.atelier.records.Records;
import org.atelier.web.admin.internal.Frame.Section;
import org.atelier.web.admin.internal.pages.JtereceiptGenerated;
import org.atelier.web.admin.internal.pages.JteundoneGenerated;

/** The receipt of a merge or of an undo: both are operations, and have their numbers together. */
final class ReceiptPages {
    private final Assets assets;
    private final Merges merges;
    private final Undos undos;
    private final History history;
    private final Records records;

    ReceiptPages(Assets assets, Merges merges, Undos undos, History history, Records records) {
        this.assets = assets;
        this.merges = merges;
        this.undos = undos;
        this.history = history;
        this.records = records;
    }

    List<Route> routes() {
        return List.of(Route.get(Links.MERGES + "/{id}", Access.VIEWER, this::receipt));
    }

    private Response receipt(Request request) {
        var given = request.variable("id");
        var id = parse(given);
        return id.flatMap(merges::receipt)
                .map(receipt -> receipt(request, receipt))
                .or(() -> id.flatMap(undos::receipt).map(receipt -> receipt(request, receipt)))
                .orElseThrow(() -> Problem.notFound(
                                "unknown-merge", "No such merge", "There is no merge with the number " + given + ".")
                        .exception());
    }

    private Response receipt(Request request, Receipt receipt) {
        var frame = Frame.of(assets, request, Section.MERGES, "Merge " + receipt.id());
        var view = PlanView.of(receipt.plan());
        var kind = MergeKind.of(receipt.kind(), receipt.kind());
        var undoneBy = undos.undoneBy(receipt.id());
        var survivor = records.kind(receipt.kind()).isPresent() ? Links.record(receipt.kind(), receipt.survivor()) : "";
        return Html.page(
                200,
                out -> JtereceiptGenerated.render(
                        out, null, frame, receipt, kind, view, undoneBy, inTheWay(receipt.id(), undoneBy), survivor));
    }

    private Response receipt(Request request, UndoReceipt receipt) {
        var frame = Frame.of(assets, request, Section.MERGES, "Undo " + receipt.id());
        var view = UndoReceiptView.of(receipt, Deed.of(receipt.undone(), merges, undos, history));
        var undoneBy = undos.undoneBy(receipt.id());
        return Html.page(
                200,
                out -> JteundoneGenerated.render(out, null, frame, view, undoneBy, inTheWay(receipt.id(), undoneBy)));
    }

    /** What stands in the way of an undo; where it is undone already, that is said anyway. */
    private Optional<InTheWay> inTheWay(long operation, Optional<Long> undoneBy) {
        return undoneBy.isPresent() ? Optional.empty() : InTheWay.of(undos, history, operation);
    }

    /** The number of an operation, if it is one. */
    static Optional<Long> parse(String id) {
        try {
            return Stream.of(id)
                    .filter(text -> text.matches("[0-9]{1,19}"))
                    .map(Long::valueOf)
                    .findFirst();
        } catch (NumberFormatException e) {
            // nineteen digits may be too many
            return Optional.empty();
        }
    }
}
