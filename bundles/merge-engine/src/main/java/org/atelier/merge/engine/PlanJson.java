package org.atelier.merge.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import org.atelier.merge.spi.RelatedRow;
import org.atelier.merge.spi.Target;

/**
 * A plan as JSON, version 1. The same plan gives the same bytes; its fingerprint covers all of them but the words, what
 * nobody takes over (which follows from the rest), and the fingerprint itself, so that better wording does not make old plans stale.
 */
public final class PlanJson {
    /** Raised when a reader of an older version would misunderstand the plan. */
    public static final int VERSION = 1;

    private PlanJson() {}

    /** The whole plan, with words and fingerprint. */
    public static String write(Plan plan) {
        var json = canonical(plan);
        var words = new PlanWords(plan);
        var steps = (ArrayNode) json.get("steps");
        for (int i = 0; i < steps.size(); i++) {
            ((ObjectNode) steps.get(i)).put("words", words.of(plan.steps().get(i)));
        }
        var left = json.putArray("not_taken_over");
        words.notTakenOver()
                .forEach(field -> left.addObject()
                        .put("field", field.field())
                        .put("label", field.label())
                        .put("words", field.words()));
        json.put("fingerprint", plan.fingerprint());
        return ValueJson.text(json);
    }

    /** SHA-256 of the plan's canonical form, in lower-case hexadecimal. */
    public static String fingerprint(Plan plan) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(ValueJson.text(canonical(plan)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static ObjectNode canonical(Plan plan) {
        var json = ValueJson.JSON.createObjectNode();
        json.put("version", VERSION);
        json.put("kind", plan.kind().entity().kind());
        json.put("base", plan.base().name().toLowerCase(Locale.ROOT));
        json.set("a", subject(plan.snapshot().a()));
        json.set("b", subject(plan.snapshot().b()));
        var choices = json.putObject("choices");
        plan.choices().forEach(choices::put);
        var relations = json.putObject("relations");
        plan.snapshot().links().forEach((name, links) -> {
            var relation = relations.putObject(name);
            relation.set("a", targets(links.a()));
            relation.set("b", targets(links.b()));
        });
        plan.snapshot().rows().forEach((name, rows) -> {
            var relation = relations.putObject(name);
            relation.set("a", rows(rows.a()));
            relation.set("b", rows(rows.b()));
        });
        var redirects = json.putArray("redirects");
        plan.snapshot()
                .redirects()
                .forEach(redirect -> redirects
                        .addObject()
                        .put("form", redirect.form())
                        .put("value", redirect.value())
                        .put("target", redirect.target())
                        .put("operation", redirect.operation()));
        var steps = json.putArray("steps");
        plan.steps().forEach(step -> write(step, steps.addObject()));
        return json;
    }

    private static ObjectNode subject(Snapshot.Subject subject) {
        var json = ValueJson.JSON.createObjectNode();
        json.put("id", subject.id());
        json.put("slug", subject.slug());
        json.set("values", ValueJson.object(subject.values()));
        var words = json.putObject("words");
        subject.words().forEach(words::put);
        return json;
    }

    private static ArrayNode targets(Collection<Target> targets) {
        var json = ValueJson.JSON.createArrayNode();
        targets.forEach(target -> json.add(target(target)));
        return json;
    }

    private static ObjectNode target(Target target) {
        return ValueJson.JSON.createObjectNode().put("id", target.id()).put("label", target.label());
    }

    private static ArrayNode rows(Collection<RelatedRow> rows) {
        var json = ValueJson.JSON.createArrayNode();
        for (var row : rows) {
            var object = json.addObject();
            object.put("id", row.id());
            object.set("values", ValueJson.object(row.values()));
            var words = object.putObject("words");
            new java.util.TreeMap<>(row.words()).forEach(words::put);
        }
        return json;
    }

    private static void write(Step step, ObjectNode json) {
        switch (step) {
            case Step.Move(var relation, var row) -> ofRow(json, "move", relation, row);
            case Step.Fold(var relation, var row, var into, var fills) ->
                ofRow(json, "fold", relation, row).put("into", into).set("fills", ValueJson.object(fills));
            case Step.Discard(var relation, var row, var reason) ->
                ofRow(json, "discard", relation, row).put("reason", reason);
            case Step.Repoint(var relation, var row) -> ofRow(json, "repoint", relation, row);
            case Step.Detach(var relation, var row) -> ofRow(json, "detach", relation, row);
            case Step.Link(var relation, var target) ->
                json.put("step", "link").put("relation", relation).set("target", target(target));
            case Step.Unlink(var relation, var from, var target) ->
                json.put("step", "unlink")
                        .put("relation", relation)
                        .put("from", from.name().toLowerCase(Locale.ROOT))
                        .set("target", target(target));
            case Step.Retire(var row, var slug) ->
                json.put("step", "retire").put("id", row).put("slug", slug);
            case Step.Set(var field, var column, var before, var after) -> {
                json.put("step", "set").put("field", field).put("column", column);
                json.set("before", ValueJson.node(before));
                json.set("after", ValueJson.node(after));
            }
            case Step.Redirect(var form, var value) ->
                json.put("step", "redirect").put("form", form).put("value", value);
        }
    }

    private static ObjectNode ofRow(ObjectNode json, String step, String relation, long row) {
        return json.put("step", step).put("relation", relation).put("row", row);
    }
}
