package org.atelier.rest.internal;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.atelier.upload.Candidate;
import org.atelier.upload.Decision;
import org.atelier.upload.LineProblem;
import org.atelier.upload.Planned;
import org.atelier.upload.PlannedTask;
import org.atelier.upload.Preview;
import org.atelier.upload.UploadReceipt;

/** Previews and receipts of uploads, as JSON. */
final class UploadJson {
    private UploadJson() {}

    static Map<String, Object> of(Preview preview) {
        var json = new LinkedHashMap<String, Object>();
        json.put("lines", preview.lines());
        json.put("ready", preview.ready());
        json.put("open", preview.open());
        json.put("new_people", preview.newPeople());
        json.put("new_tasks", preview.newTasks());
        json.put("problems", preview.problems().stream().map(UploadJson::of).toList());
        json.put("people", preview.people().stream().map(UploadJson::of).toList());
        json.put("fingerprint", preview.fingerprint());
        json.put("seen", preview.seen());
        return json;
    }

    private static Map<String, Object> of(LineProblem problem) {
        var json = new LinkedHashMap<String, Object>();
        json.put("line", problem.line());
        json.put("column", problem.column());
        json.put("value", problem.value());
        json.put("message", problem.message());
        return json;
    }

    private static Map<String, Object> of(Planned person) {
        var json = new LinkedHashMap<String, Object>();
        json.put("key", person.key());
        json.put("lines", person.lines());
        json.put("name", person.name());
        json.put("email", person.email());
        switch (person.decision()) {
            case Decision.Use(var there) -> decision(json, "use", there.slug());
            case Decision.Create(var made) -> decision(json, "new", made.username());
            case Decision.Skip() -> decision(json, "skip", null);
            case Decision.Open() -> decision(json, "open", null);
        }
        json.put("candidates", person.candidates().stream().map(UploadJson::of).toList());
        json.put("tasks", person.tasks().stream().map(UploadJson::of).toList());
        json.put("notes", person.notes());
        return json;
    }

    private static void decision(Map<String, Object> json, String word, String username) {
        json.put("decision", word);
        json.put("username", username);
    }

    private static Map<String, Object> of(Candidate candidate) {
        var json = new LinkedHashMap<String, Object>();
        json.put("username", candidate.person().slug());
        json.put("name", candidate.person().name());
        json.put("score", candidate.score());
        json.put(
                "reasons",
                candidate.reasons().stream().map(DuplicateRoutes::json).toList());
        return json;
    }

    private static Map<String, Object> of(PlannedTask task) {
        var json = new LinkedHashMap<String, Object>();
        json.put("line", task.line());
        json.put("event", task.event());
        json.put("said", task.said());
        json.put("role", task.role());
        json.put("title", task.title());
        json.put("url", task.url());
        json.put("state", task.state().name().toLowerCase(Locale.ROOT));
        return json;
    }

    static Map<String, Object> of(UploadReceipt receipt) {
        var json = new LinkedHashMap<String, Object>();
        json.put("operation", receipt.operation());
        json.put("actor", receipt.actor());
        json.put("at", receipt.at().toString());
        json.put("note", receipt.note());
        json.put("undone_by", receipt.undoneBy().orElse(null));
        json.put("people", receipt.people().stream().map(UploadJson::of).toList());
        json.put("tasks", receipt.tasks().stream().map(UploadJson::of).toList());
        return json;
    }

    private static Map<String, Object> of(UploadReceipt.MadePerson person) {
        var json = new LinkedHashMap<String, Object>();
        json.put("username", person.username());
        json.put("name", person.name());
        return json;
    }

    private static Map<String, Object> of(UploadReceipt.MadeTask task) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", task.id());
        json.put("event", task.event());
        json.put("role", task.role());
        json.put("username", task.username());
        json.put("name", task.name());
        return json;
    }
}
