package org.atelier.history.internal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import org.atelier.history.Change;
import org.atelier.history.Change.Sort;
import org.atelier.history.FieldChange;
import org.atelier.history.JournalStore;
import org.atelier.history.JournalStore.Entry;
import org.atelier.history.RecordName;
import org.atelier.merge.engine.RowNames;
import org.atelier.merge.spi.Value;

/** Makes entries of the journal into what people can read. */
final class Changes {
    private final SortedMap<String, JournalStore.Table> tables;
    private final Labels labels;
    private final RowNames names;

    Changes(
            JournalStore.Reading reading,
            SortedMap<String, JournalStore.Table> tables,
            Labels labels,
            Collection<Entry> entries) {
        this.tables = tables;
        this.labels = labels;
        names = reading.names(entries);
    }

    Change change(Entry entry) {
        var table = Optional.ofNullable(tables.get(entry.table()));
        var link = table.filter(JournalStore.Table::isLink).isPresent();
        var row = entry.after().or(entry::before).orElseThrow();
        var ends = link ? ends(table.orElseThrow(), row) : List.<RecordName>of();
        return new Change(
                entry.id(),
                entry.table(),
                entry.key(),
                sort(entry, link),
                labels.label(entry.table()),
                link ? String.join(", ", ends.stream().map(RecordName::name).toList()) : name(entry.table(), row),
                link ? Optional.empty() : record(entry, row),
                ends,
                link ? List.of() : fields(entry),
                entry.before(),
                entry.after());
    }

    private static Sort sort(Entry entry, boolean link) {
        if (entry.before().isEmpty()) {
            return link ? Sort.LINKED : Sort.CREATED;
        }
        if (entry.after().isEmpty()) {
            return link ? Sort.UNLINKED : Sort.DELETED;
        }
        return Sort.CHANGED;
    }

    /** What people call the row, without its kind. */
    String name(String table, SortedMap<String, Value> row) {
        if (table.equals("redirect")) {
            return row.getOrDefault("value", Value.ABSENT).words();
        }
        var name = names.name(table, row);
        var owner = owner(table, row);
        return owner.isEmpty() || owner.equals(name) ? name : "%s (%s)".formatted(name, owner);
    }

    /** What a row that has a name belongs to, where that is one record: many to-dos are called alike. */
    private String owner(String table, SortedMap<String, Value> row) {
        var owners = names.owners().getOrDefault(table, List.of());
        return owners.size() == 1
                ? names.value(table, owners.getFirst(), row.getOrDefault(owners.getFirst(), Value.ABSENT))
                : "";
    }

    private Optional<RecordName> record(Entry entry, SortedMap<String, Value> row) {
        return tables.containsKey(entry.table())
                        && tables.get(entry.table()).hasRecords()
                        && entry.key().get("id") instanceof Value.Number(var id)
                ? Optional.of(new RecordName(
                        labels.kind(entry.table()),
                        labels.label(entry.table()),
                        id.longValue(),
                        name(entry.table(), row)))
                : Optional.empty();
    }

    private List<RecordName> ends(JournalStore.Table table, SortedMap<String, Value> row) {
        return table.key().stream().map(column -> end(table, column, row)).toList();
    }

    private RecordName end(JournalStore.Table table, String column, SortedMap<String, Value> row) {
        var target = table.references().get(column);
        var value = row.getOrDefault(column, Value.ABSENT);
        var id = value instanceof Value.Number(var number) ? number.longValue() : 0;
        return new RecordName(labels.kind(target), labels.label(target), id, names.value(table.name(), column, value));
    }

    private List<FieldChange> fields(Entry entry) {
        var columns = new TreeSet<String>();
        entry.before().ifPresent(row -> columns.addAll(row.keySet()));
        entry.after().ifPresent(row -> columns.addAll(row.keySet()));
        columns.removeIf(column ->
                entry.key().containsKey(column) || value(entry.before(), column).equals(value(entry.after(), column)));
        return labels.ordered(entry.table(), columns).stream()
                .map(column -> {
                    var before = value(entry.before(), column);
                    var after = value(entry.after(), column);
                    return new FieldChange(
                            column,
                            labels.column(entry.table(), column),
                            before,
                            after,
                            names.value(entry.table(), column, before),
                            names.value(entry.table(), column, after));
                })
                .toList();
    }

    String words(String table, String column, Value value) {
        return names.value(table, column, value);
    }

    private static Value value(Optional<SortedMap<String, Value>> row, String column) {
        return row.map(values -> values.getOrDefault(column, Value.ABSENT)).orElse(Value.ABSENT);
    }
}
