package org.atelier.rest.internal;

import com.fasterxml.jackson.databind.util.RawValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.atelier.history.Change;
import org.atelier.history.FieldChange;
import org.atelier.history.LoggedOperation;
import org.atelier.history.Moment;
import org.atelier.history.Operation;
import org.atelier.history.RecordName;
import org.atelier.history.Timeline;
import org.atelier.merge.engine.ValueJson;
import org.atelier.merge.spi.Value;

/** Operations, changes and timelines as the API writes them. */
final class HistoryJson {
    private HistoryJson() {}

    /** A line of the log: its first changes in words. */
    static Map<String, Object> line(LoggedOperation logged) {
        var json = operation(logged.operation());
        rows(json, logged.rows());
        json.put("changes", logged.shown().stream().map(Change::words).toList());
        return json;
    }

    /** An operation with its rows. */
    static Map<String, Object> whole(LoggedOperation logged) {
        var json = operation(logged.operation());
        rows(json, logged.rows());
        json.put("changes", changes(logged.shown()));
        json.put("next", logged.next().orElse(null));
        return json;
    }

    static Map<String, Object> timeline(Timeline timeline) {
        var json = new LinkedHashMap<String, Object>();
        json.put("record", record(timeline.record()));
        json.put("state", state(timeline.state()));
        json.put("others", timeline.others().stream().map(HistoryJson::record).toList());
        json.put(
                "operations",
                timeline.steps().stream()
                        .map(step -> {
                            var one = operation(step.operation());
                            one.put("rows", step.rows());
                            one.put("changes", changes(step.shown()));
                            return one;
                        })
                        .toList());
        json.put("next", timeline.next().orElse(null));
        return json;
    }

    private static Map<String, Object> state(Timeline.State state) {
        var json = new LinkedHashMap<String, Object>();
        switch (state) {
            case Timeline.State.Living() -> json.put("is", "living");
            case Timeline.State.Deleted(var operation, var at) -> {
                json.put("is", "deleted");
                json.put("operation", operation);
                json.put("at", at.toString());
            }
            case Timeline.State.Merged(var operation, var at, var into) -> {
                json.put("is", "merged");
                json.put("operation", operation);
                json.put("at", at.toString());
                json.put("into", record(into));
            }
        }
        return json;
    }

    static Map<String, Object> moment(Moment moment) {
        var json = new LinkedHashMap<String, Object>();
        json.put("record", record(moment.record()));
        json.put("at", moment.at().toString());
        json.put("present", moment.present());
        json.put("last", moment.last().map(HistoryJson::operation).orElse(null));
        json.put(
                "fields",
                moment.fields().stream()
                        .map(field -> {
                            var one = new LinkedHashMap<String, Object>();
                            one.put("column", field.column());
                            one.put("label", field.label());
                            one.put("value", value(field.value()));
                            one.put("words", field.words());
                            return one;
                        })
                        .toList());
        json.put(
                "hanging",
                moment.hanging().stream()
                        .map(row -> Map.of("table", row.table(), "label", row.label(), "name", row.name()))
                        .toList());
        json.put("more", moment.more());
        return json;
    }

    private static Map<String, Object> operation(Operation operation) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", operation.id());
        json.put("kind", operation.kind());
        json.put("words", operation.words());
        json.put("actor", operation.actor());
        json.put("at", operation.at().toString());
        json.put("request_id", operation.requestId());
        json.put("note", operation.note());
        json.put("undone_by", operation.undoneBy().orElse(null));
        json.put("undid", operation.undid().orElse(null));
        return json;
    }

    private static void rows(Map<String, Object> json, long rows) {
        json.put("rows", rows);
        json.put("more_rows", rows >= LoggedOperation.COUNTED);
    }

    private static List<Map<String, Object>> changes(List<Change> changes) {
        return changes.stream().map(HistoryJson::change).toList();
    }

    private static Map<String, Object> change(Change change) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", change.id());
        json.put("table", change.table());
        json.put("key", new RawValue(ValueJson.json(change.key())));
        json.put("sort", change.sort().name().toLowerCase(Locale.ROOT));
        json.put("words", change.words());
        json.put("record", change.record().map(HistoryJson::record).orElse(null));
        json.put("ends", change.ends().stream().map(HistoryJson::record).toList());
        json.put("fields", change.fields().stream().map(HistoryJson::field).toList());
        json.put("before", row(change.before()));
        json.put("after", row(change.after()));
        return json;
    }

    private static Map<String, Object> field(FieldChange field) {
        var json = new LinkedHashMap<String, Object>();
        json.put("column", field.column());
        json.put("label", field.label());
        json.put("before", value(field.before()));
        json.put("after", value(field.after()));
        json.put("before_words", field.beforeWords());
        json.put("after_words", field.afterWords());
        return json;
    }

    private static Map<String, Object> record(RecordName record) {
        var json = new LinkedHashMap<String, Object>();
        json.put("kind", record.kind());
        json.put("id", record.id());
        json.put("name", record.name());
        return json;
    }

    private static Object row(Optional<SortedMap<String, Value>> row) {
        return row.map(values -> new RawValue(ValueJson.json(values))).orElse(null);
    }

    private static Object value(Value value) {
        return switch (value) {
            case Value.Absent() -> null;
            case Value.Text(var text) -> text;
            case Value.Number(var number) -> new RawValue(number.toPlainString());
            case Value.Flag(var on) -> on;
            case Value.Structure(var json) -> new RawValue(json);
        };
    }
}
