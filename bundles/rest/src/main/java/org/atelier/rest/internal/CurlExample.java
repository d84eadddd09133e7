package org.atelier.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A command line that does what an operation is for, made of the examples in the description. */
final class CurlExample {
    private static final String JSON = "application/json";

    private final JsonNode root;
    private final String path;
    private final String method;
    private final boolean open;
    private final List<JsonNode> parameters;
    private final JsonNode body;

    /** @param parameters without references */
    CurlExample(
            JsonNode root, String path, String method, boolean open, List<JsonNode> parameters, JsonNode requestBody) {
        this.root = root;
        this.path = path;
        this.method = method;
        this.open = open;
        this.parameters = parameters;
        body = requestBody;
    }

    String text() {
        var lines = new ArrayList<String>();
        lines.add("curl" + (method.equals("get") ? "" : " -X " + method.toUpperCase(Locale.ROOT)));
        if (!open) {
            lines.add("-H \"Authorization: Bearer $ATELIER_TOKEN\"");
        }
        for (var header : of("header")) {
            lines.add("-H " + quoted(header.path("name").asText() + ": " + value(header)));
        }
        if (body.path("required").asBoolean()) {
            body(lines);
        }
        lines.add("\"$ATELIER/api/v1" + target() + "\"");
        return String.join(lines.size() > 2 ? " \\\n  " : " ", lines);
    }

    private void body(List<String> lines) {
        var content = body.path("content");
        if (content.has(JSON)) {
            var example = content.get(JSON).has("example")
                    ? content.get(JSON).get("example")
                    : example(content.get(JSON).path("schema"));
            lines.add("-H \"Content-Type: " + JSON + "\"");
            lines.add("-d " + quoted(example.toString()));
        } else if (content.has("multipart/form-data")) {
            lines.add("-F file=@amy.yaml");
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private List<JsonNode> of(String where) {
        return parameters.stream()
                .filter(parameter -> parameter.path("in").asText().equals(where)
                        && parameter.path("required").asBoolean())
                .toList();
    }

    private String target() {
        var target = path;
        for (var variable : of("path")) {
            target = target.replace("{" + variable.path("name").asText() + "}", Api.segment(value(variable)));
        }
        var query = of("query").stream()
                .map(parameter -> parameter.path("name").asText() + "=" + Api.segment(value(parameter)))
                .toList();
        return query.isEmpty() ? target : target + "?" + String.join("&", query);
    }

    private static String value(JsonNode parameter) {
        var schema = parameter.path("schema");
        var name = parameter.path("name").asText().toUpperCase(Locale.ROOT);
        return schema.at("/examples/0").asText(schema.path("type").asText().equals("integer") ? "17" : name);
    }

    /** A value that the schema lets through: its own example, else what has to be there. */
    private JsonNode example(JsonNode unresolved) {
        var schema = ApiDescription.resolved(root, unresolved);
        var nodes = JsonNodeFactory.instance;
        if (schema.has("examples")) {
            return schema.at("/examples/0");
        } else if (schema.has("enum")) {
            return schema.at("/enum/0");
        } else if (schema.has("allOf")) {
            var all = nodes.objectNode();
            schema.get("allOf").forEach(part -> all.setAll((ObjectNode) example(part)));
            return all;
        }
        return switch (schema.path("type").asText("object")) {
            case "object" -> {
                var object = nodes.objectNode();
                for (var name : schema.path("required")) {
                    object.set(name.asText(), example(schema.path("properties").path(name.asText())));
                }
                yield object;
            }
            case "array" -> nodes.arrayNode().add(example(schema.path("items")));
            case "integer", "number" -> nodes.numberNode(1);
            case "boolean" -> nodes.booleanNode(true);
            default -> nodes.textNode("…");
        };
    }
}
