package org.atelier.merge.engine;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.atelier.merge.spi.RelatedRow;
import org.atelier.merge.spi.Target;

/**
 * A plan as JSON, version 1. The same plan gives the same bytes; its fingerprint covers all of them but the words, what
 * nobody takes over and what is folded away (which follow from the rest), and the fingerprint itself, so that better wording does not make old plans stale.
 */
public final class PlanJson {
    /** Raised when a reader of an older version would misunderstand the plan. */
    public static final int VERSION = 1;

    private PlanJson() {}

    /** The whole plan, with words and fingerprint. */
    public static String write(Plan plan) {
        return text(plan, Optional.of(new PlanWords(plan)));
    }

    /** SHA-256 of the plan's canonical form, in lower-case hexadecimal. */
    public static String fingerprint(Plan plan) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(text(plan, Optional.empty()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Written as it comes, without a tree: there may be a hundred thousand rows.
     *
     * @param words where words and fingerprint are wanted
     */
    private static String text(Plan plan, Optional<PlanWords> words) {
        var text = new StringWriter();
        try (var json = ValueJson.JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeStringField("kind", plan.kind().entity().kind());
            json.writeStringField("base", plan.base().name().toLowerCase(Locale.ROOT));
            json.writeFieldName("a");
            subject(json, plan.snapshot().a());
            json.writeFieldName("b");
            subject(json, plan.snapshot().b());
            json.writeFieldName("choices");
            texts(json, plan.choices());
            relations(json, plan.snapshot());
            redirects(json, plan.snapshot());
            json.writeArrayFieldStart("steps");
            for (var step : plan.steps()) {
                json.writeStartObject();
                write(json, step);
                if (words.isPresent()) {
                    json.writeStringField("words", words.get().of(step));
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            if (words.isPresent()) {
                json.writeArrayFieldStart("not_taken_over");
                for (var left : words.get().notTakenOver()) {
                    json.writeStartObject();
                    json.writeStringField("field", left.field());
                    json.writeStringField("label", left.label());
                    json.writeStringField("words", left.words());
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeArrayFieldStart("folded_away");
                for (var folded : words.get().foldedAway()) {
                    json.writeStartObject();
                    json.writeStringField("relation", folded.relation());
                    json.writeNumberField("row", folded.row());
                    json.writeStringField("of", folded.of());
                    json.writeStringField("column", folded.column());
                    json.writeStringField("label", folded.label());
                    json.writeStringField("words", folded.words());
                    json.writeStringField("kept", folded.kept());
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeStringField("fingerprint", plan.fingerprint());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("a text that cannot be written to", e);
        }
        return text.toString();
    }

    private static void subject(JsonGenerator json, Snapshot.Subject subject) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", subject.id());
        json.writeStringField("slug", subject.slug());
        json.writeFieldName("values");
        ValueJson.write(json, subject.values());
        json.writeFieldName("words");
        texts(json, subject.words());
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, SortedMap<String, String> texts) throws IOException {
        json.writeStartObject();
        for (var entry : texts.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static void relations(JsonGenerator json, Snapshot snapshot) throws IOException {
        json.writeObjectFieldStart("relations");
        for (var links : snapshot.links().entrySet()) {
            json.writeObjectFieldStart(links.getKey());
            json.writeFieldName("a");
            targets(json, links.getValue().a());
            json.writeFieldName("b");
            targets(json, links.getValue().b());
            json.writeEndObject();
        }
        for (var rows : snapshot.rows().entrySet()) {
            json.writeObjectFieldStart(rows.getKey());
            json.writeFieldName("a");
            rows(json, rows.getValue().a());
            json.writeFieldName("b");
            rows(json, rows.getValue().b());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void redirects(JsonGenerator json, Snapshot snapshot) throws IOException {
        json.writeArrayFieldStart("redirects");
        for (var redirect : snapshot.redirects()) {
            json.writeStartObject();
            json.writeStringField("form", redirect.form());
            json.writeStringField("value", redirect.value());
            json.writeNumberField("target", redirect.target());
            json.writeNumberField("operation", redirect.operation());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void targets(JsonGenerator json, Collection<Target> targets) throws IOException {
        json.writeStartArray();
        for (var target : targets) {
            target(json, target);
        }
        json.writeEndArray();
    }

    private static void target(JsonGenerator json, Target target) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", target.id());
        json.writeStringField("label", target.label());
        json.writeEndObject();
    }

    private static void rows(JsonGenerator json, Collection<RelatedRow> rows) throws IOException {
        json.writeStartArray();
        for (var row : rows) {
            json.writeStartObject();
            json.writeNumberField("id", row.id());
            json.writeFieldName("values");
            ValueJson.write(json, row.values());
            json.writeFieldName("words");
            texts(json, new TreeMap<>(row.words()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Step step) throws IOException {
        switch (step) {
            case Step.Move(var relation, var row) -> ofRow(json, "move", relation, row);
            case Step.Fold(var relation, var row, var into, var fills) -> {
                ofRow(json, "fold", relation, row);
                json.writeNumberField("into", into);
                json.writeFieldName("fills");
                ValueJson.write(json, fills);
            }
            case Step.Discard(var relation, var row, var reason) -> {
                ofRow(json, "discard", relation, row);
                json.writeStringField("reason", reason);
            }
            case Step.Repoint(var relation, var row) -> ofRow(json, "repoint", relation, row);
            case Step.Detach(var relation, var row) -> ofRow(json, "detach", relation, row);
            case Step.Link(var relation, var target) -> {
                json.writeStringField("step", "link");
                json.writeStringField("relation", relation);
                json.writeFieldName("target");
                target(json, target);
            }
            case Step.Unlink(var relation, var from, var target) -> {
                json.writeStringField("step", "unlink");
                json.writeStringField("relation", relation);
                json.writeStringField("from", from.name().toLowerCase(Locale.ROOT));
                json.writeFieldName("target");
                target(json, target);
            }
            case Step.Retire(var row, var slug) -> {
                json.writeStringField("step", "retire");
                json.writeNumberField("id", row);
                json.writeStringField("slug", slug);
            }
            case Step.Set(var field, var column, var before, var after) -> {
                json.writeStringField("step", "set");
                json.writeStringField("field", field);
                json.writeStringField("column", column);
                json.writeFieldName("before");
                ValueJson.write(json, before);
                json.writeFieldName("after");
                ValueJson.write(json, after);
            }
            case Step.Redirect(var form, var value) -> {
                json.writeStringField("step", "redirect");
                json.writeStringField("form", form);
                json.writeStringField("value", value);
            }
        }
    }

    private static void ofRow(JsonGenerator json, String step, String relation, long row) throws IOException {
        json.writeStringField("step", step);
        json.writeStringField("relation", relation);
        json.writeNumberField("row", row);
    }
}
