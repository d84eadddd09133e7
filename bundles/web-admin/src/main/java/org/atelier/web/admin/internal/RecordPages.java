package org.atelier.web.admin.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.atelier.domain.Vocabulary;
import org.atelier.domain.Vocabulary.Term;
import org.atelier.history.History;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.records.FieldProblem;
import org.atelier.records.FieldText;
import org.atelier.records.FieldType;
import org.atelier.records.RecordField;
import org.atelier.records.RecordKind;
import org.atelier.records.RecordLink;
import org.atelier.records.RecordPage;
import org.atelier.records.RecordQuery;
import org.atelier.records.RecordRef;
import org.atelier.records.RecordRow;
import org.atelier.records.Records;
import org.atelier.records.Removal;
import org.atelier.records.Saved;
import org.atelier.records.UnfitQueryException;
import org.atelier.records.UnfitTextException;
import org.atelier.records.Use;
import org.atelier.web.admin.internal.Frame.Section;
import org.atelier.web.admin.internal.pages.JterecordGenerated;
import org.atelier.web.admin.internal.pages.JterecorddeleteGenerated;
import org.atelier.web.admin.internal.pages.JterecordformGenerated;
import org.atelier.web.admin.internal.pages.JterecordkindsGenerated;
import org.atelier.web.admin.internal.pages.JterecordsGenerated;

/**
 * The everyday pages of every kind of record: lists, a record's page, and the forms to make, change and delete one. The
 * page of an event is of its own making ({@link EventPages}).
 */
final class RecordPages {
    private static final String SEARCH = "search";
    private static final String SORT = "sort";
    private static final String MISSING = "missing";
    private static final String AFTER = "after";
    private static final String BACK = "back";
    static final String DELETED = "deleted";
    static final String SAVED = "saved";
    private static final String VERSION = "version";
    private static final String LOADED = "loaded";
    private static final String KEY = "key";

    /** Forms of records are larger than most: notes can be long. */
    private static final long MAX_FORM = 4L << 20;

    private static final int ROWS = 50;
    private static final int RELATED_ROWS = 8;
    private static final int CHOICES = 20;

    /** Words that tell things apart: their records are few, so that a form can show them all. */
    private static final Set<String> FEW =
            Set.of("tag", "role", "badge", "lesson", "language", "knowledge_domain", "term");

    private static final Set<String> WORDS = Set.of("tag", "role", "badge");

    private final Assets assets;
    private final Records records;
    private final Vocabulary vocabulary;
    private final History history;
    private final Gone gone;

    RecordPages(Assets assets, Records records, Vocabulary vocabulary, History history) {
        this.assets = assets;
        this.records = records;
        this.vocabulary = vocabulary;
        this.history = history;
        gone = new Gone(history);
    }

    List<Route> routes() {
        var routes = new ArrayList<Route>();
        routes.add(Route.get(Links.RECORDS, Access.VIEWER, this::kinds));
        var asking = records.kinds().stream()
                .flatMap(kind -> Stream.concat(
                        kind.fields().stream().map(RecordField::name),
                        kind.links().stream().map(RecordLink::name)))
                .distinct()
                .toArray(String[]::new);
        routes.add(Route.get(Links.CHOICES + "{kind}", Access.VIEWER, this::choices)
                .query(asking));
        for (var kind : records.kinds()) {
            routes.addAll(routes(kind));
        }
        return routes;
    }

    private List<Route> routes(RecordKind kind) {
        var name = kind.name();
        var list = Links.list(kind);
        var record = Links.HOME + Links.segment(name) + "/{key}/";
        var deleting = deleting(name);
        var prefilled = Stream.concat(
                        Stream.of(BACK),
                        kind.fields().stream()
                                .filter(field -> !field.computed())
                                .map(RecordField::name))
                .toArray(String[]::new);
        var routes = new ArrayList<>(List.of(
                Route.get(list, Access.VIEWER, request -> list(kind(name), request))
                        .query(parameters(kind).toArray(String[]::new)),
                Route.get(list + "/add", Access.EDITOR, request -> blank(kind(name), request))
                        .query(prefilled),
                Route.post(list + "/add", Access.EDITOR, request -> create(kind(name), request))
                        .consumesForm()
                        .maxBody(MAX_FORM),
                Route.get(record + "edit", Access.EDITOR, request -> about(name, request, this::edit))
                        .query(BACK),
                Route.post(record + "edit", Access.EDITOR, request -> about(name, request, this::change))
                        .consumesForm()
                        .maxBody(MAX_FORM),
                Route.get(record + "delete", deleting, request -> about(name, request, this::ask)),
                Route.post(record + "delete", deleting, request -> about(name, request, this::remove))
                        .consumesForm()));
        if (!name.equals("event")) {
            routes.add(Route.get(record, Access.VIEWER, request -> about(name, request, this::show))
                    .query(SAVED));
        }
        return routes;
    }

    /** Who may delete records of this kind. */
    static Access deleting(String kind) {
        return WORDS.contains(kind) ? Access.ADMINISTRATOR : Access.EDITOR;
    }

    /** What the address of a list may ask for; its form sends that, too, when it goes somewhere else with what was picked. */
    static List<String> parameters(RecordKind kind) {
        return Stream.concat(
                        Stream.of(SEARCH, SORT, MISSING, AFTER, DELETED, SAVED, kind.name()), kind.filtered().stream())
                .distinct()
                .toList();
    }

    /** The kind as it is now: what declares it may have come anew. */
    private RecordKind kind(String name) {
        return records.kind(name)
                .orElseThrow(() -> Problem.notFound(
                                "unknown-kind",
                                "No such kind",
                                "There are no records of the kind “%s” at the moment.".formatted(name))
                        .exception());
    }

    private Response kinds(Request request) {
        var frame = Frame.of(assets, request, Section.RECORDS, "Records");
        var kinds = records.kinds();
        return Html.page(200, out -> JterecordkindsGenerated.render(out, null, frame, kinds));
    }

    private static NewOperation operation(Request request, RecordKind kind, String what) {
        return new NewOperation(kind.name() + "." + what, request.requireActor().name(), request.id(), "");
    }

    // ---------------------------------------------------------------------------------------------- lists

    private Response list(RecordKind kind, Request request) {
        var filters = new LinkedHashMap<String, List<String>>();
        for (var name : kind.filtered()) {
            // what a form sends for a filter that nobody filled in
            var values = request.queryAll(name).stream()
                    .filter(value -> !value.isBlank())
                    .toList();
            if (!values.isEmpty()) {
                filters.put(name, values);
            }
        }
        var sort = request.query(SORT).filter(text -> !text.isBlank());
        var query = new RecordQuery(
                request.query(SEARCH).orElse("").strip(),
                filters,
                request.queryAll(MISSING),
                sort.map(text -> text.startsWith("-") ? text.substring(1) : text),
                sort.filter(text -> text.startsWith("-")).isPresent(),
                request.query(AFTER),
                ROWS);
        var picked = new LinkedHashSet<>(request.queryAll(kind.name()));
        try {
            return list(kind, request, 200, query, picked, records.list(kind, query), "");
        } catch (UnfitQueryException e) {
            var nothing = new RecordPage(List.of(), Optional.empty(), 0);
            // only what fits can be shown again beside the reason
            var rest = new RecordQuery(
                    query.search(), Map.of(), List.of(), Optional.empty(), false, Optional.empty(), ROWS);
            return list(kind, request, 400, rest, picked, nothing, Words.sentence(e.getMessage()));
        }
    }

    private Response list(
            RecordKind kind,
            Request request,
            int status,
            RecordQuery query,
            Set<String> picked,
            RecordPage page,
            String problem) {
        var options = new LinkedHashMap<String, List<String>>();
        for (var name : kind.filtered()) {
            target(kind, name)
                    .filter(FEW::contains)
                    .ifPresent(target -> options.put(
                            name, all(target).stream().map(RecordRef::key).toList()));
        }
        var view = new RecordListView(
                kind,
                query,
                page,
                options,
                picked,
                problem,
                JustDone.deleted(request, history, kind.name()),
                JustDone.saved(request, history));
        var frame = Frame.of(assets, request, Frame.of(kind), kind.labels());
        return Html.page(status, out -> JterecordsGenerated.render(out, null, frame, view));
    }

    private static Optional<String> target(RecordKind kind, String fieldOrLink) {
        return kind.field(fieldOrLink)
                .flatMap(RecordField::refersTo)
                .or(() -> kind.link(fieldOrLink).map(RecordLink::target));
    }

    /** Every record of a kind that has few. */
    private List<RecordRef> all(String kind) {
        var target = kind(kind);
        return records.list(target, RecordQuery.first(RecordQuery.MOST)).rows().stream()
                .map(row -> new RecordRef(kind, row.id(), row.key(), row.title(), row.isRetired()))
                .toList();
    }

    /** Options for a field that refers to another record, as an {@code option} each. */
    private Response choices(Request request) {
        var kind = kind(request.variable("kind").replace('-', '_'));
        var text = Stream.concat(
                        kind.fields().stream().map(RecordField::name),
                        records.kinds().stream()
                                .flatMap(it -> Stream.concat(
                                        it.fields().stream().map(RecordField::name),
                                        it.links().stream().map(RecordLink::name))))
                .distinct()
                .flatMap(name -> request.queryAll(name).stream())
                .findFirst()
                .orElse("");
        var found = kind.key().isEmpty() ? List.<RecordRef>of() : records.choices(kind, text, CHOICES);
        return Html.page(200, out -> org.atelier.web.admin.internal.pages.JtechoicesGenerated.render(out, null, found));
    }

    // ---------------------------------------------------------------------------------------------- a record

    private Response show(RecordKind kind, Request request, RecordRow row) {
        if (!row.key().equals(request.variable(KEY))) {
            // found by its id
            return Response.seeOther(Links.record(kind.name(), row.key()));
        }
        var related = records.uses(kind, row.id()).stream()
                .flatMap(use -> related(kind, row, use).stream())
                .toList();
        var view = new RecordView(kind, row, related, reliedOn(kind, row), JustDone.saved(request, history));
        var frame = Frame.of(assets, request, Frame.of(kind), row.title());
        return Html.page(200, out -> JterecordGenerated.render(out, null, frame, view));
    }

    /** Who asks for the record by its name: websites, reports, the configuration. */
    private List<String> reliedOn(RecordKind kind, RecordRow row) {
        return Stream.of(Vocabulary.Kind.values())
                .filter(word -> word.word().equals(kind.name()))
                .flatMap(word -> vocabulary.find(word, row.key()) instanceof Lookup.Found<Term>(var term)
                        ? term.reliedOnBy().stream()
                        : Stream.empty())
                .toList();
    }

    private Optional<RecordView.Related> related(RecordKind kind, RecordRow row, Use use) {
        return records.kind(use.kind())
                .filter(other -> other.filtered().contains(use.field()))
                .map(other -> {
                    var relation = other.labelOf(use.field());
                    var label = relation.equals(kind.label()) || relation.equals(kind.labels())
                            ? other.labels()
                            : other.labels() + " (" + Words.lower(relation) + ")";
                    var first =
                            records.list(other, RecordQuery.first(RELATED_ROWS).where(use.field(), row.key()));
                    return new RecordView.Related(
                            use, other, label, first.rows(), Links.list(other, use.field(), row.key()), "");
                });
    }

    /** Answers about a record that was found. */
    private interface Answer {
        Response about(RecordKind kind, Request request, RecordRow row) throws IOException;
    }

    /** Answers about the record that the address names; to the page of one that was merged or renamed the way is shown. */
    private Response about(String kindName, Request request, Answer answer) throws IOException {
        var kind = kind(kindName);
        var key = request.variable(KEY);
        return switch (records.find(kind, key)) {
            case Lookup.Found<RecordRow>(var row) -> answer.about(kind, request, row);
            case Lookup.Moved<RecordRow>(var to) -> Response.movedPermanently(Links.record(kind.name(), to));
            case Lookup.Missing<RecordRow>() -> throw missing(kind, key, request);
        };
    }

    private ProblemException missing(RecordKind kind, String key, Request request) {
        var problem = Problem.notFound(
                "unknown-" + Links.segment(kind.name()),
                "No such " + Words.lower(kind.label()),
                "There is no %s “%s”. Look for it in the list: it may be written differently."
                        .formatted(Words.lower(kind.label()), key));
        return gone.told(problem, request, kind.name(), key);
    }

    // ---------------------------------------------------------------------------------------------- forms

    private Response blank(RecordKind kind, Request request) {
        var typed = new LinkedHashMap<String, String>();
        for (var field : RecordFormView.writable(kind)) {
            typed.put(field.name(), request.query(field.name()).orElse(field.initial()));
        }
        return form(request, 200, kind, Optional.empty(), typed, Map.of(), List.of(), back(request.query(BACK)));
    }

    private Response edit(RecordKind kind, Request request, RecordRow row) {
        var typed = new LinkedHashMap<String, String>();
        for (var field : RecordFormView.writable(kind)) {
            typed.put(field.name(), FieldText.of(row.values().get(field.name())));
        }
        var linked = new LinkedHashMap<String, Set<String>>();
        row.links()
                .forEach((name, refs) -> linked.put(
                        name, new TreeSet<>(refs.stream().map(RecordRef::key).toList())));
        return form(request, 200, kind, Optional.of(row), typed, linked, List.of(), back(request.query(BACK)));
    }

    private static String back(Optional<String> wanted) {
        return wanted.filter(Links::isOurs).orElse("");
    }

    /** The form for a record that nobody else changed meanwhile. */
    private Response form(
            Request request,
            int status,
            RecordKind kind,
            Optional<RecordRow> row,
            Map<String, String> typed,
            Map<String, Set<String>> linked,
            List<FieldProblem> problems,
            String back) {
        return form(request, status, kind, row, typed, linked, problems, Optional.empty(), back);
    }

    private Response form(
            Request request,
            int status,
            RecordKind kind,
            Optional<RecordRow> row,
            Map<String, String> typed,
            Map<String, Set<String>> linked,
            List<FieldProblem> problems,
            Optional<Meanwhile> stale,
            String back) {
        var choices = new LinkedHashMap<String, List<RecordRef>>();
        for (var field : RecordFormView.writable(kind)) {
            field.refersTo().filter(FEW::contains).ifPresent(target -> choices.put(field.name(), all(target)));
        }
        for (var link : kind.links()) {
            choices.put(link.name(), all(link.target()));
        }
        var view = new RecordFormView(kind, row, typed, linked, choices, problems, stale, back);
        var frame = Frame.of(assets, request, Frame.of(kind), view.title());
        return Html.page(status, out -> JterecordformGenerated.render(out, null, frame, view));
    }

    /** What a form sent, as texts and as what the fields take. */
    private record Sent(
            Map<String, String> typed,
            Map<String, Object> values,
            Map<String, Set<String>> linked,
            List<FieldProblem> problems) {
        Map<String, List<String>> links() {
            var links = new LinkedHashMap<String, List<String>>();
            linked.forEach((name, keys) -> links.put(name, List.copyOf(keys)));
            return links;
        }
    }

    /** @param before the record as it is; what was not touched in the form is not stated */
    private static Sent sent(RecordKind kind, Request request, Optional<RecordRow> before) throws IOException {
        var sent = new Sent(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        for (var field : RecordFormView.writable(kind)) {
            var text = request.field(field.name()).orElse("");
            if (field.type() == FieldType.FLAG && text.isEmpty()) {
                // a box that is not checked sends nothing
                text = "false";
            }
            sent.typed().put(field.name(), text);
            var untouched = before.isPresent()
                    ? FieldText.same(field, before.get().values().get(field.name()), text)
                    : text.isBlank();
            if (!untouched) {
                try {
                    sent.values().put(field.name(), FieldText.typed(field, text));
                } catch (UnfitTextException e) {
                    sent.problems().add(new FieldProblem(field.name(), e.getMessage()));
                }
            }
        }
        for (var link : kind.links()) {
            sent.linked().put(link.name(), new LinkedHashSet<>(request.fields(link.name())));
        }
        return sent;
    }

    /** Whoever mistyped a day should hear in the same answer that the name is taken. */
    private List<FieldProblem> allThatIsWrong(RecordKind kind, Optional<Long> id, Sent sent) {
        return FieldProblem.together(kind, sent.problems(), records.problems(kind, id, sent.values(), sent.links()));
    }

    private Response create(RecordKind kind, Request request) throws IOException {
        var sent = sent(kind, request, Optional.empty());
        var back = back(request.field(BACK));
        var saved = sent.problems().isEmpty()
                ? records.create(kind, sent.values(), sent.links(), operation(request, kind, "create"))
                : new Saved.Invalid(allThatIsWrong(kind, Optional.empty(), sent));
        return switch (saved) {
            case Saved.Done done -> goOn(kind, done.key(), back, done.operation());
            case Saved.Invalid(var problems) ->
                form(request, 422, kind, Optional.empty(), sent.typed(), sent.linked(), problems, back);
            case Saved.Unchanged _, Saved.Stale _, Saved.Missing _ ->
                throw new IllegalStateException("a new record cannot be " + saved);
        };
    }

    private Response change(RecordKind kind, Request request, RecordRow row) throws IOException {
        var version = request.field(VERSION).orElse("");
        var back = back(request.field(BACK));
        var sent = sent(kind, request, Optional.of(row));
        if (!version.equals(row.version())) {
            // told before anything else: what is wrong may be so because of what somebody else did
            return stale(kind, request, row, sent, back);
        }
        var saved = sent.problems().isEmpty()
                ? records.change(kind, row.id(), version, sent.values(), sent.links(), operation(request, kind, "edit"))
                : new Saved.Invalid(allThatIsWrong(kind, Optional.of(row.id()), sent));
        return switch (saved) {
            case Saved.Done done -> goOn(kind, done.key(), back, done.operation());
            case Saved.Unchanged _ -> Response.seeOther(back.isEmpty() ? Links.record(kind.name(), row.key()) : back);
            case Saved.Invalid(var problems) ->
                form(request, 422, kind, Optional.of(row), sent.typed(), sent.linked(), problems, back);
            case Saved.Stale(var now) -> stale(kind, request, now, sent, back);
            case Saved.Missing() -> throw missing(kind, row.key(), request);
        };
    }

    /** The form once more, to be looked at before it is sent again: what this person did not touch is as it is now. */
    private Response stale(RecordKind kind, Request request, RecordRow now, Sent sent, String back) throws IOException {
        var loaded = Loaded.read(kind, request.field(LOADED).orElse(""));
        var meanwhile = Meanwhile.of(kind, now, sent.typed(), sent.linked(), loaded);
        var problems = sent.problems().stream()
                .filter(problem -> !meanwhile.took(problem.field()))
                .toList();
        return form(
                request,
                409,
                kind,
                Optional.of(now),
                meanwhile.typed(),
                meanwhile.linked(),
                problems,
                Optional.of(meanwhile),
                back);
    }

    private static Response goOn(RecordKind kind, String key, String back, long operation) {
        var to = back.isEmpty() ? Links.record(kind.name(), key) : back;
        return Response.seeOther(to + (to.contains("?") ? "&" : "?") + SAVED + "=" + operation);
    }

    // ---------------------------------------------------------------------------------------------- deleting

    private Response ask(RecordKind kind, Request request, RecordRow row) {
        return question(request, 200, kind, row, records.uses(kind, row.id()), List.of(), "");
    }

    private Response question(
            Request request,
            int status,
            RecordKind kind,
            RecordRow row,
            List<Use> uses,
            List<String> relied,
            String problem) {
        var dependents = uses.stream()
                .map(use -> new RecordDeleteView.Dependent(
                        use.label(),
                        use.count(),
                        records.kind(use.kind())
                                .filter(other -> other.filtered().contains(use.field()))
                                .map(other -> Links.list(other, use.field(), row.key()))
                                .orElse("")))
                .toList();
        var view = new RecordDeleteView(kind, row, dependents, relied, problem);
        var frame = Frame.of(assets, request, Frame.of(kind), "Delete " + row.title());
        return Html.page(status, out -> JterecorddeleteGenerated.render(out, null, frame, view));
    }

    private Response remove(RecordKind kind, Request request, RecordRow row) throws IOException {
        var version = request.field(VERSION).orElse("");
        return switch (records.remove(kind, row.id(), version, operation(request, kind, "delete"))) {
            case Removal.Done(var operation) -> Response.seeOther(Links.list(kind) + "?" + DELETED + "=" + operation);
            case Removal.InUse(var uses) -> question(request, 409, kind, row, uses, List.of(), "");
            case Removal.ReliedOn(var by) -> question(request, 409, kind, row, List.of(), by, "");
            case Removal.Stale() ->
                question(
                        request,
                        409,
                        kind,
                        row,
                        records.uses(kind, row.id()),
                        List.of(),
                        "Somebody changed it a moment ago. Look at it again before you delete it.");
            case Removal.Missing() -> throw missing(kind, row.key(), request);
        };
    }
}
