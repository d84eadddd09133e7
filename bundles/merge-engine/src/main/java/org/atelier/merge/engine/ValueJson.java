package org.atelier.merge.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
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
        // read as it comes, without a tree: there may be a hundred thousand of them
        try (var parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not a JSON object: " + json);
            }
            var row = new TreeMap<String, Value>();
            for (var column = parser.nextFieldName(); column != null; column = parser.nextFieldName()) {
                row.put(column, value(parser));
            }
            return row;
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: " + json, e);
        }
    }

    /** A row, as a JSON object of columns. */
    public static String json(Map<String, Value> row) {
        var text = new StringWriter();
        try (var json = JSON.createGenerator(text)) {
            write(json, row);
        } catch (IOException e) {
            throw new IllegalStateException("a text that cannot be written to", e);
        }
        return text.toString();
    }

    /** A row, in the order of its columns' names. */
    static void write(JsonGenerator json, Map<String, Value> row) throws IOException {
        json.writeStartObject();
        for (var column : new TreeMap<>(row).entrySet()) {
            json.writeFieldName(column.getKey());
            write(json, column.getValue());
        }
        json.writeEndObject();
    }

    static void write(JsonGenerator json, Value value) throws IOException {
        switch (value) {
            case Value.Absent() -> json.writeNull();
            case Value.Text(var text) -> json.writeString(text);
            case Value.Number(var number) -> json.writeNumber(number);
            case Value.Flag(var on) -> json.writeBoolean(on);
            case Value.Structure(var structure) -> json.writeTree(parse(structure));
        }
    }

    static ObjectNode object(Map<String, Value> row) {
        var object = JSON.createObjectNode();
        new TreeMap<>(row).forEach((column, value) -> object.set(column, node(value)));
        return object;
    }

    private static Value value(JsonParser parser) throws IOException {
        return switch (parser.nextToken()) {
            case VALUE_NULL -> Value.ABSENT;
            case VALUE_STRING -> new Value.Text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Number(parser.getDecimalValue());
            case VALUE_TRUE -> new Value.Flag(true);
            case VALUE_FALSE -> new Value.Flag(false);
            case START_ARRAY, START_OBJECT -> new Value.Structure(text(parser.readValueAsTree()));
            case null, default -> throw new IOException("a value is missing");
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
