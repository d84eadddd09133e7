package org.atelier.rest.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.atelier.duplicates.Dismissal;
import org.atelier.duplicates.Duplicates;
import org.atelier.http.Access;
import org.atelier.http.Json;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.merge.engine.MergeForm;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.Merges;
import org.atelier.merge.spi.Side;

/** Merging two records: what can be chosen, the plan, doing it, and the receipt. */
final class MergeRoutes {
    static final String MERGES = Api.ROOT + "/merges";
    private static final String FINGERPRINT = "fingerprint";
    private static final String NOTE = "note";
    private static final List<String> REQUEST = List.of("kind", "a", "b", "base", "choices", "default");
    private static final List<String> CONFIRMED_REQUEST =
            List.of("kind", "a", "b", "base", "choices", "default", FINGERPRINT, NOTE);

    private final Merges merges;
    private final Duplicates duplicates;

    MergeRoutes(Merges merges, Duplicates duplicates) {
        this.merges = merges;
        this.duplicates = duplicates;
    }

    List<Route> routes() {
        return List.of(
                Route.get(MERGES + "/kinds", Access.VIEWER, _ -> kinds()),
                Route.get(MERGES + "/kinds/{kind}", Access.VIEWER, this::form),
                Route.post(MERGES + "/plan", Access.VIEWER, this::plan).consumes("application/json"),
                Route.post(MERGES, Access.EDITOR, this::apply).consumes("application/json"));
    }

    private Response kinds() {
        var kinds = merges.kinds().entrySet().stream()
                .map(kind -> Map.of("kind", kind.getKey(), "label", kind.getValue()))
                .toList();
        return Response.json(200, Map.of("kinds", kinds));
    }

    private Response form(Request request) {
        var form = MergeProblems.asking(() -> merges.form(request.variable("kind")));
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
        var plan = MergeProblems.asking(() -> merges.plan(wanted));
        var said = duplicates.said(
                wanted.kind(), plan.survivor().slug(), plan.retired().slug());
        return Response.bytes(
                200, "application/json", withNotices(merges.json(plan), said).getBytes(StandardCharsets.UTF_8));
    }

    /** Beside the plan, which is data and may be long, and of which they are no part. */
    private static String withNotices(String plan, List<Dismissal> said) throws IOException {
        var notices = Json.write(said.stream().map(MergeRoutes::notice).toList());
        return plan.substring(0, plan.lastIndexOf('}'))
                + ",\"notices\":"
                + new String(notices, StandardCharsets.UTF_8)
                + "}";
    }

    private static Map<String, Object> notice(Dismissal dismissal) {
        var json = new LinkedHashMap<String, Object>();
        json.put("code", "not-a-duplicate");
        json.put(
                "words",
                "%s said at %s that these two are no duplicates%s (operation %d). They can be merged all the same."
                        .formatted(
                                dismissal.actor(),
                                dismissal.at(),
                                dismissal.reason().isBlank() ? "" : ": \"" + dismissal.reason() + "\"",
                                dismissal.operation()));
        json.put("actor", dismissal.actor());
        json.put("at", dismissal.at().toString());
        json.put("reason", dismissal.reason());
        json.put("operation", dismissal.operation());
        return json;
    }

    private Response apply(Request request) throws IOException {
        var body = JsonObject.of(request.json(), CONFIRMED_REQUEST);
        var wanted = wanted(body);
        var fingerprint = body.text(FINGERPRINT);
        var by = Api.operation(
                "merge." + wanted.kind(), request, body.optionalText(NOTE).orElse(""));
        var receipt = MergeProblems.asking(() -> merges.apply(wanted, fingerprint, by));
        return Response.json(201, MergeJson.receipt(receipt, Optional.empty()))
                .header("Location", MERGES + "/" + receipt.id());
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
}
