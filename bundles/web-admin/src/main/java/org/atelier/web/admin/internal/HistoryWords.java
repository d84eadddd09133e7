package org.atelier.web.admin.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.atelier.history.Change;
import org.atelier.history.Moment;
import org.atelier.history.RecordName;
import org.atelier.history.Timeline;

/** Changes in the words of the pages. */
public final class HistoryWords {
    private HistoryWords() {}

    /** What happened, to go after what it happened to. */
    public static String did(Change change) {
        return switch (change.sort()) {
            case CREATED -> "created";
            case CHANGED -> "changed";
            case DELETED -> "deleted";
            case LINKED -> "added";
            case UNLINKED -> "removed";
        };
    }

    /** What happened to the record that the page is about. */
    public static String own(Change change) {
        return switch (change.sort()) {
            case CREATED -> "Created";
            case CHANGED -> "Changed";
            case DELETED -> "Deleted";
            case LINKED, UNLINKED -> throw new IllegalArgumentException("a link is no record");
        };
    }

    /** What a link links, without the record that the page is about. */
    public static List<RecordName> ends(Change change, Optional<RecordName> of) {
        return of.map(change::others).filter(others -> !others.isEmpty()).orElse(change.ends());
    }

    /** The same change without the fields of a row that came or went and said nothing in them. */
    public static Change shown(Change change) {
        var fields = change.fields().stream()
                .filter(field -> change.sort() == Change.Sort.CHANGED
                        || !field.beforeWords().isBlank()
                        || !field.afterWords().isBlank())
                .toList();
        return new Change(
                change.id(),
                change.table(),
                change.key(),
                change.sort(),
                change.label(),
                change.name(),
                change.record(),
                change.ends(),
                fields,
                change.before(),
                change.after());
    }

    /** How many rows are not shown. */
    public static String more(Timeline.Step step) {
        return Words.count(step.rows() - step.shown().size(), "row");
    }

    /** What hung on a record, by what people call it. */
    public static Map<String, List<String>> groups(Moment moment) {
        var groups = new TreeMap<String, List<String>>();
        moment.hanging()
                .forEach(row -> groups.computeIfAbsent(row.label(), _ -> new ArrayList<>())
                        .add(row.name()));
        return groups;
    }
}
