package org.atelier.web.admin.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.atelier.domain.EventDetails;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.atelier.merge.descriptors.internal.EventDescriptors;
import org.atelier.merge.descriptors.internal.OrganizationDescriptors;
import org.atelier.merge.descriptors.internal.PersonDescriptors;
import org.atelier.merge.descriptors.internal.TagDescriptors;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.records.FieldProblem;
import org.atelier.records.FieldText;
import org.atelier.records.FieldType;
import org.atelier.records.KindDeclaration;
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
import org.atelier.records.internal.DeclaredKinds;

/** Records of every declared kind in memory, as plainly as can be. */
final class MemoryRecords implements Records {
    private static final Set<String> DAYS = Set.of("start", "end", "due", "awarded");
    private static final Set<String> FLAGS = Set.of("completed", "may_contact", "publish_profile", "published");
    private static final Set<String> NEEDED =
            Set.of("slug", "username", "personal", "domain", "fullname", "name", "event", "person", "role", "badge");

    private final List<KindDeclaration> declared;
    private final List<RecordKind> kinds;
    private final Map<String, Map<Long, RecordRow>> rows = new TreeMap<>();
    final Map<String, String> redirects = new TreeMap<>();
    final List<NewOperation> operations = new ArrayList<>();
    final Map<String, List<String>> reliedOn = new TreeMap<>();
    private long lastId = 1_000;

    MemoryRecords() {
        var declaring = new DeclaredKinds();
        Stream.of(new EventDescriptors(), new PersonDescriptors(), new OrganizationDescriptors(), new TagDescriptors())
                .forEach(declaring::addDescriptorSource);
        declared = declaring.all();
        kinds = declared.stream().map(MemoryRecords::kind).toList();
    }

    /** The events and tags of a world, as records. */
    static MemoryRecords of(Workshops world) {
        var records = new MemoryRecords();
        world.tags.forEach(tag -> records.put(
                "tag", tag.id(), values("name", tag.name(), "details", tag.details(), "retired", tag.retired())));
        world.events.values().forEach(records::put);
        return records;
    }

    private static RecordKind kind(KindDeclaration it) {
        var fields = Stream.concat(
                        it.columns().stream().map(column -> field(it, column, false)),
                        it.computed().stream().map(column -> field(it, column, true)))
                .toList();
        var links = it.links().stream()
                .map(link -> new RecordLink(
                        link.name(),
                        link.label(),
                        link.target().refersTo().orElseThrow().table()))
                .toList();
        return new RecordKind(
                it.name(),
                it.plural(),
                it.label(),
                it.labels(),
                it.key(),
                fields,
                links,
                it.listed(),
                it.sorted(),
                it.descending(),
                it.filtered());
    }

    private static RecordField field(KindDeclaration kind, ColumnDescriptor column, boolean computed) {
        var name = column.name();
        var type = column.refersTo().isPresent()
                ? FieldType.REFERENCE
                : DAYS.contains(name)
                        ? FieldType.DAY
                        : FLAGS.contains(name)
                                ? FieldType.FLAG
                                : switch (name) {
                                    case "attendance" -> FieldType.WHOLE;
                                    case "admin_fee" -> FieldType.DECIMAL;
                                    case "latitude", "longitude" -> FieldType.NUMBER;
                                    case "country" -> FieldType.COUNTRY;
                                    case "answered" -> FieldType.INSTANT;
                                    default ->
                                        kind.prose().contains(name)
                                                ? FieldType.PROSE
                                                : kind.urls().contains(name) ? FieldType.URL : FieldType.TEXT;
                                };
        return new RecordField(
                name,
                column.label(),
                type,
                type != FieldType.FLAG && !NEEDED.contains(name),
                computed,
                name.equals("may_contact") ? "true" : "",
                column.refersTo().map(ColumnDescriptor.Reference::table),
                Optional.ofNullable(kind.ranges().get(name)));
    }

    static Map<String, Object> values(Object... pairs) {
        var values = new LinkedHashMap<String, Object>();
        for (var i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], pairs[i + 1]);
        }
        return values;
    }

    private void put(EventDetails details) {
        var event = details.event();
        var row = put(
                "event",
                event.id(),
                values(
                        "slug", event.slug(),
                        "start", event.start().orElse(null),
                        "end", event.end().orElse(null),
                        "venue", event.venue().orElse(null),
                        "address", event.address().orElse(null),
                        "country", event.country().orElse(null),
                        "completed", event.completed(),
                        "published", event.published()));
        relink(row, "tags", details.tags().stream().map(tag -> tag.name()).toList());
    }

    /** Puts a record there, references by key. */
    RecordRow put(String kind, long id, Map<String, Object> values) {
        var found = kind(kind).orElseThrow();
        var whole = new LinkedHashMap<String, Object>();
        for (var field : found.fields()) {
            var value = values.get(field.name());
            whole.put(
                    field.name(),
                    value instanceof String key && field.type() == FieldType.REFERENCE
                            ? ref(field.refersTo().orElseThrow(), key).orElseThrow()
                            : value == null && field.type() == FieldType.FLAG ? Boolean.FALSE : value);
        }
        if (kind.equals("person")) {
            whole.put("full_name", values.get("personal") + " " + values.getOrDefault("family", ""));
        }
        var links = new LinkedHashMap<String, List<RecordRef>>();
        found.links().forEach(link -> links.put(link.name(), List.of()));
        return keep(found, id, whole, links);
    }

    private RecordRow keep(RecordKind kind, long id, Map<String, Object> values, Map<String, List<RecordRef>> links) {
        var title = String.join(
                ", ",
                declared.stream().filter(it -> it.name().equals(kind.name())).findFirst().orElseThrow().title().stream()
                        .map(values::get)
                        .map(value -> value instanceof RecordRef ref ? ref.title() : String.valueOf(value))
                        .toList());
        var key = kind.key().map(values::get).map(String.class::cast).orElse(Long.toString(id));
        var version = Integer.toHexString(Objects.hash(values.toString(), links.toString()));
        var row = new RecordRow(id, key, title, version, values, links);
        rows.computeIfAbsent(kind.name(), _ -> new TreeMap<>()).put(id, row);
        return row;
    }

    private RecordRow relink(RecordRow row, String link, List<String> keys) {
        var kind =
                kinds.stream().filter(it -> all(it).contains(row)).findFirst().orElseThrow();
        var links = new LinkedHashMap<>(row.links());
        links.put(
                link,
                keys.stream()
                        .map(key ->
                                ref(kind.link(link).orElseThrow().target(), key).orElseThrow())
                        .sorted(Comparator.comparing(RecordRef::title))
                        .toList());
        return keep(kind, row.id(), row.values(), links);
    }

    private Optional<RecordRef> ref(String kind, String key) {
        return all(kind(kind).orElseThrow()).stream()
                .filter(row -> row.key().equals(key))
                .map(row -> new RecordRef(kind, row.id(), row.key(), row.title()))
                .findFirst();
    }

    private List<RecordRow> all(RecordKind kind) {
        return List.copyOf(rows.getOrDefault(kind.name(), Map.of()).values());
    }

    RecordRow row(String kind, String key) {
        return all(kind(kind).orElseThrow()).stream()
                .filter(it -> it.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public List<RecordKind> kinds() {
        return kinds;
    }

    @Override
    public RecordPage list(RecordKind kind, RecordQuery query) {
        query.filters().keySet().stream()
                .filter(name -> !kind.filtered().contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new UnfitQueryException(name, kind.labels() + " cannot be filtered by " + name + ".");
                });
        query.filters().forEach((name, keys) -> {
            var target = kind.field(name)
                    .flatMap(RecordField::refersTo)
                    .or(() -> kind.link(name).map(RecordLink::target));
            for (var key : keys) {
                if (target.isPresent() && ref(target.get(), key).isEmpty()) {
                    throw new UnfitQueryException(name, "There is no " + target.get() + " “" + key + "”.");
                }
            }
        });
        var sort = query.sort().orElse(kind.sorted().getFirst());
        Comparator<RecordRow> order =
                Comparator.comparing(row -> FieldText.of(row.values().get(sort)));
        if (query.sort().isPresent() ? query.descending() : kind.descending()) {
            order = order.reversed();
        }
        var found = all(kind).stream()
                .filter(row -> Stream.of(query.search().toLowerCase(Locale.ROOT).split("\\s+"))
                        .allMatch(word -> (row.key() + " " + row.title() + " " + row.values() + row.links())
                                .toLowerCase(Locale.ROOT)
                                .contains(word)))
                .filter(row -> query.filters().entrySet().stream()
                        .allMatch(
                                filter -> filter.getValue().stream().allMatch(key -> holds(row, filter.getKey(), key))))
                .filter(row ->
                        query.missing().stream().allMatch(name -> row.values().get(name) == null))
                .sorted(order.thenComparing(RecordRow::id))
                .toList();
        var from = query.after().map(Integer::valueOf).orElse(0);
        var to = Math.min(found.size(), from + query.limit());
        return new RecordPage(
                found.subList(Math.min(from, found.size()), to),
                to < found.size() ? Optional.of(Integer.toString(to)) : Optional.empty(),
                found.size());
    }

    private static boolean holds(RecordRow row, String name, String key) {
        return row.links().containsKey(name)
                ? row.links().get(name).stream().anyMatch(ref -> ref.key().equals(key))
                : key.contains("..")
                        ? within(FieldText.of(row.values().get(name)), key)
                        : FieldText.of(row.values().get(name)).startsWith(key);
    }

    /** Whether an ISO day lies between two of them; either may be left out. */
    private static boolean within(String day, String range) {
        var from = range.substring(0, range.indexOf(".."));
        var to = range.substring(range.indexOf("..") + 2);
        return !day.isEmpty() && day.compareTo(from) >= 0 && (to.isEmpty() || day.compareTo(to) <= 0);
    }

    @Override
    public List<Integer> counts(List<RecordKind> kinds) {
        return kinds.stream().map(kind -> all(kind).size()).toList();
    }

    @Override
    public Lookup<RecordRow> find(RecordKind kind, String keyOrId) {
        var moved = redirects.get(kind.name() + " " + keyOrId);
        if (moved != null) {
            return new Lookup.Moved<>(moved);
        }
        return all(kind).stream()
                .filter(row ->
                        row.key().equals(keyOrId) || Long.toString(row.id()).equals(keyOrId))
                .findFirst()
                .<Lookup<RecordRow>>map(Lookup.Found::new)
                .orElseGet(Lookup.Missing::new);
    }

    @Override
    public List<RecordRow> whole(RecordKind kind, Collection<Long> ids) {
        return all(kind).stream().filter(row -> ids.contains(row.id())).toList();
    }

    @Override
    public List<RecordRef> choices(RecordKind kind, String text, int limit) {
        return all(kind).stream()
                .filter(row -> (row.key() + " " + row.title())
                        .toLowerCase(Locale.ROOT)
                        .contains(text.toLowerCase(Locale.ROOT)))
                .limit(limit)
                .map(row -> new RecordRef(kind.name(), row.id(), row.key(), row.title()))
                .toList();
    }

    @Override
    public List<Use> uses(RecordKind kind, long id) {
        var uses = new ArrayList<Use>();
        for (var other : kinds) {
            for (var field : other.fields()) {
                if (field.refersTo().equals(Optional.of(kind.name()))) {
                    var count = all(other).stream()
                            .filter(row -> row.values().get(field.name()) instanceof RecordRef ref && ref.id() == id)
                            .count();
                    uses.add(new Use(other.name(), field.name(), other.labels(), count));
                }
            }
            for (var link : other.links()) {
                if (link.target().equals(kind.name())) {
                    var count = all(other).stream()
                            .filter(row -> row.links().get(link.name()).stream().anyMatch(ref -> ref.id() == id))
                            .count();
                    uses.add(new Use(other.name(), link.name(), other.labels(), count));
                }
            }
        }
        return uses.stream().filter(use -> use.count() > 0).toList();
    }

    @Override
    public List<FieldProblem> problems(
            RecordKind kind, Optional<Long> id, Map<String, Object> values, Map<String, List<String>> links) {
        var problems = problems(kind, values, links);
        if (id.isEmpty()) {
            kind.key()
                    .filter(key -> values.get(key) == null)
                    .ifPresent(key -> problems.add(new FieldProblem(key, key + " is missing")));
        }
        return problems;
    }

    @Override
    public Saved create(RecordKind kind, Map<String, Object> values, Map<String, List<String>> links, NewOperation by) {
        var problems = problems(kind, Optional.empty(), values, links);
        if (!problems.isEmpty()) {
            return new Saved.Invalid(problems);
        }
        operations.add(by);
        var row = put(kind.name(), ++lastId, values);
        for (var link : links.entrySet()) {
            row = relink(row, link.getKey(), link.getValue());
        }
        return new Saved.Done(row.id(), row.key(), operations.size());
    }

    private List<FieldProblem> problems(RecordKind kind, Map<String, Object> values, Map<String, List<String>> links) {
        var problems = new ArrayList<FieldProblem>();
        values.forEach((name, value) -> {
            var target = kind.field(name).flatMap(RecordField::refersTo);
            kind.field(name)
                    .flatMap(field -> field.unfit(value))
                    .ifPresent(words -> problems.add(new FieldProblem(name, words)));
            if (target.isPresent()
                    && value instanceof String key
                    && ref(target.get(), key).isEmpty()) {
                problems.add(new FieldProblem(name, "there is no " + target.get() + " “" + key + "”"));
            }
        });
        links.forEach((name, keys) -> keys.stream()
                .filter(key -> ref(kind.link(name).orElseThrow().target(), key).isEmpty())
                .forEach(key -> problems.add(new FieldProblem(name, "there is no “" + key + "”"))));
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
        var before = rows.getOrDefault(kind.name(), Map.of()).get(id);
        if (before == null) {
            return new Saved.Missing();
        }
        if (!before.version().equals(version)) {
            return new Saved.Stale(before);
        }
        var problems = problems(kind, values, links);
        if (!problems.isEmpty()) {
            return new Saved.Invalid(problems);
        }
        var now = new LinkedHashMap<String, Object>(before.values());
        values.forEach((name, value) -> now.put(
                name,
                kind.field(name).flatMap(RecordField::refersTo).isPresent() && value instanceof String key
                        ? ref(kind.field(name).orElseThrow().refersTo().orElseThrow(), key)
                                .orElseThrow()
                        : value));
        var row = keep(kind, id, now, before.links());
        for (var link : links.entrySet()) {
            row = relink(row, link.getKey(), link.getValue());
        }
        if (row.equals(before)) {
            return new Saved.Unchanged(id, row.key());
        }
        operations.add(by);
        return new Saved.Done(id, row.key(), operations.size());
    }

    @Override
    public Removal remove(RecordKind kind, long id, String version, NewOperation by) {
        var row = rows.getOrDefault(kind.name(), Map.of()).get(id);
        if (row == null) {
            return new Removal.Missing();
        }
        if (!row.version().equals(version)) {
            return new Removal.Stale();
        }
        if (reliedOn.containsKey(row.key())) {
            return new Removal.ReliedOn(reliedOn.get(row.key()));
        }
        var uses = uses(kind, id);
        if (!uses.isEmpty()) {
            return new Removal.InUse(uses);
        }
        rows.get(kind.name()).remove(id);
        operations.add(by);
        return new Removal.Done(operations.size());
    }
}
