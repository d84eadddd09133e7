package org.atelier.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.atelier.rest.internal.ApiPage.Answer;
import org.atelier.rest.internal.ApiPage.Body;
import org.atelier.rest.internal.ApiPage.Group;
import org.atelier.rest.internal.ApiPage.Member;
import org.atelier.rest.internal.ApiPage.Operation;
import org.atelier.rest.internal.ApiPage.Parameter;
import org.atelier.rest.internal.ApiPage.Shape;
import org.atelier.rest.internal.ApiPage.Span;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads the description of the API, which is in OpenAPI 3.1, as a page for people. */
final class ApiDescription {
    private final JsonNode root;

    ApiDescription(byte[] yaml) {
        Map<?, ?> read =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(new String(yaml, StandardCharsets.UTF_8));
        root = new ObjectMapper().valueToTree(read);
    }

    ApiPage page() {
        return new ApiPage(root.at("/info/title").asText() + " API", described(root.get("info")), groups(), shapes());
    }

    private static List<Span> described(JsonNode node) {
        return SchemaWords.text(node.path("description").asText(""));
    }

    // ---------------------------------------------------------------------------------------------- operations

    /** By the tag of the operations, else by the first segment of their path; those first that the description names. */
    private List<Group> groups() {
        var operations = new LinkedHashMap<String, List<Operation>>();
        root.path("tags").forEach(tag -> operations.put(tag.path("name").asText(), new ArrayList<>()));
        for (var path : root.path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                var group = method.getValue().at("/tags/0").asText(path.getKey().split("/", 3)[1]);
                operations
                        .computeIfAbsent(group, _ -> new ArrayList<>())
                        .add(operation(path.getKey(), method.getKey(), method.getValue()));
            }
        }
        var groups = new ArrayList<Group>();
        operations.forEach((name, found) -> groups.add(new Group(anchor(name), title(name), about(name), found)));
        return groups;
    }

    private List<Span> about(String group) {
        return StreamSupport.stream(root.path("tags").spliterator(), false)
                .filter(tag -> tag.path("name").asText().equals(group))
                .findFirst()
                .map(ApiDescription::described)
                .orElse(List.of());
    }

    private static String title(String name) {
        var words = name.replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String anchor(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    private Operation operation(String path, String method, JsonNode told) {
        var parameters = new ArrayList<JsonNode>();
        told.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
        var open = told.has("security") && told.get("security").isEmpty();
        return new Operation(
                anchor(method + "-" + path),
                method.toUpperCase(Locale.ROOT),
                path,
                SchemaWords.text(told.path("summary").asText()),
                described(told),
                open,
                parameters.stream().map(ApiDescription::parameter).toList(),
                bodies(told.path("requestBody")),
                answers(told.path("responses")),
                new CurlExample(root, path, method, open, parameters, told.path("requestBody")).text());
    }

    private static Parameter parameter(JsonNode told) {
        return new Parameter(
                told.path("name").asText(),
                told.path("in").asText(),
                told.path("required").asBoolean(),
                SchemaWords.of(told.path("schema")),
                described(told));
    }

    private static List<Body> bodies(JsonNode told) {
        return told.path("content").properties().stream()
                .map(content -> new Body(
                        content.getKey(),
                        content.getValue().has("schema")
                                ? SchemaWords.of(content.getValue().get("schema"))
                                : List.of()))
                .toList();
    }

    /** Those that are told in the same words stand together. */
    private List<Answer> answers(JsonNode responses) {
        var statuses = new LinkedHashMap<JsonNode, List<String>>();
        for (var response : responses.properties()) {
            statuses.computeIfAbsent(resolved(response.getValue()), _ -> new ArrayList<>())
                    .add(response.getKey());
        }
        var answers = new ArrayList<Answer>();
        statuses.forEach((told, of) -> answers.add(new Answer(of, described(told), bodies(told))));
        return answers;
    }

    private JsonNode resolved(JsonNode node) {
        return resolved(root, node);
    }

    /** What a reference leads to, which is another part of the description. */
    static JsonNode resolved(JsonNode root, JsonNode node) {
        if (!node.has("$ref")) {
            return node;
        }
        var found = root.at(node.get("$ref").asText().substring(1));
        if (found.isMissingNode()) {
            throw new IllegalStateException("the description lacks " + node.get("$ref"));
        }
        return found;
    }

    // ---------------------------------------------------------------------------------------------- shapes

    private List<Shape> shapes() {
        return root.at("/components/schemas").properties().stream()
                .map(shape -> shape(shape.getKey(), shape.getValue()))
                .toList();
    }

    private static Shape shape(String name, JsonNode schema) {
        var members = new ArrayList<Member>();
        var required = new ArrayList<String>();
        schema.path("required").forEach(member -> required.add(member.asText()));
        for (var member : schema.path("properties").properties()) {
            members.add(new Member(
                    member.getKey(),
                    required.contains(member.getKey()),
                    SchemaWords.of(member.getValue()),
                    described(member.getValue())));
        }
        return new Shape(
                SchemaWords.anchor(name),
                name,
                described(schema),
                members.isEmpty() ? SchemaWords.of(schema) : List.of(),
                members);
    }
}
