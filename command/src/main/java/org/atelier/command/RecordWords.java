package org.atelier.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Tells records to people. */
final class RecordWords {
    /** The widest cell of a list, in characters; longer ones are cut. */
    private static final int WIDEST = 40;

    private RecordWords() {}

    static void kinds(JsonNode kinds, Terminal terminal) {
        for (var kind : kinds.path("kinds")) {
            terminal.say("%-18s %-18s %s"
                    .formatted(
                            kind.path("name").asText(),
                            kind.path("label").asText(),
                            StreamSupport.stream(kind.path("fields").spliterator(), false)
                                    .map(field -> field.path("name").asText())
                                    .collect(Collectors.joining(", "))));
        }
    }

    /** Columns side by side: the key, and what the list shows beside it. */
    static void list(JsonNode records, Terminal terminal) {
        var names = new ArrayList<String>();
        records.path(0).path("values").fieldNames().forEachRemaining(names::add);
        names.removeIf(name -> isTheKey(records, name));
        var rows = new ArrayList<List<String>>();
        rows.add(row("key", names));
        for (var record : records) {
            rows.add(row(
                    record.path("key").asText(),
                    names.stream()
                            .map(name -> value(record.path("values").path(name)))
                            .toList()));
        }
        var widths = new int[names.size() + 1];
        for (var row : rows) {
            for (var i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (var row : rows) {
            var line = new StringBuilder();
            for (var i = 0; i < widths.length; i++) {
                line.append(row.get(i)).repeat(" ", widths[i] - row.get(i).length() + 2);
            }
            terminal.say(line.toString().stripTrailing());
        }
    }

    private static boolean isTheKey(JsonNode records, String name) {
        return StreamSupport.stream(records.spliterator(), false)
                .allMatch(record -> record.path("values").path(name).equals(record.path("key")));
    }

    private static List<String> row(String first, List<String> others) {
        var row = new ArrayList<String>();
        row.add(first);
        others.stream()
                .map(text -> text.length() > WIDEST ? text.substring(0, WIDEST - 1) + "…" : text)
                .forEach(row::add);
        return row;
    }

    /** One line for each field and link; what is absent is told as well. */
    static void record(JsonNode record, Terminal terminal) {
        terminal.say("%s %s (%s), version %s"
                .formatted(
                        record.path("kind").asText(),
                        record.path("key").asText(),
                        record.path("id").asText(),
                        record.path("version").asText()));
        for (var member : record.path("values").properties()) {
            var value = member.getValue();
            var text = value.isNull()
                    ? "(absent)"
                    : value.isTextual() && value.asText().isEmpty() ? "\"\"" : value(value);
            terminal.say("  %-20s %s".formatted(member.getKey(), text).stripTrailing());
        }
    }

    private static String value(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(", "));
        }
        return value.isNull() ? "" : value.asText();
    }

    /** What refers to it, in one line each. */
    static void uses(JsonNode uses, Terminal terminal) {
        for (var use : uses) {
            terminal.say("  %,d %s (%s)"
                    .formatted(
                            use.path("count").asLong(),
                            use.path("label").asText(),
                            use.path("field").asText()));
        }
    }
}
