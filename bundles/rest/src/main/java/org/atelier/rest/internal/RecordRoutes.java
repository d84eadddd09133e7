package org.atelier.rest.internal;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.atelier.http.Access;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.records.FieldProblem;
import org.atelier.records.RecordKind;
import org.atelier.records.RecordRow;
import org.atelier.records.Records;
import org.atelier.records.Removal;
import org.atelier.records.Saved;

/** Records of every kind: what there is, found, made, changed and deleted. */
final class RecordRoutes {
    static final String RECORDS = Api.ROOT + "/records";

    private static final String KIND = RECORDS + "/{kind}";
    private static final String RECORD = KIND + "/{key}";
    private static final int USUAL_CHOICES = 20;
    private static final int MOST_CHOICES = 50;

    /** Whoever deletes one of these may change what websites show. */
    private static final Set<String> VOCABULARY = Set.of("tag", "role", "badge");

    private final Records records;

    RecordRoutes(Records records) {
        this.records = records;
    }

    List<Route> routes() {
        return List.of(
                Route.get(RECORDS, Access.VIEWER, _ -> kinds()),
                Route.get(KIND, Access.VIEWER, this::list).query(RecordList.PARAMETERS),
                Route.post(KIND, Access.EDITOR, this::create)
                        .consumes("application/json")
                        .query("note"),
                Route.get(KIND + "/choices", Access.VIEWER, this::choices).query("text", "limit"),
                Route.get(RECORD, Access.VIEWER, this::show),
                Route.put(RECORD, Access.EDITOR, this::change)
                        .consumes("application/json")
                        .query("note"),
                Route.delete(RECORD, Access.EDITOR, this::remove).query("note"),
                Route.get(RECORD + "/uses", Access.VIEWER, this::uses));
    }

    // ---------------------------------------------------------------------------------------------- reading

    private Response kinds() {
        return Response.json(
                200,
                Map.of("kinds", records.kinds().stream().map(RecordJson::kind).toList()));
    }

    private Response list(Request request) {
        return Response.json(200, new RecordList(kind(request), request).of(records));
    }

    private Response choices(Request request) {
        var kind = kind(request);
        if (kind.key().isEmpty()) {
            throw RecordProblems.noChoices(kind);
        }
        var found = records.choices(
                kind, RecordList.words(request, "text"), Api.limit(request, USUAL_CHOICES, MOST_CHOICES));
        return Response.json(
                200, Map.of("choices", found.stream().map(RecordJson::ref).toList()));
    }

    private Response show(Request request) {
        var kind = kind(request);
        var key = request.variable("key");
        return switch (records.find(kind, key)) {
            case Lookup.Found<RecordRow>(var row) -> {
                var told = RecordJson.row(kind, row);
                yield Response.json(200, told).header("ETag", VersionTag.of(row, told));
            }
            case Lookup.Moved<RecordRow>(var to) ->
                Response.empty(308).header("Location", RecordJson.address(kind, to, Optional.empty()));
            case Lookup.Missing<RecordRow>() -> throw RecordProblems.unknown(kind, key);
        };
    }

    private Response uses(Request request) {
        var kind = kind(request);
        var row = named(kind, request);
        return Response.json(
                200,
                Map.of(
                        "uses",
                        records.uses(kind, row.id()).stream()
                                .map(use -> RecordJson.use(records.kind(use.kind()), use, row))
                                .toList()));
    }

    private RecordKind kind(Request request) {
        var name = request.variable("kind");
        return records.kind(name).orElseThrow(() -> RecordProblems.unknownKind(name));
    }

    /** The very record of this key: to follow a redirect here would be to change another one than was named. */
    private RecordRow named(RecordKind kind, Request request) {
        var key = request.variable("key");
        return switch (records.find(kind, key)) {
            case Lookup.Found<RecordRow>(var row) -> row;
            case Lookup.Moved<RecordRow>(var to) -> throw RecordProblems.retired(kind, key, to);
            case Lookup.Missing<RecordRow>() -> throw RecordProblems.unknown(kind, key);
        };
    }

    // ---------------------------------------------------------------------------------------------- writing

    private Response create(Request request) throws IOException {
        var kind = kind(request);
        var stated = RecordBody.of(kind, request.json());
        refuseUnread(kind, Optional.empty(), stated);
        return switch (records.create(kind, stated.values(), stated.links(), operation(kind, "create", request))) {
            case Saved.Done(var id, var key, var operation) ->
                written(201, kind, id, key, Optional.of(operation))
                        .header("Location", RecordJson.address(kind, key, Optional.of(id)));
            case Saved.Invalid(var problems) -> throw RecordProblems.invalid(kind, problems);
            case Saved.Unchanged _ -> throw notAnswered(kind);
            case Saved.Stale _ -> throw notAnswered(kind);
            case Saved.Missing() -> throw notAnswered(kind);
        };
    }

    private static IllegalStateException notAnswered(RecordKind kind) {
        return new IllegalStateException("a " + kind.name() + " was to be made, and that is no answer to it");
    }

    /** Where a value cannot be read nothing is tried, and yet all that is wrong is told at once. */
    private void refuseUnread(RecordKind kind, Optional<Long> id, RecordBody stated) {
        if (!stated.unread().isEmpty()) {
            var others = records.problems(kind, id, stated.values(), stated.links());
            throw RecordProblems.invalid(kind, FieldProblem.together(kind, stated.unread(), others));
        }
    }

    private Response change(Request request) throws IOException {
        var kind = kind(request);
        var version = VersionTag.required(request);
        var stated = RecordBody.of(kind, request.json());
        var id = named(kind, request).id();
        refuseUnread(kind, Optional.of(id), stated);
        var by = operation(kind, "edit", request);
        return switch (records.change(kind, id, version, stated.values(), stated.links(), by)) {
            case Saved.Done done -> written(200, kind, id, done.key(), Optional.of(done.operation()));
            case Saved.Unchanged same -> written(200, kind, id, same.key(), Optional.empty());
            case Saved.Invalid(var problems) -> throw RecordProblems.invalid(kind, problems);
            case Saved.Stale(var now) -> throw RecordProblems.stale(kind, now);
            case Saved.Missing() -> throw RecordProblems.unknown(kind, request.variable("key"));
        };
    }

    private Response remove(Request request) {
        var kind = kind(request);
        if (VOCABULARY.contains(kind.name())) {
            request.require(Access.ADMINISTRATOR);
        }
        var version = VersionTag.required(request);
        var row = named(kind, request);
        return switch (records.remove(kind, row.id(), version, operation(kind, "delete", request))) {
            case Removal.Done(var operation) -> Response.json(200, Map.of("operation", operation));
            case Removal.InUse(var uses) -> throw RecordProblems.inUse(records, kind, row, uses);
            case Removal.ReliedOn(var by) -> throw RecordProblems.reliedOn(row, by);
            case Removal.Stale() -> throw RecordProblems.stale(kind, named(kind, request));
            case Removal.Missing() -> throw RecordProblems.unknown(kind, row.key());
        };
    }

    private static NewOperation operation(RecordKind kind, String what, Request request) {
        return Api.operation(kind.name() + "." + what, request);
    }

    /** The record as it is now, which somebody else may have changed, or deleted, since we did what we were asked to. */
    private Response written(int status, RecordKind kind, long id, String key, Optional<Long> operation) {
        var json = new LinkedHashMap<String, Object>();
        json.put("operation", operation.orElse(null));
        if (records.find(kind, key) instanceof Lookup.Found<RecordRow>(var row) && row.id() == id) {
            var told = RecordJson.row(kind, row);
            json.put("record", told);
            return Response.json(status, json).header("ETag", VersionTag.of(row, told));
        }
        json.put("record", null);
        return Response.json(status, json);
    }
}
