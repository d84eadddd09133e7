package org.atelier.backup.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.atelier.backup.BadBackupException;
import org.atelier.backup.Manifest;
import org.atelier.backup.Manifest.Sequence;
import org.atelier.backup.Manifest.Table;

/** A manifest as text. */
public final class ManifestJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ManifestJson() {}

    public static ObjectNode tree(Manifest manifest) {
        var json = JSON.createObjectNode()
                .put("format", manifest.format())
                .put("atelier", manifest.atelier())
                .put("schema", manifest.schema())
                .put("postgresql", manifest.postgresql())
                .put("at", manifest.at().toString());
        var tables = json.putArray("tables");
        for (var table : manifest.tables()) {
            var one = tables.addObject().put("name", table.name());
            table.columns().forEach(one.putArray("columns")::add);
            one.put("rows", table.rows()).put("bytes", table.bytes()).put("sha256", table.sha256());
        }
        var sequences = json.putArray("sequences");
        for (var sequence : manifest.sequences()) {
            sequences
                    .addObject()
                    .put("name", sequence.name())
                    .put("last", sequence.last())
                    .put("called", sequence.called());
        }
        manifest.leftOut().forEach(json.putArray("left_out")::add);
        return json;
    }

    public static byte[] write(Manifest manifest) throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree(manifest));
    }

    /** @throws BadBackupException if it is none, or of another format */
    public static Manifest read(byte[] text) throws IOException {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new BadBackupException("The manifest of the backup is not JSON.", e);
        }
        var format = json.path("format");
        if (!format.isInt()) {
            throw new BadBackupException("The manifest is not one of a backup of Atelier: it names no format.");
        }
        if (format.intValue() != Manifest.FORMAT) {
            throw new BadBackupException("The backup has the format " + format.intValue() + ", and this Atelier reads "
                    + Manifest.FORMAT + ": use the Atelier that wrote it, or a newer one.");
        }
        var tables = new ArrayList<Table>();
        for (var table : array(json, "tables")) {
            tables.add(new Table(
                    text(table, "name"),
                    texts(table, "columns"),
                    number(table, "rows"),
                    number(table, "bytes"),
                    text(table, "sha256")));
        }
        var sequences = new ArrayList<Sequence>();
        for (var sequence : array(json, "sequences")) {
            if (!sequence.path("called").isBoolean()) {
                throw missing("called");
            }
            sequences.add(new Sequence(
                    text(sequence, "name"),
                    number(sequence, "last"),
                    sequence.path("called").booleanValue()));
        }
        return new Manifest(
                Manifest.FORMAT,
                text(json, "atelier"),
                text(json, "schema"),
                text(json, "postgresql"),
                instant(json, "at"),
                tables,
                sequences,
                texts(json, "left_out"));
    }

    private static String text(JsonNode json, String name) throws BadBackupException {
        var value = json.path(name);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw missing(name);
        }
        return value.textValue();
    }

    private static long number(JsonNode json, String name) throws BadBackupException {
        var value = json.path(name);
        if (!value.canConvertToLong() || !value.isIntegralNumber()) {
            throw missing(name);
        }
        return value.longValue();
    }

    private static Instant instant(JsonNode json, String name) throws BadBackupException {
        try {
            return Instant.parse(text(json, name));
        } catch (DateTimeException e) {
            throw new BadBackupException("The manifest of the backup has no moment as \"" + name + "\".", e);
        }
    }

    private static JsonNode array(JsonNode json, String name) throws BadBackupException {
        var value = json.path(name);
        if (!value.isArray()) {
            throw missing(name);
        }
        return value;
    }

    private static List<String> texts(JsonNode json, String name) throws BadBackupException {
        var texts = new ArrayList<String>();
        for (var value : array(json, name)) {
            if (!value.isTextual()) {
                throw missing(name);
            }
            texts.add(value.textValue());
        }
        return texts;
    }

    private static BadBackupException missing(String name) {
        return new BadBackupException(
                "The manifest of the backup lacks \"" + name + "\", or has something else in its place.");
    }
}
