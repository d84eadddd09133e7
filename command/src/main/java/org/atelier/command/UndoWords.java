package org.atelier.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;

/** Shows undos in plain words; the sentences are the platform's own. */
final class UndoWords {
    private UndoWords() {}

    /** @param receipt of what is to be undone */
    static void plan(JsonNode plan, JsonNode receipt, Terminal terminal) {
        terminal.say("Undoing %s: %s, done at %s by %s"
                .formatted(
                        plan.path("operation").asText(),
                        what(receipt),
                        plan.path("at").asText(),
                        plan.path("actor").asText()));
        terminal.say("");
        terminal.say("What it puts back");
        var number = 0;
        for (var restoration : plan.path("restorations")) {
            number++;
            terminal.say("%4d. %s".formatted(number, restoration.path("words").asText()));
        }
        if (number == 0) {
            terminal.say("  nothing");
        }
        if (!plan.path("conflicts").isEmpty()) {
            terminal.say("");
            terminal.say("What stands against it");
            plan.path("conflicts").forEach(conflict -> conflict(conflict, terminal));
        }
        if (!plan.path("since").isEmpty()) {
            terminal.say("");
            terminal.say("What came to it since, and stays with it");
            plan.path("since")
                    .forEach(row -> terminal.say("  " + row.path("words").asText()));
        }
        terminal.say("");
        terminal.say("Fingerprint " + plan.path("fingerprint").asText());
    }

    private static String what(JsonNode receipt) {
        if (receipt.has("words")) {
            return receipt.path("words").asText();
        }
        return receipt.has("undone")
                ? "undo of " + receipt.path("undone").asText()
                : "merge of %s %s into %s"
                        .formatted(
                                receipt.path("kind").asText(),
                                receipt.path("retired").path("slug").asText(),
                                receipt.path("survivor").path("slug").asText());
    }

    private static void conflict(JsonNode conflict, Terminal terminal) {
        terminal.say("  " + conflict.path("id").asText());
        terminal.say("      " + conflict.path("words").asText());
        for (var column : conflict.path("columns")) {
            var name = column.asText();
            terminal.say("      %s: merged %s, now %s, before %s"
                    .formatted(
                            name,
                            value(conflict.path("merged"), name),
                            value(conflict.path("now"), name),
                            value(conflict.path("before"), name)));
        }
        var since = conflict.path("since");
        if (since.isObject()) {
            terminal.say("      by %s (operation %s, %s) at %s"
                    .formatted(
                            since.path("actor").asText(),
                            since.path("operation").asText(),
                            since.path("kind").asText(),
                            since.path("at").asText()));
        }
        var choices = new ArrayList<String>();
        conflict.path("choices").forEach(choice -> choices.add(choice.asText()));
        terminal.say("      answer: " + String.join(", ", choices));
    }

    private static String value(JsonNode row, String column) {
        return row.has(column) ? row.get(column).toString() : "nothing";
    }

    static void receipt(JsonNode receipt, Terminal terminal) {
        if (terminal.json()) {
            terminal.json(receipt);
            return;
        }
        var id = receipt.path("id").asText();
        terminal.say("Undo %s of %s: done at %s by %s."
                .formatted(
                        id,
                        receipt.path("undone").asText(),
                        receipt.path("at").asText(),
                        receipt.path("actor").asText()));
        var number = 0;
        for (var restoration : receipt.path("plan").path("restorations")) {
            number++;
            terminal.say("%4d. %s".formatted(number, restoration.path("words").asText()));
        }
        receipt.path("plan")
                .path("resolutions")
                .properties()
                .forEach(answer -> terminal.say(
                        "  %s: %s".formatted(answer.getKey(), answer.getValue().asText())));
        var note = receipt.path("note").asText();
        if (!note.isEmpty()) {
            terminal.say("  Note: " + note);
        }
        if (receipt.path("undone_by").isNumber()) {
            terminal.say("  It was undone itself: atelier merge show "
                    + receipt.path("undone_by").asText());
        } else {
            terminal.say("It can be undone itself: atelier merge undo " + id);
        }
    }
}
