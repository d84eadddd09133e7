package org.atelier.web.admin.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.atelier.records.RecordPage;
import org.atelier.records.RecordRef;
import org.atelier.records.RecordRow;

/**
 * The overview, as everybody sees it.
 *
 * @param upcoming the next events; empty if events are not described at the moment
 * @param todos what is overdue or due soon, the oldest first
 */
public record HomeView(
        LocalDate today,
        Optional<RecordPage> upcoming,
        Unpublished unpublished,
        Optional<RecordPage> todos,
        List<Count> counts) {
    /** An event that is not published, and what it lacks. */
    public record Lacking(RecordRow event, List<String> what) {}

    /** Events to come that are not published: the first ones, and how many there are. */
    public record Unpublished(List<Lacking> rows, int count) {}

    /** How many records of a kind there are, as {@link RecordPage} counts. */
    public record Count(String label, String address, int count) {}

    public List<RecordRow> upcomingRows() {
        return upcoming.map(RecordPage::rows).orElse(List.of());
    }

    public List<RecordRow> todoRows() {
        return todos.map(RecordPage::rows).orElse(List.of());
    }

    /** A day of a record in words; empty if it has none. */
    public static String day(RecordRow row, String field) {
        return row.values().get(field) instanceof LocalDate day ? Words.day(day) : "";
    }

    /** What a record's field refers to, in words; empty if to nothing. */
    public static String title(RecordRow row, String field) {
        return row.values().get(field) instanceof RecordRef ref ? ref.title() : "";
    }

    /** Where what a record's field refers to is; empty if to nothing. */
    public static String address(RecordRow row, String field) {
        return row.values().get(field) instanceof RecordRef ref ? Links.record(ref) : "";
    }

    public static String text(RecordRow row, String field) {
        return row.values().get(field) instanceof String text ? text.strip() : "";
    }

    public boolean isLate(RecordRow todo) {
        return todo.values().get("due") instanceof LocalDate due && due.isBefore(today);
    }

    /** Whether there is nothing at all yet. */
    public boolean isNew() {
        return counts.stream().allMatch(count -> count.count() == 0);
    }
}
