package org.atelier.web.admin.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.atelier.domain.YesNo;
import org.atelier.records.FieldType;
import org.atelier.records.RecordField;
import org.atelier.records.RecordKind;
import org.atelier.records.RecordPage;
import org.atelier.records.RecordQuery;
import org.atelier.records.RecordRow;

/**
 * A list of records.
 *
 * @param options for filters that have few values to choose from, by field
 * @param picked the keys of those picked for a merge
 * @param problem what is wrong with the query, in words for people; empty if nothing is
 * @param deleted what was just deleted; empty if nothing was
 * @param saved what was just changed; empty if nothing was
 */
public record RecordListView(
        RecordKind kind,
        RecordQuery query,
        RecordPage page,
        Map<String, List<String>> options,
        Set<String> picked,
        String problem,
        Optional<JustDone> deleted,
        Optional<JustDone> saved) {
    /** The kinds whose records can be picked for a merge. */
    private static final Set<String> MERGEABLE = Set.of("event", "person", "organization", "tag");

    /** A column of the list. */
    public record Column(String name, String label, boolean sortable, String sort, String href) {}

    /** A way to narrow the list down. */
    public record Filter(String name, String label, FieldType type, String value, String kind, List<String> options) {
        /** Whether one of a few values can be chosen. */
        public boolean hasOptions() {
            return !options.isEmpty() || type == FieldType.FLAG;
        }
    }

    /** A filter in force, with the address of the list without it. */
    public record Active(String label, String value, String without) {}

    public boolean mergeable() {
        return MERGEABLE.contains(kind.name());
    }

    public boolean isPicked(RecordRow row) {
        return picked.contains(row.key());
    }

    /** The keys that were picked and are not in the list. */
    public List<String> elsewhere() {
        var shown = page.rows().stream().map(RecordRow::key).toList();
        return picked.stream().filter(key -> !shown.contains(key)).toList();
    }

    public List<Column> columns() {
        var columns = new ArrayList<Column>();
        for (var name : kind.listed()) {
            var sort = sortedBy(name);
            var sortable = kind.sorted().contains(sort);
            var now = query.sort().orElse(kind.sorted().getFirst()).equals(sort);
            var descending = query.sort().isPresent() ? query.descending() : kind.descending();
            columns.add(new Column(
                    name,
                    kind.labelOf(name),
                    sortable,
                    now ? (descending ? "descending" : "ascending") : "",
                    sortable ? address(query.filters(), query.missing(), (now && !descending ? "-" : "") + sort) : ""));
        }
        return columns;
    }

    /** People are called by their whole name, and sorted by the family's. */
    private String sortedBy(String listed) {
        return listed.equals("full_name") ? "family" : listed;
    }

    public List<RecordCell> cells(RecordRow row) {
        return kind.listed().stream()
                .map(name -> kind.field(name)
                        .map(field -> RecordCell.of(field, row.values().get(name)))
                        .orElseGet(() -> RecordCell.linked(row.links().getOrDefault(name, List.of()))))
                .toList();
    }

    public List<Filter> filters() {
        return kind.filtered().stream()
                .map(name -> new Filter(
                        name,
                        kind.labelOf(name),
                        kind.field(name).map(RecordField::type).orElse(FieldType.REFERENCE),
                        query.filters().getOrDefault(name, List.of()).stream()
                                .findFirst()
                                .map(value -> said(name, value))
                                .orElse(""),
                        kind.field(name)
                                .flatMap(RecordField::refersTo)
                                .or(() -> kind.link(name).map(link -> link.target()))
                                .orElse(""),
                        options.getOrDefault(name, List.of())))
                .toList();
    }

    public List<Active> active() {
        var active = new ArrayList<Active>();
        query.filters().forEach((name, values) -> {
            for (var value : values) {
                var fewer = new LinkedHashMap<>(query.filters());
                fewer.put(name, values.stream().filter(it -> !it.equals(value)).toList());
                active.add(new Active(kind.labelOf(name), said(name, value), address(fewer, query.missing(), sort())));
            }
        });
        for (var missing : query.missing()) {
            active.add(new Active(
                    "Without",
                    kind.labelOf(missing),
                    address(
                            query.filters(),
                            query.missing().stream()
                                    .filter(it -> !it.equals(missing))
                                    .toList(),
                            sort())));
        }
        return active;
    }

    /** A value as people say it: yes and no, however they were written. */
    private String said(String name, String value) {
        return kind.field(name)
                .filter(field -> field.type() == FieldType.FLAG)
                .flatMap(_ -> YesNo.of(value))
                .map(yes -> yes ? "yes" : "no")
                .orElse(value);
    }

    public String sort() {
        return query.sort().map(name -> query.descending() ? "-" + name : name).orElse("");
    }

    /** Whether the list shows but a part of what there is. */
    public boolean narrowed() {
        return !query.search().isBlank()
                || !query.filters().isEmpty()
                || !query.missing().isEmpty();
    }

    /** The page that follows; empty if this is the last. */
    public String next() {
        return page.next()
                .map(place -> with(address(query.filters(), query.missing(), sort()), "after", place))
                .orElse("");
    }

    /** The first page; empty if this is it. */
    public String first() {
        return query.after().isPresent() ? address(query.filters(), query.missing(), sort()) : "";
    }

    private String address(Map<String, List<String>> filters, List<String> missing, String sort) {
        var address = Links.list(kind);
        if (!query.search().isBlank()) {
            address = with(address, "search", query.search());
        }
        for (var name : kind.filtered()) {
            for (var value : filters.getOrDefault(name, List.of())) {
                address = with(address, name, value);
            }
        }
        for (var name : missing) {
            address = with(address, "missing", name);
        }
        return sort.isEmpty() ? address : with(address, "sort", sort);
    }

    private static String with(String address, String name, String value) {
        return address + (address.contains("?") ? "&" : "?") + name + "=" + Links.encode(value);
    }

    /** Whether the records can be ticked off. */
    public boolean isTodos() {
        return kind.name().equals("todo");
    }

    public boolean isDone(RecordRow todo) {
        return Boolean.TRUE.equals(todo.values().get("completed"));
    }

    /** This very part of the list. */
    public String here() {
        var address = address(query.filters(), query.missing(), sort());
        return query.after().map(place -> with(address, "after", place)).orElse(address);
    }

    /** What a label says within a sentence. */
    public String one() {
        return Words.lower(kind.label());
    }

    public String several() {
        return Words.lower(kind.labels());
    }
}
