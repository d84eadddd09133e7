package org.atelier.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Shows plans and receipts in plain words; the sentences of the steps are the platform's own. */
final class MergeWords {
    private MergeWords() {}

    static void plan(JsonNode plan, Terminal terminal) {
        var base = plan.path("base").asText();
        for (var side : new String[] {"a", "b"}) {
            var subject = plan.path(side);
            terminal.say("  %s  %s (id %s) %s"
                    .formatted(
                            side.toUpperCase(Locale.ROOT),
                            subject.path("slug").asText(),
                            subject.path("id").asText(),
                            side.equals(base) ? "lives on" : "is retired"));
        }
        plan.path("notices")
                .forEach(
                        notice -> terminal.say("  Mind: " + notice.path("words").asText()));
        terminal.say("");
        terminal.say("Decided by");
        plan.path("choices")
                .properties()
                .forEach(choice -> terminal.say("  %-20s %s"
                        .formatted(choice.getKey(), choice.getValue().asText())));
        terminal.say("");
        terminal.say("Steps");
        var number = 0;
        for (var step : plan.path("steps")) {
            number++;
            terminal.say("%4d. %s".formatted(number, step.path("words").asText()));
        }
        terminal.say("");
        terminal.say("Fingerprint " + plan.path("fingerprint").asText());
    }

    static void receipt(JsonNode receipt, Terminal terminal) {
        if (terminal.json()) {
            terminal.json(receipt);
            return;
        }
        var id = receipt.path("id").asText();
        terminal.say("Merge %s of %s: done at %s by %s."
                .formatted(
                        id,
                        receipt.path("kind").asText(),
                        receipt.path("at").asText(),
                        receipt.path("actor").asText()));
        terminal.say("  %s (number %s) lives on; %s (number %s) is retired, and its names lead there."
                .formatted(
                        receipt.path("survivor").path("slug").asText(),
                        receipt.path("survivor").path("id").asText(),
                        receipt.path("retired").path("slug").asText(),
                        receipt.path("retired").path("id").asText()));
        terminal.say("  %d steps, request %s, fingerprint %s"
                .formatted(
                        receipt.path("plan").path("steps").size(),
                        receipt.path("request_id").asText(),
                        receipt.path("fingerprint").asText()));
        var note = receipt.path("note").asText();
        if (!note.isEmpty()) {
            terminal.say("  Note: " + note);
        }
        var undo = receipt.path("undone_by").asText("");
        if (!undo.isEmpty() && !undo.equals("null")) {
            terminal.say("  It was undone: atelier merge show " + undo);
        }
        terminal.say("Show it again with: atelier merge show " + id);
    }
}
