package org.atelier.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.atelier.rest.internal.ApiPage.Span;

/** Says in one line what a JSON schema lets through: {@code {kinds: [RecordKind]}}, and where a name is explained. */
final class SchemaWords {
    private static final String SHAPES = "#/components/schemas/";
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final List<Span> spans = new ArrayList<>();

    private SchemaWords() {}

    static List<Span> of(JsonNode schema) {
        var words = new SchemaWords();
        words.add(schema);
        return words.spans;
    }

    /** A text for people, in which what stands between backticks is for programs. */
    static List<Span> text(String text) {
        var spans = new ArrayList<Span>();
        var code = CODE.matcher(text);
        var end = 0;
        while (code.find()) {
            spans.add(new Span(text.substring(end, code.start()), false, Optional.empty()));
            spans.add(new Span(code.group(1), true, Optional.empty()));
            end = code.end();
        }
        spans.add(new Span(text.substring(end), false, Optional.empty()));
        return spans.stream().filter(span -> !span.text().isEmpty()).toList();
    }

    /** The name of the shape that a reference leads to; empty if it leads elsewhere. */
    static Optional<String> shape(JsonNode schema) {
        return Optional.ofNullable(schema.get("$ref"))
                .map(JsonNode::textValue)
                .filter(reference -> reference.startsWith(SHAPES))
                .map(reference -> reference.substring(SHAPES.length()));
    }

    static String anchor(String shape) {
        return "shape-" + shape;
    }

    private void say(String text) {
        spans.add(new Span(text, false, Optional.empty()));
    }

    private void add(JsonNode schema) {
        var shape = shape(schema);
        if (shape.isPresent()) {
            spans.add(new Span(shape.get(), false, Optional.of("#" + anchor(shape.get()))));
        } else if (schema.has("allOf")) {
            join(schema.get("allOf"), " and ");
        } else if (schema.has("oneOf")) {
            join(schema.get("oneOf"), " or ");
        } else if (schema.has("enum")) {
            var separator = "";
            for (var word : schema.get("enum")) {
                say(separator + word.asText());
                separator = ", ";
            }
        } else if (schema.has("properties")) {
            members(schema.get("properties"));
        } else if (schema.has("items") && schema.path("type").asText().equals("array")) {
            say("[");
            add(schema.get("items"));
            say("]");
        } else if (schema.path("additionalProperties").isObject()
                && !schema.get("additionalProperties").isEmpty()) {
            say("{name: ");
            add(schema.get("additionalProperties"));
            say("}");
        } else {
            say(plain(schema));
        }
    }

    private void join(JsonNode schemas, String separator) {
        var between = "";
        for (var schema : schemas) {
            say(between);
            add(schema);
            between = separator;
        }
    }

    private void members(JsonNode properties) {
        var before = "{";
        for (var property : properties.properties()) {
            say(before + property.getKey() + ": ");
            add(property.getValue());
            before = ", ";
        }
        say("}");
    }

    private static String plain(JsonNode schema) {
        var types = new ArrayList<String>();
        var type = schema.path("type");
        if (type.isArray()) {
            type.forEach(one -> types.add(one.asText()));
        } else {
            types.add(type.asText("anything"));
        }
        var words = new StringBuilder(String.join(" or ", types));
        schema.path("format")
                .asText("")
                .lines()
                .forEach(format -> words.append(" (").append(format).append(")"));
        var least = schema.path("minimum").asText("");
        var most = schema.path("maximum").asText("");
        if (!least.isEmpty() && !most.isEmpty()) {
            words.append(" from ").append(least).append(" to ").append(most);
        }
        var initial = schema.path("default").asText("");
        return initial.isEmpty() ? words.toString() : words + ", else " + initial;
    }
}
