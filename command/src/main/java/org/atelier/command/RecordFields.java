package org.atelier.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a command states of a record, and how the API takes it. */
final class RecordFields {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    static final String HELP =
            "A field or link. FIELD= is the empty text for texts, and absent for everything else. A link is stated as a"
                    + " whole: tags=SWC tags=DC, or tags= for none.";

    @Option(names = "--absent", paramLabel = "FIELD", description = "A field that is to be absent; may be repeated.")
    private List<String> absent = new ArrayList<>();

    /**
     * As a body for the API; numbers and flags as the kind says they are.
     *
     * @param fields each as FIELD=VALUE
     */
    ObjectNode body(JsonNode kind, List<String> fields) {
        var body = Api.JSON.createObjectNode();
        var stated = new HashSet<String>();
        for (var pair : fields) {
            var at = pair.indexOf('=');
            if (at < 1) {
                throw new ParameterException(spec.commandLine(), "write FIELD=VALUE, and not \"" + pair + "\"");
            }
            var name = pair.substring(0, at);
            var value = pair.substring(at + 1);
            if (isLink(kind, name)) {
                var keys = stated.add(name) ? body.putArray(name) : (ArrayNode) body.get(name);
                if (!value.isEmpty()) {
                    keys.add(value);
                }
            } else {
                requireFirst(stated, name);
                body.set(name, value(kind, name, value));
            }
        }
        for (var name : absent) {
            requireFirst(stated, name);
            body.putNull(name);
        }
        return body;
    }

    private void requireFirst(HashSet<String> stated, String name) {
        if (!stated.add(name)) {
            throw new ParameterException(spec.commandLine(), "\"" + name + "\" is stated twice");
        }
    }

    private static boolean isLink(JsonNode kind, String name) {
        return StreamSupport.stream(kind.path("links").spliterator(), false)
                .anyMatch(link -> link.path("name").asText().equals(name));
    }

    /** Whatever is no number or flag goes as a text, and the platform says what is wrong with it. */
    private static JsonNode value(JsonNode kind, String name, String text) {
        var nodes = Api.JSON.getNodeFactory();
        var type = StreamSupport.stream(kind.path("fields").spliterator(), false)
                .filter(field -> field.path("name").asText().equals(name))
                .map(field -> field.path("type").asText())
                .findFirst()
                .orElse("text");
        if (text.isEmpty() && !Set.of("text", "prose", "url").contains(type)) {
            return nodes.nullNode();
        }
        return switch (type) {
            case "flag" ->
                text.equals("true") || text.equals("false")
                        ? nodes.booleanNode(Boolean.parseBoolean(text))
                        : nodes.textNode(text);
            case "whole" ->
                text.matches("-?[0-9]{1,18}") ? nodes.numberNode(Long.parseLong(text)) : nodes.textNode(text);
            case "number" ->
                text.matches("-?[0-9]{1,18}([.][0-9]{1,18})?")
                        ? nodes.numberNode(new BigDecimal(text))
                        : nodes.textNode(text);
            default -> nodes.textNode(text);
        };
    }

    /**
     * What the platform tells about a kind.
     *
     * @throws Failure if it tells of none of this name
     */
    static JsonNode kind(Api api, String name) {
        var kinds = api.get(RecordsCommand.RECORDS).path("kinds");
        return StreamSupport.stream(kinds.spliterator(), false)
                .filter(kind -> kind.path("name").asText().equals(name)
                        || kind.path("plural").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> Failure.here(
                        ExitCode.REFUSED,
                        "unknown-kind",
                        "Unknown kind",
                        "There is no kind of record \"%s\"; there are %s."
                                .formatted(
                                        name,
                                        StreamSupport.stream(kinds.spliterator(), false)
                                                .map(kind -> kind.path("name").asText())
                                                .collect(Collectors.joining(", "))),
                        ""));
    }
}
