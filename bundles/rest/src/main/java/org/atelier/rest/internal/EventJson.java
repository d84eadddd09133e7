package org.atelier.rest.internal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.atelier.domain.EventDetails;
import org.atelier.domain.EventSummary;
import org.atelier.domain.Tag;

/** Events as the API writes them; what is absent is null, days are ISO 8601, amounts are texts. */
final class EventJson {
    private EventJson() {}

    static Map<String, Object> summary(EventSummary event) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", event.id());
        json.put("slug", event.slug());
        json.put("start", event.start().map(LocalDate::toString).orElse(null));
        json.put("end", event.end().map(LocalDate::toString).orElse(null));
        json.put("venue", event.venue().orElse(null));
        json.put("country", event.country().orElse(null));
        json.put("published", event.published());
        json.put("tags", event.tags());
        return json;
    }

    static Map<String, Object> details(EventDetails details) {
        var event = details.event();
        var json = new LinkedHashMap<String, Object>();
        json.put("id", event.id());
        json.put("slug", event.slug());
        json.put("completed", event.completed());
        json.put("assigned_to", event.assignedTo().orElse(null));
        json.put("start", event.start().map(LocalDate::toString).orElse(null));
        json.put("end", event.end().map(LocalDate::toString).orElse(null));
        json.put("host", event.host().orElse(null));
        json.put("administrator", event.administrator().orElse(null));
        json.put("url", event.url().orElse(null));
        json.put("reg_key", event.registrationKey().orElse(null));
        json.put("admin_fee", event.adminFee().map(BigDecimal::toPlainString).orElse(null));
        json.put("invoice_status", event.invoiceStatus().orElse(null));
        json.put("attendance", event.attendance().orElse(null));
        json.put("contact", event.contact().orElse(null));
        json.put("country", event.country().orElse(null));
        json.put("venue", event.venue().orElse(null));
        json.put("address", event.address().orElse(null));
        json.put("latitude", event.latitude().orElse(null));
        json.put("longitude", event.longitude().orElse(null));
        json.put("language", event.language().orElse(null));
        json.put("notes", event.notes().orElse(null));
        json.put("published", event.published());
        json.put("tags", details.tags().stream().map(EventJson::tag).toList());
        json.put("tasks", details.tasks().stream().map(EventJson::task).toList());
        json.put("todos", details.todos().stream().map(EventJson::todo).toList());
        json.put("awards", details.awards().stream().map(EventJson::award).toList());
        return json;
    }

    static Map<String, Object> tag(Tag tag) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", tag.id());
        json.put("name", tag.name());
        json.put("details", tag.details());
        return json;
    }

    private static Map<String, Object> task(EventDetails.Task task) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", task.id());
        json.put("username", task.username());
        json.put("person", task.person());
        json.put("role", task.role());
        json.put("title", task.title());
        json.put("url", task.url());
        return json;
    }

    private static Map<String, Object> todo(EventDetails.Todo todo) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", todo.id());
        json.put("title", todo.title());
        json.put("completed", todo.completed());
        json.put("due", todo.due().map(LocalDate::toString).orElse(null));
        json.put("additional", todo.additional());
        return json;
    }

    private static Map<String, Object> award(EventDetails.Award award) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", award.id());
        json.put("username", award.username());
        json.put("person", award.person());
        json.put("badge", award.badge());
        json.put("awarded", award.awarded().map(LocalDate::toString).orElse(null));
        return json;
    }
}
