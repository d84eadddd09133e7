package org.atelier.rest.internal;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.atelier.http.BasePath;
import org.atelier.records.FieldText;
import org.atelier.records.Range;
import org.atelier.records.RecordField;
import org.atelier.records.RecordKind;
import org.atelier.records.RecordLink;
import org.atelier.records.RecordRef;
import org.atelier.records.RecordRow;
import org.atelier.records.Use;

/** Kinds and records as JSON. */
final class RecordJson {
    /** Last segments that are addresses of their own, and names that a path cannot end with. */
    private static final List<String> NOT_IN_A_PATH = List.of("", ".", "..", "choices");

    private RecordJson() {}

    static Map<String, Object> kind(RecordKind kind) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", kind.name());
        json.put("plural", kind.plural());
        json.put("label", kind.label());
        json.put("labels", kind.labels());
        json.put("key", kind.key().orElse(null));
        json.put("fields", kind.fields().stream().map(RecordJson::field).toList());
        json.put("links", kind.links().stream().map(RecordJson::link).toList());
        json.put("listed", kind.listed());
        json.put("sorted", kind.sorted());
        json.put("descending", kind.descending());
        json.put("filtered", kind.filtered());
        return json;
    }

    private static Map<String, Object> field(RecordField field) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", field.name());
        json.put("label", field.label());
        json.put("type", field.type().name().toLowerCase(Locale.ROOT));
        json.put("optional", field.optional());
        json.put("computed", field.computed());
        json.put("initial", field.initial());
        json.put("refers_to", field.refersTo().orElse(null));
        json.put("least", field.range().map(Range::least).orElse(null));
        json.put("most", field.range().map(Range::most).orElse(null));
        return json;
    }

    private static Map<String, Object> link(RecordLink link) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", link.name());
        json.put("label", link.label());
        json.put("refers_to", link.target());
        return json;
    }

    static Map<String, Object> row(RecordKind kind, RecordRow row) {
        var json = new LinkedHashMap<String, Object>();
        json.put("kind", kind.name());
        json.put("id", row.id());
        json.put("key", row.key());
        json.put("title", row.title());
        json.put("version", row.version());
        json.put("href", BasePath.of(address(kind, row.key(), Optional.of(row.id()))));
        json.put("values", values(row));
        return json;
    }

    /** Fields and links by name, as they are sent back. */
    private static Map<String, Object> values(RecordRow row) {
        var values = new LinkedHashMap<String, Object>();
        row.values().forEach((name, value) -> values.put(name, value(value)));
        row.links()
                .forEach((name, targets) ->
                        values.put(name, targets.stream().map(RecordRef::key).toList()));
        return values;
    }

    /** Numbers and flags as JSON has them; amounts as texts, because JSON's readers make them inexact. */
    private static Object value(Object value) {
        return switch (value) {
            case null -> null;
            case Boolean flag -> flag;
            case Integer number -> number;
            case Double number -> number;
            case BigDecimal amount -> FieldText.of(amount);
            default -> FieldText.of(value);
        };
    }

    static Map<String, Object> ref(RecordRef ref) {
        var json = new LinkedHashMap<String, Object>();
        json.put("kind", ref.kind());
        json.put("id", ref.id());
        json.put("key", ref.key());
        json.put("title", ref.title());
        return json;
    }

    /** @param of the kind of those that use it, where it is one of ours */
    static Map<String, Object> use(Optional<RecordKind> of, Use use, RecordRow used) {
        var json = use(use);
        json.put(
                "href",
                of.filter(kind -> kind.filtered().contains(use.field()))
                        .map(kind -> BasePath.of(RecordRoutes.RECORDS + "/" + kind.name() + "?where="
                                + Api.segment(use.field() + ":" + used.key())))
                        .orElse(null));
        return json;
    }

    private static Map<String, Object> use(Use use) {
        var json = new LinkedHashMap<String, Object>();
        json.put("kind", use.kind());
        json.put("field", use.field());
        json.put("label", use.label());
        json.put("count", use.count());
        return json;
    }

    /** Where a record is: by its key, or by its id where the key cannot stand in a path. */
    static String address(RecordKind kind, String key, Optional<Long> id) {
        var fits = !NOT_IN_A_PATH.contains(key)
                && key.chars().noneMatch(c -> c == '/' || c == '\\' || c == ';' || c == '%');
        return RecordRoutes.RECORDS + "/" + kind.name() + "/"
                + (fits ? Api.segment(key) : id.map(Object::toString).orElseGet(() -> Api.segment(key)));
    }
}
