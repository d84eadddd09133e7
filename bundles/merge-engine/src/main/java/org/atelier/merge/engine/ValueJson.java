package org.atelier.merge.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.atelier.merge.spi.Value;

/** Values as JSON and back, exact to the last digit: the form in which PostgreSQL gives rows and takes them. */
public final class ValueJson {
    static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    // rows come from our own database and may hold long texts
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .setNodeFactory(new JsonNodeFactory(true))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private ValueJson() {}

    /** A row, from a JSON object of columns. */
    public static SortedMap<String, Value> row(String json) {
        var row = new TreeMap<String, Value>();
        parse(json).properties().forEach(column -> row.put(column.getKey(), value(column.getValue())));
        return row;
    }

    /** A row, as a JSON object of columns. */
    public static String json(Map<String, Value> row) {
        return text(object(row));
    }

    static ObjectNode object(Map<String, Value> row) {
        var object = JSON.createObjectNode();
        new TreeMap<>(row).forEach((column, value) -> object.set(column, node(value)));
        return object;
    }

    static Value value(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> Value.ABSENT;
            case STRING -> new Value.Text(node.textValue());
            case NUMBER -> new Value.Number(node.decimalValue());
            case BOOLEAN -> new Value.Flag(node.booleanValue());
            case ARRAY, OBJECT, BINARY, POJO -> new Value.Structure(text(node));
        };
    }

    static JsonNode node(Value value) {
        var nodes = JSON.getNodeFactory();
        return switch (value) {
            case Value.Absent() -> nodes.nullNode();
            case Value.Text(var text) -> nodes.textNode(text);
            case Value.Number(var number) -> nodes.numberNode(number);
            case Value.Flag(var on) -> nodes.booleanNode(on);
            case Value.Structure(var json) -> parse(json);
        };
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + json, e);
        }
    }

    static String text(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree that cannot be written", e);
        }
    }
}
