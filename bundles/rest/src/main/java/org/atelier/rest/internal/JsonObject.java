package org.atelier.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;

/** A JSON object from a client, read strictly: nothing unknown, nothing of a wrong type. */
final class JsonObject {
    private final JsonNode node;

    private JsonObject(JsonNode node) {
        this.node = node;
    }

    /**
     * @param known every member the object may have
     * @throws ProblemException 400 if it is no object or has another member, naming it and the known ones
     */
    static JsonObject of(JsonNode node, List<String> known) {
        requireObject(node);
        for (var member : node.properties()) {
            if (!known.contains(member.getKey())) {
                throw Problem.badRequest(
                                "unknown-member",
                                "Unknown member",
                                "The body may not have the member \"%s\"; known are %s."
                                        .formatted(member.getKey(), String.join(", ", known)))
                        .with("member", member.getKey())
                        .with("known", known)
                        .exception();
            }
        }
        return new JsonObject(node);
    }

    /** @throws ProblemException 400 if it is no object */
    static void requireObject(JsonNode node) {
        if (!node.isObject()) {
            throw wrong("", "The body must be a JSON object, not %s.".formatted(type(node)));
        }
    }

    String text(String member) {
        return optionalText(member).orElseThrow(() -> wrong(member, "The member \"%s\" is missing.".formatted(member)));
    }

    Optional<String> optionalText(String member) {
        return Optional.ofNullable(node.get(member)).map(value -> text(member, value));
    }

    boolean truth(String member) {
        var value = node.get(member);
        if (value == null || !value.isBoolean()) {
            throw wrong(member, "The member \"%s\" must be true or false.".formatted(member));
        }
        return value.booleanValue();
    }

    /** A whole number from the least to the most. */
    int number(String member, int least, int most) {
        var value = node.get(member);
        if (value == null || !value.isInt() || value.intValue() < least || value.intValue() > most) {
            throw wrong(member, "The member \"%s\" must be a number from %d to %d.".formatted(member, least, most));
        }
        return value.intValue();
    }

    /** One of the words; any other is refused naming them. */
    String oneOf(String member, List<String> words) {
        return oneOf(member, text(member), words);
    }

    private static String oneOf(String member, String word, List<String> words) {
        if (!words.contains(word)) {
            throw wrong(member, "The member \"%s\" must be %s.".formatted(member, String.join(" or ", quoted(words))));
        }
        return word;
    }

    /** A list of texts, which must be there. */
    List<String> listOfTexts(String member) {
        var value = required(member);
        if (!value.isArray()) {
            throw wrong(member, "The member \"%s\" must be an array, not %s.".formatted(member, type(value)));
        }
        var texts = new ArrayList<String>();
        for (var i = 0; i < value.size(); i++) {
            texts.add(text(member + "[" + i + "]", value.get(i)));
        }
        return texts;
    }

    /** True or false, which must be there. */
    boolean flag(String member) {
        var value = required(member);
        if (!value.isBoolean()) {
            throw wrong(member, "The member \"%s\" must be true or false, not %s.".formatted(member, type(value)));
        }
        return value.booleanValue();
    }

    private JsonNode required(String member) {
        return Optional.ofNullable(node.get(member))
                .orElseThrow(() -> wrong(member, "The member \"%s\" is missing.".formatted(member)));
    }

    /** An object of texts; empty if it is missing. */
    Map<String, String> texts(String member) {
        var value = node.get(member);
        if (value == null) {
            return Map.of();
        }
        if (!value.isObject()) {
            throw wrong(member, "The member \"%s\" must be an object, not %s.".formatted(member, type(value)));
        }
        var texts = new LinkedHashMap<String, String>();
        for (var property : value.properties()) {
            texts.put(property.getKey(), text(member + "." + property.getKey(), property.getValue()));
        }
        return texts;
    }

    /** An object of texts, each one of the words; empty if it is missing. */
    Map<String, String> texts(String member, List<String> words) {
        var texts = texts(member);
        texts.forEach((name, text) -> oneOf(member + "." + name, text, words));
        return texts;
    }

    private static String text(String member, JsonNode value) {
        if (!value.isTextual()) {
            throw wrong(member, "The member \"%s\" must be a text, not %s.".formatted(member, type(value)));
        }
        return value.textValue();
    }

    private static String type(JsonNode value) {
        return value.getNodeType() == JsonNodeType.NULL
                ? "null"
                : "of the type " + value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static List<String> quoted(List<String> words) {
        return words.stream().map(word -> "\"" + word + "\"").toList();
    }

    private static ProblemException wrong(String member, String detail) {
        return Problem.badRequest("wrong-member", "Wrong member", detail)
                .with("member", member)
                .exception();
    }
}
