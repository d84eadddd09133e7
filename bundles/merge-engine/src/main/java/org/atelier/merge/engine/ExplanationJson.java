package org.atelier.merge.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** An explanation as JSON, version 1. */
public final class ExplanationJson {
    /** Raised when a reader of an older version would misunderstand it. */
    public static final int VERSION = 1;

    private ExplanationJson() {}

    public static String write(Explanation explanation) {
        var json = ValueJson.JSON.createObjectNode();
        json.put("version", VERSION);
        json.put("kind", explanation.kind());
        json.put("id", explanation.id());
        json.put("slug", explanation.slug());
        var merges = json.putArray("merges");
        explanation.merges().forEach(merge -> put(merges.addObject(), merge));
        var fields = json.putArray("fields");
        for (var field : explanation.fields()) {
            var object = fields.addObject();
            object.put("name", field.name()).put("label", field.label());
            object.set("value", ValueJson.node(field.value()));
            object.put("words", field.words());
            field.source()
                    .ifPresentOrElse(source -> put(object.putObject("source"), source), () -> object.putNull("source"));
        }
        var relations = json.putArray("relations");
        for (var relation : explanation.relations()) {
            var object = relations.addObject();
            object.put("name", relation.name()).put("label", relation.label()).put("total", relation.total());
            var rows = object.putArray("rows");
            for (var row : relation.rows()) {
                var one = rows.addObject().put("table", row.table());
                one.set("key", ValueJson.object(row.key()));
                one.put("words", row.words());
                row.source()
                        .ifPresentOrElse(source -> put(one.putObject("source"), source), () -> one.putNull("source"));
            }
        }
        return ValueJson.text(json);
    }

    private static void put(ObjectNode json, MergeSummary merge) {
        json.put("id", merge.id());
        json.put("kind", merge.kind());
        json.put("at", merge.at().toString());
        json.put("actor", merge.actor());
        json.put("note", merge.note());
        put(json.putObject("survivor"), new Explanation.Named(merge.survivorId(), merge.survivor()));
        put(json.putObject("retired"), new Explanation.Named(merge.retiredId(), merge.retired()));
        json.put("undone_by", merge.undoneBy().orElse(null));
    }

    private static void put(ObjectNode json, Explanation.Named record) {
        json.put("id", record.id()).put("slug", record.slug());
    }

    private static void put(ObjectNode json, Explanation.Source source) {
        var operation = source.operation();
        json.put("operation", operation.id());
        json.put("kind", operation.kind());
        json.put("at", operation.at().toString());
        json.put("actor", operation.actor());
        json.put("note", operation.note());
        json.put("how", source.how().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        source.strategy().ifPresent(strategy -> json.put("strategy", strategy));
        source.from().ifPresent(record -> put(json.putObject("from"), record));
        var origins = json.putArray("origins");
        source.origins().forEach(origin -> put(origins.addObject(), origin));
    }
}
