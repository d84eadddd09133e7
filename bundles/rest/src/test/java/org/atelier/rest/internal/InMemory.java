package org.atelier.rest.internal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.atelier.records.FieldProblem;
import org.atelier.records.FieldType;
import org.atelier.records.RecordField;
import org.atelier.records.RecordKind;
import org.atelier.records.RecordLink;
import org.atelier.records.RecordPage;
import org.atelier.records.RecordQuery;
import org.atelier.records.RecordRef;
import org.atelier.records.RecordRow;
import org.atelier.records.Records;
import org.atelier.records.Removal;
import org.atelier.records.Saved;
import org.atelier.records.UnfitQueryException;
import org.atelier.records.Use;

/**
 * Records in memory: the event {@code 2016-05-01-here}, which {@code 2015-old} leads to, the tags {@code DC}, which is
 * relied on, and {@code a/b}, and the task 5. The one organization that can be referred to is {@code example.org}.
 */
final class InMemory implements Records {
    static final String SLUG = "2016-05-01-here";
    static final RecordKind EVENT = new RecordKind(
            "event",
            "events",
            "Event",
            "Events",
            Optional.of("slug"),
            List.of(
                    field("slug", FieldType.TEXT, false, false),
                    field("completed", FieldType.FLAG, false, false),
                    field("start", FieldType.DAY, true, false),
                    host(),
                    field("admin_fee", FieldType.DECIMAL, true, false),
                    field("attendance", FieldType.WHOLE, true, false),
                    field("country", FieldType.COUNTRY, true, false),
                    field("latitude", FieldType.NUMBER, true, false),
                    field("notes", FieldType.PROSE, true, false),
                    field("published", FieldType.FLAG, false, true)),
            List.of(new RecordLink("tags", "Tags", "tag")),
            List.of("slug", "start", "tags"),
            List.of("start", "slug"),
            true,
            List.of("tags", "country", "start"));
    static final RecordKind TAG = new RecordKind(
            "tag",
            "tags",
            "Tag",
            "Tags",
            Optional.of("name"),
            List.of(field("name", FieldType.TEXT, false, false)),
            List.of(),
            List.of("name"),
            List.of("name"),
            false,
            List.of());
    static final RecordKind TASK = new RecordKind(
            "task",
            "tasks",
            "Task",
            "Tasks",
            Optional.empty(),
            List.of(field("title", FieldType.TEXT, false, false)),
            List.of(),
            List.of("title"),
            List.of("id"),
            true,
            List.of("event"));

    final List<NewOperation> operations = new ArrayList<>();
    final List<RecordQuery> asked = new ArrayList<>();
    private final Map<String, Map<Long, RecordRow>> rows = new TreeMap<>();
    private int versions;
    int count = 1;
    Optional<String> next = Optional.empty();

    InMemory() {
        var values = new LinkedHashMap<String, Object>();
        values.put("slug", SLUG);
        values.put("completed", true);
        values.put("start", LocalDate.of(2016, 5, 1));
        values.put("host", new RecordRef("organization", 3, "example.org", "Example"));
        values.put("admin_fee", new BigDecimal("2500.00"));
        values.put("attendance", 23);
        values.put("country", "DE");
        values.put("latitude", 0.00054);
        values.put("notes", "");
        values.put("published", false);
        put(EVENT, 7, values, Map.of("tags", List.of("DC")));
        put(TAG, 2, Map.of("name", "DC"), Map.of());
        put(TAG, 3, Map.of("name", "a/b"), Map.of());
        put(TASK, 5, Map.of("title", "call"), Map.of());
    }

    private static RecordField field(String name, FieldType type, boolean optional, boolean computed) {
        return new RecordField(name, name, type, optional, computed, "", Optional.empty(), Optional.empty());
    }

    private static RecordField host() {
        return new RecordField(
                "host", "Host", FieldType.REFERENCE, true, false, "", Optional.of("organization"), Optional.empty());
    }

    private RecordRow put(RecordKind kind, long id, Map<String, Object> values, Map<String, List<String>> links) {
        var key = kind.key().map(values::get).map(Object::toString).orElse(Long.toString(id));
        var refs = new LinkedHashMap<String, List<RecordRef>>();
        for (var link : kind.links()) {
            refs.put(
                    link.name(),
                    links.getOrDefault(link.name(), List.of()).stream()
                            .map(target -> new RecordRef(link.target(), 2, target, target + "!"))
                            .toList());
        }
        var row = new RecordRow(id, key, "The " + key, "v" + ++versions, values, refs);
        of(kind).put(id, row);
        return row;
    }

    private Map<Long, RecordRow> of(RecordKind kind) {
        return rows.computeIfAbsent(kind.name(), _ -> new TreeMap<>());
    }

    @Override
    public List<RecordKind> kinds() {
        return List.of(EVENT, TAG, TASK);
    }

    @Override
    public RecordPage list(RecordKind kind, RecordQuery query) {
        query.filters().keySet().forEach(name -> require(kind, name, kind.filtered()));
        query.sort().ifPresent(name -> require(kind, "sort", name, kind.sorted()));
        asked.add(query);
        return new RecordPage(List.copyOf(of(kind).values()), next, count);
    }

    private static void require(RecordKind kind, String filter, List<String> known) {
        require(kind, filter, filter, known);
    }

    private static void require(RecordKind kind, String parameter, String name, List<String> known) {
        if (!known.contains(name)) {
            throw new UnfitQueryException(parameter, kind.labels() + " know no " + name + ".");
        }
    }

    @Override
    public List<Integer> counts(List<RecordKind> kinds) {
        throw new UnsupportedOperationException("the API counts what it lists");
    }

    @Override
    public List<RecordRow> whole(RecordKind kind, Collection<Long> ids) {
        throw new UnsupportedOperationException("the API reads one record at a time");
    }

    @Override
    public Lookup<RecordRow> find(RecordKind kind, String keyOrId) {
        if (kind == EVENT && keyOrId.equals("2015-old")) {
            return new Lookup.Moved<>(SLUG);
        }
        return of(kind).values().stream()
                .filter(row ->
                        row.key().equals(keyOrId) || Long.toString(row.id()).equals(keyOrId))
                .findFirst()
                .<Lookup<RecordRow>>map(Lookup.Found::new)
                .orElseGet(Lookup.Missing::new);
    }

    @Override
    public List<RecordRef> choices(RecordKind kind, String text, int limit) {
        return of(kind).values().stream()
                .filter(row -> row.key().contains(text))
                .limit(limit)
                .map(row -> new RecordRef(kind.name(), row.id(), row.key(), row.title()))
                .toList();
    }

    @Override
    public List<Use> uses(RecordKind kind, long id) {
        return kind == EVENT
                ? List.of(new Use("task", "event", "Tasks", 1), new Use("seat", "place", "Seats", 2_000))
                : List.of();
    }

    @Override
    public List<FieldProblem> problems(
            RecordKind kind, Optional<Long> id, Map<String, Object> values, Map<String, List<String>> links) {
        return problems(values);
    }

    @Override
    public Saved create(RecordKind kind, Map<String, Object> values, Map<String, List<String>> links, NewOperation by) {
        var problems = problems(values);
        if (!problems.isEmpty()) {
            return new Saved.Invalid(problems);
        }
        operations.add(by);
        var row = put(kind, 100 + operations.size(), values, links);
        return new Saved.Done(row.id(), row.key(), operations.size());
    }

    private static List<FieldProblem> problems(Map<String, Object> values) {
        var problems = new ArrayList<FieldProblem>();
        if (values.get("host") instanceof String host && !host.equals("example.org")) {
            problems.add(new FieldProblem("host", "there is no organization “" + host + "”"));
        }
        if (SLUG.equals(values.get("slug"))) {
            problems.add(new FieldProblem("slug", "is taken"));
        }
        return problems;
    }

    @Override
    public Saved change(
            RecordKind kind,
            long id,
            String version,
            Map<String, Object> values,
            Map<String, List<String>> links,
            NewOperation by) {
        var before = of(kind).get(id);
        if (!before.version().equals(version)) {
            return new Saved.Stale(before);
        }
        if (values.isEmpty() && links.isEmpty()) {
            return new Saved.Unchanged(id, before.key());
        }
        var problems = problems(values);
        if (!problems.isEmpty()) {
            return new Saved.Invalid(problems);
        }
        operations.add(by);
        var after = new LinkedHashMap<>(before.values());
        after.putAll(values);
        var linked = new LinkedHashMap<String, List<String>>();
        before.links()
                .forEach((link, targets) ->
                        linked.put(link, targets.stream().map(RecordRef::key).toList()));
        linked.putAll(links);
        var row = put(kind, id, after, linked);
        return new Saved.Done(id, row.key(), operations.size());
    }

    @Override
    public Removal remove(RecordKind kind, long id, String version, NewOperation by) {
        var row = of(kind).get(id);
        if (!row.version().equals(version)) {
            return new Removal.Stale();
        }
        if (row.key().equals("DC")) {
            return new Removal.ReliedOn(List.of("the website", "a report"));
        }
        var uses = uses(kind, id);
        if (!uses.isEmpty()) {
            return new Removal.InUse(uses);
        }
        operations.add(by);
        of(kind).remove(id);
        return new Removal.Done(operations.size());
    }
}
