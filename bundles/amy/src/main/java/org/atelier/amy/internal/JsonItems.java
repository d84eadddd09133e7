package org.atelier.amy.internal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.atelier.amy.UnreadableFileException;
import org.atelier.domain.Dataset.Origin;

/** Reads JSON, keeping lines. */
final class JsonItems {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Documents.MAX_DEPTH)
                    .maxDocumentLength(2L * Documents.MAX_CHARACTERS)
                    .maxNumberLength(100)
                    .maxNameLength(1_000)
                    .build())
            .build();

    private final JsonParser json;

    private JsonItems(JsonParser json) {
        this.json = json;
    }

    static Item parse(String file, String text) {
        try (var json = JSON.createParser(text)) {
            try {
                return new JsonItems(json).document(file);
            } catch (JacksonException e) {
                // a limit that was passed has no place of its own: it is where the parser stands
                var where = e.getLocation() == null ? json.currentLocation() : e.getLocation();
                throw new UnreadableFileException(
                        new Origin(file, where.getLineNr()),
                        "this is not JSON that can be read: " + e.getOriginalMessage(),
                        e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    private Item document(String file) throws IOException {
        json.nextToken();
        var root = item();
        if (json.nextToken() != null) {
            throw new UnreadableFileException(
                    new Origin(file, line()), "something follows after the end of the JSON document");
        }
        return root;
    }

    private Item item() throws IOException {
        var line = line();
        return switch (json.currentToken()) {
            case START_ARRAY -> {
                var items = new ArrayList<Item>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    items.add(item());
                }
                yield new Item.Rows(line, items);
            }
            case START_OBJECT -> {
                var values = new LinkedHashMap<String, Item>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    var name = json.currentName();
                    json.nextToken();
                    values.put(name, item());
                }
                yield new Item.Fields(line, values);
            }
            case VALUE_STRING -> new Item.Text(line, json.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Item.Number(line, json.getText());
            case VALUE_TRUE, VALUE_FALSE -> new Item.Truth(line, json.getBooleanValue());
            case VALUE_NULL -> new Item.Nothing(line);
            case END_ARRAY, END_OBJECT, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("no value begins with " + json.currentToken());
        };
    }

    private int line() {
        return json.currentTokenLocation().getLineNr();
    }
}
