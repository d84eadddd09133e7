package org.atelier.command;

import com.fasterxml.jackson.databind.JsonNode;

/** Shows operations and changes in plain words; the sentences are the platform's own. */
final class HistoryWords {
    private HistoryWords() {}

    /** An operation in one line. */
    static String line(JsonNode operation) {
        var note = operation.path("note").asText();
        return "%8s  %s  %s, by %s%s%s"
                .formatted(
                        operation.path("id").asText(),
                        operation.path("at").asText(),
                        operation.path("words").asText(),
                        operation.path("actor").asText(),
                        note.isEmpty() ? "" : ": " + note,
                        operation.path("undone_by").isNumber()
                                ? " (undone by " + operation.path("undone_by").asText() + ")"
                                : "");
    }

    /** How many rows an operation changed. */
    static String rows(JsonNode operation) {
        var rows = operation.path("rows").asLong();
        return "%,d%s %s"
                .formatted(rows, operation.path("more_rows").asBoolean() ? "+" : "", rows == 1 ? "row" : "rows");
    }

    /** A change, with each field that it changed; what came or went is told by its name alone. */
    static void change(JsonNode change, Terminal terminal) {
        terminal.say("          " + change.path("words").asText());
        if (change.path("sort").asText().equals("changed")) {
            change.path("fields")
                    .forEach(field -> terminal.say("            %s: %s → %s"
                            .formatted(
                                    field.path("label").asText(),
                                    shown(field.path("before_words").asText()),
                                    shown(field.path("after_words").asText()))));
        }
    }

    /** A value, so that one sees that there is none. */
    static String shown(String words) {
        return words.isEmpty() ? "—" : words;
    }

    static String record(JsonNode record) {
        return "%s \"%s\" (number %s)"
                .formatted(
                        record.path("kind").asText(),
                        record.path("name").asText(),
                        record.path("id").asText());
    }

    /** What became of a record, to go after its name. */
    static String state(JsonNode state) {
        return switch (state.path("is").asText()) {
            case "deleted" ->
                ": deleted by operation %s; \"merge undo %s\" brings it back"
                        .formatted(
                                state.path("operation").asText(),
                                state.path("operation").asText());
            case "merged" ->
                ": merged into \"%s\" by operation %s"
                        .formatted(
                                state.path("into").path("name").asText(),
                                state.path("operation").asText());
            default -> "";
        };
    }

    static void next(JsonNode page, String option, Terminal terminal) {
        if (page.path("next").isNumber()) {
            terminal.say("There are more: " + option + " " + page.path("next").asText());
        }
    }
}
