package org.atelier.merge.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.atelier.merge.spi.Value;

/** The plan of an undo as JSON, version 1. The same plan gives the same bytes; the fingerprint leaves the words out. */
public final class UndoJson {
    /** Raised when a reader of an older version would misunderstand the plan. */
    public static final int VERSION = 1;

    private UndoJson() {}

    /** The whole plan, with words and fingerprint. */
    public static String write(UndoPlan plan) {
        return ValueJson.text(json(plan, true).put("fingerprint", plan.fingerprint()));
    }

    /** The whole plan as it was done, with the answers given to its conflicts. */
    public static String write(UndoPlan plan, Map<String, Resolution> resolutions) {
        var json = json(plan, true).put("fingerprint", plan.fingerprint());
        var answers = json.putObject("resolutions");
        new TreeMap<>(resolutions).forEach((conflict, answer) -> answers.put(conflict, word(answer)));
        return ValueJson.text(json);
    }

    /** SHA-256 of the plan's canonical form, in lower-case hexadecimal. */
    public static String fingerprint(UndoPlan plan) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(ValueJson.text(json(plan, false)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static ObjectNode json(UndoPlan plan, boolean words) {
        var json = ValueJson.JSON.createObjectNode();
        json.put("version", VERSION);
        json.put("operation", plan.operation());
        json.put("kind", plan.kind());
        json.put("actor", plan.actor());
        json.put("at", plan.at().toString());
        var restorations = json.putArray("restorations");
        plan.restorations().forEach(restoration -> {
            var row = restorations.addObject();
            row.put("table", restoration.change().table());
            row.set("key", ValueJson.object(restoration.change().key()));
            put(row, "now", restoration.change().after());
            put(row, "then", restoration.change().before());
            if (words) {
                row.put("words", restoration.words());
            }
        });
        var conflicts = json.putArray("conflicts");
        plan.conflicts().forEach(conflict -> put(conflicts.addObject(), conflict, words));
        if (words) {
            var since = json.putArray("since");
            plan.since()
                    .forEach(row -> since.addObject()
                            .put("relation", row.relation())
                            .put("row", row.row())
                            .put("words", row.words()));
        }
        return json;
    }

    private static void put(ObjectNode json, UndoConflict conflict, boolean words) {
        json.put("id", conflict.id());
        json.put("reason", word(conflict.reason()));
        json.put("table", conflict.table());
        json.set("key", ValueJson.object(conflict.key()));
        put(json, "merged", conflict.merged());
        put(json, "now", conflict.now());
        put(json, "before", conflict.before());
        var columns = json.putArray("columns");
        conflict.columns().forEach(columns::add);
        if (conflict.since().isPresent()) {
            var change = conflict.since().get();
            json.putObject("since")
                    .put("operation", change.operation())
                    .put("kind", change.kind())
                    .put("actor", change.actor())
                    .put("at", change.at().toString());
        } else {
            json.putNull("since");
        }
        var choices = json.putArray("choices");
        conflict.choices().forEach(choice -> choices.add(word(choice)));
        if (words) {
            json.put("row", conflict.row());
            var values = json.putArray("values");
            conflict.values()
                    .forEach(value -> values.addObject()
                            .put("column", value.column())
                            .put("merged", value.merged())
                            .put("now", value.now())
                            .put("restored", value.restored()));
            json.put("words", conflict.words());
        }
    }

    private static void put(ObjectNode json, String name, Optional<SortedMap<String, Value>> row) {
        if (row.isPresent()) {
            json.set(name, ValueJson.object(row.get()));
        } else {
            json.putNull(name);
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
