package org.atelier.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.atelier.records.FieldProblem;
import org.atelier.records.FieldText;
import org.atelier.records.FieldType;
import org.atelier.records.RecordField;
import org.atelier.records.RecordKind;
import org.atelier.records.RecordLink;
import org.atelier.records.UnfitTextException;

/**
 * What a client states of a record: fields and links by name, and what is not stated is not touched.
 *
 * @param values by field, null where it is to be absent
 * @param links by name, the keys of what is linked
 * @param unread what is wrong with values that do not fit, and with members that are unknown, which are among neither
 */
record RecordBody(Map<String, Object> values, Map<String, List<String>> links, List<FieldProblem> unread) {

    /** @throws org.atelier.http.ProblemException 400 if it is no object */
    static RecordBody of(RecordKind kind, JsonNode sent) {
        JsonObject.requireObject(sent);
        var values = new LinkedHashMap<String, Object>();
        var links = new LinkedHashMap<String, List<String>>();
        var problems = new ArrayList<FieldProblem>();
        for (var member : sent.properties()) {
            var name = member.getKey();
            try {
                var field = kind.field(name);
                if (field.isPresent()) {
                    values.put(name, value(field.get(), member.getValue()));
                } else if (kind.link(name).isPresent()) {
                    links.put(name, keys(member.getValue()));
                } else {
                    throw new UnfitTextException("is unknown; known are " + String.join(", ", known(kind)));
                }
            } catch (UnfitTextException e) {
                problems.add(new FieldProblem(name, e.getMessage()));
            }
        }
        return new RecordBody(values, links, List.copyOf(problems));
    }

    /** What can be stated. */
    private static List<String> known(RecordKind kind) {
        return Stream.concat(
                        kind.fields().stream()
                                .filter(field -> !field.computed())
                                .map(RecordField::name),
                        kind.links().stream().map(RecordLink::name))
                .toList();
    }

    private static Object value(RecordField field, JsonNode sent) throws UnfitTextException {
        if (field.computed()) {
            throw new UnfitTextException("is computed from other fields and cannot be stated");
        }
        if (sent.isNull()) {
            if (!field.optional()) {
                throw new UnfitTextException("must not be null");
            }
            return null;
        }
        if (!isOfType(field.type(), sent)) {
            throw new UnfitTextException("must be " + words(field.type()));
        }
        return FieldText.read(field, sent.asText());
    }

    private static boolean isOfType(FieldType type, JsonNode sent) {
        return switch (type) {
            case TEXT, PROSE, URL, COUNTRY, REFERENCE, DAY, INSTANT, DECIMAL -> sent.isTextual();
            case FLAG -> sent.isBoolean();
            case WHOLE -> sent.isIntegralNumber();
            case NUMBER -> sent.isNumber();
        };
    }

    private static String words(FieldType type) {
        return switch (type) {
            case TEXT, PROSE -> "a text";
            case URL -> "a text such as \"https://example.org/workshop\"";
            case COUNTRY -> "a text such as \"DE\"";
            case REFERENCE -> "a text: the key of what it refers to";
            case DAY -> "a text such as \"2026-03-01\"";
            case INSTANT -> "a text such as \"2026-03-01T12:00:00Z\"";
            case DECIMAL -> "a text such as \"2500.00\"";
            case FLAG -> "true or false";
            case WHOLE -> "a whole number";
            case NUMBER -> "a number";
        };
    }

    private static List<String> keys(JsonNode sent) throws UnfitTextException {
        if (!sent.isArray()) {
            throw new UnfitTextException("must be an array of keys");
        }
        var keys = new ArrayList<String>();
        for (var key : sent) {
            if (!key.isTextual()) {
                throw new UnfitTextException("must be an array of keys, which are texts");
            }
            keys.add(key.textValue());
        }
        return keys;
    }
}
