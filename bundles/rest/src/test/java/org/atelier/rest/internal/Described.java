package org.atelier.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.atelier.http.Json;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The description of the API as a judge of real answers: an answer of a status, media type or shape that it does not
 * tell fails the test that got it. A member that is not described is one too many.
 */
final class Described {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static final String SHAPES = "#/components/schemas/";

    private final JsonNode description;
    private final ObjectNode definitions = JsonNodeFactory.instance.objectNode();

    Described() {
        try (var in = Described.class.getResourceAsStream("openapi.yaml")) {
            Map<?, ?> read = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            description = new ObjectMapper().valueToTree(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        description.at("/components/schemas").properties().forEach(schema -> {
            definitions.set(defined(schema.getKey(), true), strict(schema.getValue(), true));
            definitions.set(defined(schema.getKey(), false), strict(schema.getValue(), false));
        });
    }

    void require(String method, String path, HttpResponse<String> answer) {
        var operation = operation(method, path);
        if (operation.isEmpty()) {
            // an address that does not exist is answered by what all have in common
            requireFits("/components/responses/Problem", resolved(pointer("Problem")), answer);
            return;
        }
        var where = method + " " + path + " " + answer.statusCode();
        var told = operation.get().path("responses").get(Integer.toString(answer.statusCode()));
        if (told == null) {
            assertTrue(answer.statusCode() >= 400, () -> where + " is not described");
            told = pointer("Problem");
        }
        requireFits(where, resolved(told), answer);
    }

    private static JsonNode pointer(String response) {
        return JsonNodeFactory.instance.objectNode().put("$ref", "#/components/responses/" + response);
    }

    private void requireFits(String where, JsonNode response, HttpResponse<String> answer) {
        var type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        var content = response.path("content");
        if (content.isMissingNode()) {
            assertEquals("", answer.body(), () -> where + " has a body that is not described");
            return;
        }
        assertTrue(content.has(type), () -> where + ": the media type " + type + " is not described: " + answer.body());
        var schema = content.get(type).path("schema");
        if (schema.isMissingNode()) {
            return;
        }
        var root = ((ObjectNode) strict(schema, false)).set("$defs", definitions);
        var body = Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
        var errors = SCHEMAS.getSchema(root).validate(body);
        if (!errors.isEmpty()) {
            fail(where + " is not as described: " + errors + "\n" + answer.body());
        }
    }

    /** Of the paths that fit, the one with the fewest variables, as the servlet chooses. */
    private Optional<JsonNode> operation(String method, String path) {
        var fitting = new TreeMap<Integer, JsonNode>(Comparator.naturalOrder());
        description.path("paths").properties().forEach(entry -> {
            var literal = entry.getKey().replaceAll("\\{[^}]*}", "\u0000");
            var pattern = Pattern.quote(literal).replace("\u0000", "\\E[^/]+\\Q");
            if (path.matches(pattern + "/?")) {
                fitting.put((int) literal.chars().filter(c -> c == 0).count(), entry.getValue());
            }
        });
        return Optional.ofNullable(fitting.firstEntry())
                .map(entry -> entry.getValue().get(method.toLowerCase(Locale.ROOT)));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? description.at(node.get("$ref").textValue().substring(1)) : node;
    }

    private static String defined(String name, boolean oneOfSeveral) {
        return name + (oneOfSeveral ? ".open" : ".closed");
    }

    /** The schema, refusing members that it does not name; where it is one of several that belong together, they do. */
    private static JsonNode strict(JsonNode schema, boolean oneOfSeveral) {
        if (!schema.isObject()) {
            return schema;
        }
        var strict = JsonNodeFactory.instance.objectNode();
        schema.properties().forEach(entry -> {
            var value = entry.getValue();
            switch (entry.getKey()) {
                case "$ref" ->
                    strict.put(
                            "$ref", "#/$defs/" + defined(value.textValue().substring(SHAPES.length()), oneOfSeveral));
                case "properties" -> {
                    var properties = strict.putObject("properties");
                    value.properties()
                            .forEach(property -> properties.set(property.getKey(), strict(property.getValue(), false)));
                }
                case "allOf" -> {
                    var all = strict.putArray("allOf");
                    value.forEach(part -> all.add(strict(part, true)));
                }
                case "oneOf" -> {
                    var one = strict.putArray("oneOf");
                    value.forEach(part -> one.add(strict(part, oneOfSeveral)));
                }
                case "items", "additionalProperties" -> strict.set(entry.getKey(), strict(value, false));
                default -> strict.set(entry.getKey(), value);
            }
        });
        if (!oneOfSeveral && (schema.has("properties") || schema.has("allOf")) && !schema.has("additionalProperties")) {
            strict.put("unevaluatedProperties", false);
        }
        return strict;
    }
}
