package org.atelier.rest.internal;

import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeForm;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.Merges;
import org.atelier.merge.engine.Receipt;
import org.atelier.merge.spi.Side;

/** Merging two records: what can be chosen, the plan, doing it, and the receipt. */
final class MergeRoutes {
    private static final String MERGES = Api.ROOT + "/merges";
    private static final String FINGERPRINT = "fingerprint";
    private static final String NOTE = "note";
    private static final List<String> REQUEST = List.of("kind", "a", "b", "base", "choices", "default");
    private static final List<String> CONFIRMED_REQUEST =
            List.of("kind", "a", "b", "base", "choices", "default", FINGERPRINT, NOTE);

    /** How long a client had better wait for a missing plugin, in seconds. */
    private static final String RETRY_AFTER = "30";

    private final Merges merges;

    MergeRoutes(Merges merges) {
        this.merges = merges;
    }

    List<Route> routes() {
        return List.of(
                Route.get(MERGES + "/kinds/{kind}", Access.ADMINISTRATOR, this::form),
                Route.post(MERGES + "/plan", Access.ADMINISTRATOR, this::plan).consumes("application/json"),
                Route.post(MERGES, Access.ADMINISTRATOR, this::apply).consumes("application/json"),
                Route.get(MERGES + "/{id}", Access.ADMINISTRATOR, this::receipt));
    }

    private Response form(Request request) {
        var form = asking(() -> merges.form(request.variable("kind")));
        var json = new LinkedHashMap<String, Object>();
        json.put("kind", form.kind().entity().kind());
        json.put("label", form.kind().entity().label());
        json.put("fields", form.fields().stream().map(MergeRoutes::decision).toList());
        json.put(
                "relations",
                form.relations().stream().map(MergeRoutes::decision).toList());
        return Response.json(200, json);
    }

    private static Map<String, Object> decision(MergeForm.Decision decision) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", decision.name());
        json.put("label", decision.label());
        json.put("default", decision.defaultStrategy());
        json.put("offers", decision.offers().stream().map(MergeRoutes::offer).toList());
        return json;
    }

    private static Map<String, Object> offer(MergeForm.Offer offer) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", offer.id());
        json.put("label", offer.label());
        return json;
    }

    private Response plan(Request request) throws IOException {
        var wanted = wanted(JsonObject.of(request.json(), REQUEST));
        var json = asking(() -> merges.json(merges.plan(wanted)));
        return Response.bytes(200, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    private Response apply(Request request) throws IOException {
        var body = JsonObject.of(request.json(), CONFIRMED_REQUEST);
        var wanted = wanted(body);
        var fingerprint = body.text(FINGERPRINT);
        var by = Api.operation(
                "merge." + wanted.kind(), request, body.optionalText(NOTE).orElse(""));
        var receipt = asking(() -> merges.apply(wanted, fingerprint, by));
        return Response.json(201, json(receipt)).header("Location", MERGES + "/" + receipt.id());
    }

    private Response receipt(Request request) {
        var id = request.variable("id");
        return (id.matches("[0-9]{1,18}") ? merges.receipt(Long.parseLong(id)) : Optional.<Receipt>empty())
                .map(receipt -> Response.json(200, json(receipt)))
                .orElseThrow(() -> Problem.notFound(
                                "unknown-merge", "Unknown merge", "There is no merge \"%s\".".formatted(id))
                        .exception());
    }

    private static MergeRequest wanted(JsonObject body) {
        return new MergeRequest(
                body.text("kind"),
                body.text("a"),
                body.text("b"),
                Side.valueOf(body.oneOf("base", List.of("a", "b")).toUpperCase(Locale.ROOT)),
                body.texts("choices"),
                body.optionalText("default"));
    }

    private static Map<String, Object> json(Receipt receipt) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", receipt.id());
        json.put("kind", receipt.kind());
        json.put("at", receipt.at().toString());
        json.put("actor", receipt.actor());
        json.put("request_id", receipt.requestId());
        json.put(NOTE, receipt.note());
        json.put("survivor", record(receipt.survivorId(), receipt.survivor()));
        json.put("retired", record(receipt.retiredId(), receipt.retired()));
        json.put(FINGERPRINT, receipt.fingerprint());
        json.put("plan", new RawValue(receipt.plan()));
        return json;
    }

    private static Map<String, Object> record(long id, String slug) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", id);
        json.put("slug", slug);
        return json;
    }

    private static <R> R asking(Supplier<R> question) {
        try {
            return question.get();
        } catch (MergeException e) {
            throw problem(e);
        }
    }

    private static ProblemException problem(MergeException e) {
        var status = switch (e.code()) {
            case UNKNOWN_KIND, UNKNOWN_RECORD, UNKNOWN_OPERATION -> 404;
            case RETIRED_RECORD, VALUE_TAKEN, UNDECLARED_REFERENCE, UNDONE_ALREADY, LATER_OPERATION, STALE_PLAN -> 409;
            case SAME_RECORD, UNKNOWN_CHOICE, UNKNOWN_STRATEGY, RULE_BROKEN -> 422;
            case MISSING_STRATEGY, BAD_ANSWER, CENSUS_INCOMPLETE -> 503;
            case LEDGER_MISMATCH, NOT_REVERSIBLE -> 500;
        };
        var problem = new Problem(
                status,
                e.code().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                title(e.code()),
                sentence(e.getMessage()));
        return (e.code() == MergeException.Code.MISSING_STRATEGY
                        ? problem.withHeader("Retry-After", RETRY_AFTER)
                        : problem)
                .exception(e);
    }

    private static String title(MergeException.Code code) {
        return switch (code) {
            case UNKNOWN_KIND -> "Unknown kind";
            case UNKNOWN_RECORD -> "Unknown record";
            case RETIRED_RECORD -> "Merged already";
            case SAME_RECORD -> "The same record twice";
            case UNKNOWN_CHOICE -> "Unknown field or relation";
            case UNKNOWN_STRATEGY -> "Unknown strategy";
            case MISSING_STRATEGY -> "Missing strategy";
            case BAD_ANSWER -> "A strategy failed";
            case VALUE_TAKEN -> "Value taken";
            case UNDECLARED_REFERENCE -> "Undeclared reference";
            case RULE_BROKEN -> "Rule broken";
            case CENSUS_INCOMPLETE -> "The database has more than merging knows";
            case UNKNOWN_OPERATION -> "Unknown merge";
            case UNDONE_ALREADY -> "Undone already";
            case LATER_OPERATION -> "Something later stands on it";
            case STALE_PLAN -> "Stale plan";
            case LEDGER_MISMATCH -> "Not what the plan says";
            case NOT_REVERSIBLE -> "Not reversible";
        };
    }

    private static String sentence(String message) {
        return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
    }
}
