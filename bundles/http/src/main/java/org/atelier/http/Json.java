package org.atelier.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DatabindException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.regex.Pattern;

/** JSON as it is read from clients and written to them. */
public final class Json {
    /** The deepest nesting that is read; nobody has a reason to send more. */
    private static final int MAX_DEPTH = 50;

    /** How Jackson writes where something began. */
    private static final Pattern LOCATION = Pattern.compile("\\[Source: [^]]*?line: (\\d+), column: (\\d+)]");

    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * The one JSON value these bytes are.
     *
     * @throws ProblemException 400, saying where, if they are anything else; also for a member that occurs twice
     */
    public static JsonNode read(byte[] bytes) {
        try {
            var node = MAPPER.readTree(bytes);
            if (node == null || node.isMissingNode()) {
                throw Problem.badRequest("malformed-json", "Not JSON", "The body is empty; send a JSON value.")
                        .exception();
            }
            requireText(node);
            return node;
        } catch (JsonProcessingException e) {
            var where = e.getLocation() == null
                    ? ""
                    : " in line %d, column %d"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            throw Problem.badRequest(
                            "malformed-json", "Not JSON", "The body is not JSON%s: %s".formatted(where, reason(e)))
                    .exception(e);
        } catch (IOException e) {
            throw Problem.badRequest("malformed-json", "Not JSON", "The body is not JSON: it is not UTF-8.")
                    .exception(e);
        }
    }

    /** What neither UTF-8 nor the database can hold is refused here, wherever it stands. */
    private static void requireText(JsonNode node) {
        if (node.isTextual()) {
            Text.require("a text of the body", node.textValue());
        }
        for (var member : node.properties()) {
            Text.require("a name in the body", member.getKey());
        }
        for (var child : node) {
            requireText(child);
        }
    }

    /** The value as one line of JSON, UTF-8, without a line break. */
    public static byte[] write(Object value) throws IOException {
        return MAPPER.writeValueAsBytes(value);
    }

    /** Jackson's first sentence; what follows names its own classes and settings. */
    private static String reason(JsonProcessingException e) {
        if (e instanceof DatabindException) {
            return "something follows after its end";
        }
        var first = e.getOriginalMessage()
                .lines()
                .findFirst()
                .map(line -> LOCATION.matcher(line).replaceAll("line $1, column $2"))
                .orElse("");
        return first.length() > 200 ? first.substring(0, 200) + "…" : first;
    }
}
