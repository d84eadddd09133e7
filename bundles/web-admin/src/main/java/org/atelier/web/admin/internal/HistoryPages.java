package org.atelier.web.admin.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.atelier.history.History;
import org.atelier.history.HistoryException;
import org.atelier.history.LogQuery;
import org.atelier.history.LoggedOperation;
import org.atelier.history.Timeline;
import org.atelier.history.Times;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.merge.engine.Undos;
import org.atelier.records.Records;
import org.atelier.web.admin.internal.Frame.Section;
import org.atelier.web.admin.internal.pages.JtehistoryGenerated;
import org.atelier.web.admin.internal.pages.JtelogGenerated;
import org.atelier.web.admin.internal.pages.JtemomentGenerated;
import org.atelier.web.admin.internal.pages.JteoperationGenerated;

/** What was changed: the log of operations, one operation row by row, and what ever happened to a record. */
final class HistoryPages {
    static final String BEFORE = "before";
    private static final String AFTER = "after";
    private static final String AT = "at";

    /** How many operations a page lists; older ones are a link away. */
    static final int MAX_OPERATIONS = 50;

    /** How many rows of an operation a page shows; more are a link away. */
    static final int MAX_ROWS = 100;

    private final Assets assets;
    private final History history;
    private final Records records;
    private final Undos undos;

    HistoryPages(Assets assets, History history, Records records, Undos undos) {
        this.assets = assets;
        this.history = history;
        this.records = records;
        this.undos = undos;
    }

    List<Route> routes() {
        return List.of(
                log(Links.LOG),
                // AMY's address
                log(Links.LOG + "/"),
                Route.get(Links.LOG + "/{id}", Access.VIEWER, this::operation).query(AFTER),
                Route.get(Links.HISTORY + "/{kind}/{record}", Access.VIEWER, this::record)
                        .query(BEFORE, AT));
    }

    private Route log(String address) {
        return Route.get(address, Access.VIEWER, this::log)
                .query("actor", "operation", "kind", "from", "to", "request", "text", BEFORE);
    }

    private Response log(Request request) {
        var filter = LogFilter.of(request);
        var kinds = history.kinds();
        var problem = filter.problem(kinds.keySet());
        var before = number(request, BEFORE);
        // one more than is shown tells whether there are older ones
        var found = problem.isEmpty() ? history.log(query(filter, before)) : List.<LoggedOperation>of();
        var shown = found.stream().limit(MAX_OPERATIONS).toList();
        var older = found.size() > MAX_OPERATIONS
                ? filter.link(Optional.of(shown.getLast().operation().id()))
                : "";
        var view = new LogView(filter, problem, kinds, LogView.days(shown), before.isPresent(), older);
        var frame = Frame.of(assets, request, Section.LOG, "Log");
        return Html.page(problem.isEmpty() ? 200 : 400, out -> JtelogGenerated.render(out, null, frame, view));
    }

    private static LogQuery query(LogFilter filter, Optional<Long> before) {
        return new LogQuery(
                some(filter.actor()),
                some(filter.operation()),
                some(filter.kind()),
                some(filter.from()).flatMap(Times::from),
                some(filter.to()).flatMap(Times::to),
                some(filter.request()),
                some(filter.text()),
                before,
                MAX_OPERATIONS + 1);
    }

    private static Optional<String> some(String typed) {
        return Optional.of(typed).filter(text -> !text.isEmpty());
    }

    private Response operation(Request request) {
        var id = request.variable("id");
        var after = number(request, AFTER);
        var found = ReceiptPages.parse(id)
                .flatMap(number -> history.operation(number, after.orElse(0L), MAX_ROWS))
                .orElseThrow(() -> Problem.notFound(
                                "unknown-operation",
                                "No such operation",
                                "There is no operation with the number %s.".formatted(id))
                        .exception());
        var operation = found.operation();
        var frame = Frame.of(assets, request, Section.LOG, operation.words());
        var inTheWay = inTheWay(found);
        return Html.page(
                200, out -> JteoperationGenerated.render(out, null, frame, found, after.isPresent(), inTheWay));
    }

    /** Looked for only where that is quick: of a large import it is told on the way to undoing it. */
    private Optional<InTheWay> inTheWay(LoggedOperation found) {
        var operation = found.operation();
        return found.rows() == 0
                        || found.rows() > MAX_ROWS
                        || operation.undoneBy().isPresent()
                ? Optional.empty()
                : InTheWay.of(undos, history, operation.id());
    }

    private Response record(Request request) {
        var kind = request.variable("kind").replace('-', '_');
        var record = request.variable("record");
        var typed = request.query(AT).map(String::strip).filter(text -> !text.isEmpty());
        var at = typed.flatMap(Times::from);
        if (at.isPresent()) {
            return moment(request, kind, record, at.get());
        }
        var before = number(request, BEFORE);
        var timeline = asking(() -> history.timeline(kind, record, before, MAX_OPERATIONS));
        var view = new HistoryView(timeline, before.isPresent(), typed.orElse(""), page(timeline));
        var frame = Frame.of(
                assets, request, Section.LOG, "History of " + timeline.record().name());
        return Html.page(typed.isEmpty() ? 200 : 400, out -> JtehistoryGenerated.render(out, null, frame, view));
    }

    /** The record's own page; empty where it has none. */
    private String page(Timeline timeline) {
        var record = timeline.record();
        return timeline.state() instanceof Timeline.State.Living
                        && records.kind(record.kind()).isPresent()
                ? Links.record(record.kind(), Long.toString(record.id()))
                : "";
    }

    private Response moment(Request request, String kind, String record, Instant at) {
        var moment = asking(() -> history.at(kind, record, at));
        var frame = Frame.of(assets, request, Section.LOG, moment.record().name() + " as it was");
        return Html.page(200, out -> JtemomentGenerated.render(out, null, frame, moment));
    }

    private static Optional<Long> number(Request request, String name) {
        return request.query(name)
                .map(text -> ReceiptPages.parse(text)
                        .orElseThrow(() -> Problem.badRequest(
                                        "bad-parameter",
                                        "This is no number",
                                        "The parameter \"%s\" is a number, not \"%s\".".formatted(name, text))
                                .exception()));
    }

    private static <R> R asking(Supplier<R> question) {
        try {
            return question.get();
        } catch (HistoryException e) {
            throw problem(e);
        }
    }

    private static ProblemException problem(HistoryException e) {
        return new Problem(
                        404,
                        e.code() == HistoryException.Code.UNKNOWN_KIND ? "unknown-kind" : "unknown-record",
                        "No such history",
                        Words.sentence(e.getMessage()))
                .exception(e);
    }
}
