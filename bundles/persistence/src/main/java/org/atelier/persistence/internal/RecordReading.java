package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.jooq.Tables.REDIRECT;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.asterisk;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atelier.domain.Lookup;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.records.RecordField;
import org.atelier.records.RecordPage;
import org.atelier.records.RecordQuery;
import org.atelier.records.RecordRef;
import org.atelier.records.RecordRow;
import org.atelier.records.Use;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SelectField;
import org.jooq.SelectJoinStep;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Reads records of one kind: what their references and links are called comes with them, in one statement. */
final class RecordReading {
    private final DSLContext sql;
    private final Map<String, RecordShape> shapes;
    private final RecordShape shape;

    /** @param shapes of every kind, by name */
    RecordReading(DSLContext sql, Map<String, RecordShape> shapes, RecordShape shape) {
        this.sql = sql;
        this.shapes = shapes;
        this.shape = shape;
    }

    // ---------------------------------------------------------------------------------------------- one record

    Lookup<RecordRow> find(String keyOrId) {
        return live(keyOrId)
                .<Lookup<RecordRow>>map(Lookup.Found::new)
                .or(() -> survivor(keyOrId).map(Lookup.Moved::new))
                .orElseGet(Lookup.Missing::new);
    }

    private Optional<RecordRow> live(String keyOrId) {
        var byKey = shape.key()
                .flatMap(key -> whole().where(key.eq(keyOrId)).fetchOptional())
                .map(this::row);
        var id = id(keyOrId);
        return byKey.isPresent() || id.isEmpty() ? byKey : byId(id.getAsLong());
    }

    Optional<RecordRow> byId(long id) {
        return whole().where(shape.id().eq(id)).fetchOptional().map(this::row);
    }

    List<RecordRow> byIds(Collection<Long> ids) {
        return whole().where(shape.id().in(ids)).fetch(this::row);
    }

    /** The record, which nobody else can change before this transaction is over. */
    Optional<RecordRow> locked(long id) {
        return whole().where(shape.id().eq(id))
                .forUpdate()
                .of(shape.table())
                .fetchOptional()
                .map(this::row);
    }

    /** The key of the record that a retired key or id leads to. */
    Optional<String> survivor(String keyOrId) {
        return shape.key()
                .flatMap(key -> sql.select(key)
                        .from(REDIRECT)
                        .join(shape.table())
                        .on(shape.id().eq(REDIRECT.TARGET_ID))
                        .where(REDIRECT.KIND.eq(shape.kind().name()))
                        .and(REDIRECT.VALUE.eq(keyOrId))
                        .orderBy(REDIRECT.FORM.desc()) // slug before id
                        .limit(1)
                        .fetchOptional(key));
    }

    private static OptionalLong id(String digits) {
        return digits.matches("[1-9][0-9]{0,17}") ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }

    private SelectJoinStep<Record> whole() {
        var fields = shape.kind().fields().stream().map(RecordField::name).toList();
        return selecting(fields, shape.declared().links());
    }

    // ---------------------------------------------------------------------------------------------- a list

    RecordPage list(RecordQuery query) {
        var wanted = new RecordFilters(sql, shapes, shape).of(query);
        var order = RecordOrder.of(shape, query);
        if (query.search().isBlank()) {
            var rows = rows(query, order, wanted);
            var all = query.after().isEmpty() && rows.size() <= query.limit();
            return page(
                    query,
                    order,
                    rows,
                    all ? rows.size() : sql.select(counted(shape, wanted)).fetchSingle(0, Integer.class));
        }
        var found = found(query, order, wanted);
        return page(
                query,
                order,
                // few were put in order; following the order until few have come along may mean to read all
                found.count() <= RecordPage.COUNTED ? inOrder(found.page()) : rows(query, order, wanted),
                found.count());
    }

    /** How many there are; at most one more than are counted. */
    static Field<Integer> counted(RecordShape shape, Condition wanted) {
        return field(select(DSL.count()).from(some(shape, List.of(shape.id()), wanted)));
    }

    /** As many as are counted, and one more. A number within the statement lets the plan be made for just that. */
    private static Table<Record> some(RecordShape shape, Collection<Field<?>> columns, Condition wanted) {
        return select(columns)
                .from(shape.table())
                .where(wanted)
                .limit(inline(RecordPage.COUNTED + 1))
                // by the name of the table whose columns they are
                .asTable(shape.table().getUnqualifiedName());
    }

    /** @param page the ids of the page and of one more, in order; of use only if all were counted */
    private record Found(int count, List<Long> page) {}

    /** Looks once for how many there are and which of them come first. */
    private Found found(RecordQuery query, RecordOrder order, Condition wanted) {
        var columns = new LinkedHashSet<Field<?>>(List.of(shape.id()));
        order.column(shape).ifPresent(columns::add);
        var found = name("found").as(select(asterisk()).from(some(shape, columns, wanted)));
        var selected = new ArrayList<SelectField<?>>();
        selected.add(field(select(DSL.count()).from(found)));
        for (var section : order.sections()) {
            selected.add(DSL.array(select(shape.id())
                    .from(found.as(shape.table().getUnqualifiedName()))
                    .where(section.condition())
                    .orderBy(section.order())
                    .limit(inline(query.limit() + 1))));
        }
        var row = sql.with(found).select(selected).fetchSingle();
        var ids = IntStream.range(1, selected.size())
                .boxed()
                .flatMap(section -> Arrays.stream(row.get(section, Long[].class)))
                .limit(query.limit() + 1L)
                .toList();
        return new Found(row.get(0, Integer.class), ids);
    }

    private List<RecordRow> inOrder(List<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : listed().where(shape.id().eq(any(ids.toArray(Long[]::new)))).fetch(this::row).stream()
                        .sorted(Comparator.comparing(row -> ids.indexOf(row.id())))
                        .toList();
    }

    private List<RecordRow> rows(RecordQuery query, RecordOrder order, Condition wanted) {
        var rows = new ArrayList<RecordRow>();
        for (var section : order.sections()) {
            if (rows.size() <= query.limit()) {
                listed().where(wanted)
                        .and(section.condition())
                        .orderBy(section.order())
                        .limit(inline(query.limit() + 1 - rows.size()))
                        .forEach(row -> rows.add(row(row)));
            }
        }
        return rows;
    }

    private static RecordPage page(RecordQuery query, RecordOrder order, List<RecordRow> rows, int count) {
        var more = rows.size() > query.limit();
        var page = more ? rows.subList(0, query.limit()) : rows;
        return new RecordPage(page, more ? Optional.of(order.placeOf(page.getLast())) : Optional.empty(), count);
    }

    private SelectJoinStep<Record> listed() {
        var kind = shape.kind();
        var fields = new LinkedHashSet<String>();
        Stream.of(kind.listed(), shape.declared().title(), kind.sorted())
                .flatMap(List::stream)
                .filter(name -> kind.field(name).isPresent())
                .forEach(fields::add);
        return selecting(
                List.copyOf(fields),
                shape.declared().links().stream()
                        .filter(link -> kind.listed().contains(link.name()))
                        .toList());
    }

    List<RecordRef> choices(String text, int limit) {
        var key = shape.key()
                .orElseThrow(() -> new IllegalArgumentException(shape.kind().name() + " has no key"));
        var title = shape.name();
        var words = Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(word -> RecordFilters.contains(key, word).or(RecordFilters.contains(title, word)))
                .reduce(noCondition(), Condition::and);
        var beginning = RecordFilters.literally(text.strip()) + "%";
        return sql.select(shape.id(), key, title)
                .from(shape.table())
                .where(words)
                .and(shape.retired().map(Condition::not).orElse(noCondition()))
                .orderBy(
                        key.likeIgnoreCase(beginning)
                                .or(title.likeIgnoreCase(beginning))
                                .desc(),
                        title,
                        shape.id())
                .limit(limit)
                .fetch(row -> new RecordRef(shape.kind().name(), row.value1(), row.value2(), row.value3()));
    }

    // ---------------------------------------------------------------------------------------------- who refers to it

    List<Use> uses(long id) {
        var counts = new ArrayList<Field<Integer>>();
        var uses = new ArrayList<Use>();
        for (var other : shapes.values()) {
            for (var field : other.kind().fields()) {
                if (field.refersTo().equals(Optional.of(shape.kind().name()))) {
                    uses.add(new Use(
                            other.kind().name(), field.name(), other.kind().labels(), 0));
                    counts.add(field(select(DSL.count())
                            .from(other.table())
                            .where(other.columns()
                                    .get(field.name())
                                    .coerce(Long.class)
                                    .eq(id))));
                }
            }
            for (var link : other.declared().links()) {
                if (RecordShape.target(link).equals(shape.kind().name())) {
                    uses.add(new Use(
                            other.kind().name(), link.name(), other.kind().labels(), 0));
                    counts.add(field(select(DSL.count())
                            .from(DSL.table(name(link.table())))
                            .where(column(link.table(), link.target().column()).eq(id))));
                }
            }
        }
        if (uses.isEmpty()) {
            return List.of();
        }
        var row = sql.select(counts).fetchOne();
        var found = new ArrayList<Use>();
        for (var i = 0; i < uses.size(); i++) {
            var count = row.get(i, Long.class);
            if (count > 0) {
                var use = uses.get(i);
                found.add(new Use(use.kind(), use.field(), use.label(), count));
            }
        }
        return found;
    }

    // ---------------------------------------------------------------------------------------------- rows

    static Field<Long> column(String table, String column) {
        return field(name(table, column), Long.class);
    }

    private static Table<?> alias(RecordShape target, String reference) {
        return target.table().as("r_" + reference);
    }

    private SelectJoinStep<Record> selecting(List<String> fields, List<RelationDescriptor.Link> links) {
        var selected = new ArrayList<SelectField<?>>();
        selected.add(shape.id().as("id"));
        shape.key().ifPresent(key -> selected.add(key.as("key")));
        shape.title().ifPresent(title -> selected.add(title.as("title")));
        selected.add(version().as("version"));
        var joined = new LinkedHashMap<String, RecordShape>();
        for (var field : fields) {
            if (shape.isReference(field)) {
                var target = shapes.get(
                        shape.kind().field(field).orElseThrow().refersTo().orElseThrow());
                var aliased = alias(target, field);
                joined.put(field, target);
                selected.add(aliased.field("id", Long.class).as("r_" + field + "_id"));
                selected.add(keyIn(target, aliased).as("r_" + field + "_key"));
                selected.add(titleIn(target, aliased).as("r_" + field + "_title"));
            } else {
                selected.add(shape.columns().get(field).as("v_" + field));
            }
        }
        for (var link : links) {
            selected.add(linked(link).as("l_" + link.name()));
        }
        SelectJoinStep<Record> from = sql.select(selected).from(shape.table());
        for (var entry : joined.entrySet()) {
            var aliased = alias(entry.getValue(), entry.getKey());
            from = from.leftJoin(aliased)
                    .on(aliased.field("id", Long.class)
                            .eq(shape.columns().get(entry.getKey()).coerce(Long.class)));
        }
        return from;
    }

    private static Field<String> keyIn(RecordShape target, Table<?> aliased) {
        return aliased.field(target.key().orElseThrow());
    }

    private static Field<String> titleIn(RecordShape target, Table<?> aliased) {
        return aliased.field(target.name());
    }

    /** Another text for every other content of the record and its links. */
    private Field<String> version() {
        Field<String> content =
                field("{0}::text", String.class, field(name(shape.table().getName())));
        for (var link : shape.declared().links()) {
            var target = column(link.table(), link.target().column());
            content = content.concat(inline("|"))
                    .concat(coalesce(
                            field(select(field("string_agg({0}::text, ',' order by {0})", String.class, target))
                                    .from(DSL.table(name(link.table())))
                                    .where(column(link.table(), link.owner()).eq(shape.id()))),
                            inline("")));
        }
        return field("md5({0})", String.class, content);
    }

    private Field<List<RecordRef>> linked(RelationDescriptor.Link link) {
        var target = shapes.get(RecordShape.target(link));
        var key = target.key().orElseThrow();
        var title = target.name();
        var retired = field(target.retired().orElse(DSL.falseCondition()));
        return multiset(select(target.id(), key, title, retired)
                        .from(DSL.table(name(link.table())))
                        .join(target.table())
                        .on(target.id().eq(column(link.table(), link.target().column())))
                        .where(column(link.table(), link.owner()).eq(shape.id()))
                        .orderBy(title, target.id()))
                .convertFrom(rows -> refs(target, rows));
    }

    private static List<RecordRef> refs(RecordShape target, Result<? extends Record> rows) {
        return rows.map(row -> new RecordRef(
                target.kind().name(),
                row.get(0, Long.class),
                row.get(1, String.class),
                row.get(2, String.class),
                row.get(3, Boolean.class)));
    }

    @SuppressWarnings("unchecked")
    private RecordRow row(Record row) {
        // asked for each by its name, the row would go through all of them every time
        var read = row.intoMap();
        var values = new LinkedHashMap<String, Object>();
        for (var field : shape.kind().fields()) {
            if (read.containsKey("v_" + field.name())) {
                values.put(field.name(), value(read.get("v_" + field.name())));
            } else if (read.containsKey("r_" + field.name() + "_id")) {
                values.put(field.name(), reference(read, field));
            }
        }
        var links = new LinkedHashMap<String, List<RecordRef>>();
        for (var link : shape.declared().links()) {
            if (read.containsKey("l_" + link.name())) {
                links.put(link.name(), (List<RecordRef>) read.get("l_" + link.name()));
            }
        }
        var id = (Long) read.get("id");
        var key = read.containsKey("key") ? (String) read.get("key") : Long.toString(id);
        return new RecordRow(id, key, title(read, values), (String) read.get("version"), values, links);
    }

    private static Object value(Object read) {
        return read instanceof OffsetDateTime at ? at.toInstant() : read;
    }

    private static RecordRef reference(Map<String, Object> read, RecordField field) {
        var id = (Long) read.get("r_" + field.name() + "_id");
        return id == null
                ? null
                : new RecordRef(
                        field.refersTo().orElseThrow(), id, (String) read.get("r_" + field.name() + "_key"), (String)
                                read.get("r_" + field.name() + "_title"));
    }

    private String title(Map<String, Object> read, Map<String, Object> values) {
        if (read.containsKey("title")) {
            return (String) read.get("title");
        }
        return String.join(
                ", ",
                shape.declared().title().stream()
                        .map(values::get)
                        .map(value -> value instanceof RecordRef ref ? ref.title() : String.valueOf(value))
                        .toList());
    }
}
