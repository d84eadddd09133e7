package org.atelier.web.admin.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.atelier.merge.engine.UndoReceipt;

/**
 * The receipt of an undo, as its page shows it.
 *
 * @param undone what was taken back
 * @param restored a sentence for each row that was put back
 * @param answered a sentence for each conflict and its answer
 */
public record UndoReceiptView(UndoReceipt receipt, Deed undone, List<String> restored, List<String> answered) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws IllegalArgumentException if the receipt holds no plan of an undo */
    static UndoReceiptView of(UndoReceipt receipt, Deed undone) {
        var plan = parse(receipt.plan());
        var restored = new ArrayList<String>();
        plan.path("restorations").forEach(row -> restored.add(row.path("words").asText()));
        var answered = new ArrayList<String>();
        for (var conflict : plan.path("conflicts")) {
            answered.add("%s Answered: %s."
                    .formatted(
                            asked(conflict),
                            plan.path("resolutions")
                                    .path(conflict.path("id").asText())
                                    .asText()));
        }
        return new UndoReceiptView(receipt, undone, restored, answered);
    }

    /** What was asked; where a row had changed, without the texts, which the row's history has. */
    private static String asked(JsonNode conflict) {
        if (!conflict.path("reason").asText().equals("changed")
                || conflict.path("row").asText().isEmpty()) {
            // also receipts older than the names of rows
            return conflict.path("words").asText();
        }
        var since = conflict.path("since");
        return "%s had changed since%s."
                .formatted(
                        Words.capital(conflict.path("row").asText()),
                        since.hasNonNull("operation")
                                ? ", by %s in operation %d"
                                        .formatted(
                                                since.path("actor").asText(),
                                                since.path("operation").asLong())
                                : "");
    }

    private static JsonNode parse(String plan) {
        try {
            return JSON.readTree(plan);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the plan of an undo", e);
        }
    }
}
