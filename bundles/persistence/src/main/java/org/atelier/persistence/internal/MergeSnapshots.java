package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.atelier.merge.engine.MergeableKind;
import org.atelier.merge.engine.Snapshot;
import org.atelier.merge.engine.ValueJson;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.merge.spi.FieldDescriptor;
import org.atelier.merge.spi.RelatedRow;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Target;
import org.atelier.merge.spi.Value;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.impl.DSL;

/**
 * Reads two records with all that hangs on them, from descriptors alone: one statement for the records, one for each
 * relation, one for redirects. Run it in one transaction that sees one state.
 */
final class MergeSnapshots {
    private static final String ID = "id";
    private static final Field<JSONB> ROW = field(name("whole_row"), JSONB.class);

    private final DSLContext db;
    private final MergeableKind kind;
    private final long a;
    private final long b;
    private final GeneratedColumns generated;

    private final boolean locking;

    /**
     * @param locking whether to lock what is read to the end of the transaction: the records first, so that nothing new
     *     can come to hang on them, then row by row in the order of table and id
     */
    MergeSnapshots(DSLContext db, MergeableKind kind, long a, long b, GeneratedColumns generated, boolean locking) {
        this.db = db;
        this.kind = kind;
        this.a = a;
        this.b = b;
        this.generated = generated;
        this.locking = locking;
    }

    Optional<Snapshot> read() {
        var subjects = subjects();
        if (subjects.size() != 2) {
            return Optional.empty();
        }
        var links = new TreeMap<String, Snapshot.Links>();
        var rows = new TreeMap<String, Snapshot.Rows>();
        for (var relation : kind.relations().stream()
                .sorted(Comparator.comparing(RelationDescriptor::table).thenComparing(RelationDescriptor::owner))
                .toList()) {
            switch (relation) {
                case RelationDescriptor.Link link -> links.put(link.name(), links(link));
                case RelationDescriptor.Children children -> {
                    var shown = new ArrayList<>(children.identity());
                    shown.addAll(children.payload());
                    rows.put(children.name(), rows(children, shown));
                }
                case RelationDescriptor.References references ->
                    rows.put(references.name(), rows(references, references.shown()));
            }
        }
        return Optional.of(new Snapshot(subjects.get(a), subjects.get(b), links, rows, redirects(subjects.values())));
    }

    private Map<Long, Snapshot.Subject> subjects() {
        var entity = kind.entity();
        var columns = entity.fields().stream().map(FieldDescriptor::column).toList();
        var subjects = new HashMap<Long, Snapshot.Subject>();
        for (var row : select(entity.table(), ID, columns)) {
            var values = values(entity.table(), row);
            var words = new TreeMap<String, String>();
            for (var column : columns) {
                if (column.refersTo().isPresent() && row.get(shown(column)) != null) {
                    words.put(column.column(), row.get(shown(column)));
                }
            }
            var id = row.get(field(name(ID), Long.class));
            subjects.put(id, new Snapshot.Subject(id, values.get(entity.slug()).words(), values, words));
        }
        return subjects;
    }

    private Snapshot.Links links(RelationDescriptor.Link link) {
        var target = link.target().refersTo().orElseThrow();
        var owner = field(name("l", link.owner()), Long.class);
        var id = field(name("t", ID), Long.class);
        var label = field(name("t", target.label())).cast(String.class);
        var sides = Map.of(Side.A, new TreeSet<Target>(), Side.B, new TreeSet<Target>());
        var pairs = db.select(owner, id, label)
                .from(table(name(link.table())).as("l"))
                .join(table(name(target.table())).as("t"))
                .on(id.eq(field(name("l", link.target().column()), Long.class)))
                .where(owner.in(a, b))
                .orderBy(owner, id);
        (locking ? pairs.forUpdate().of(table(name("l"))) : pairs)
                .fetch()
                .forEach(row -> sides.get(side(row.value1())).add(new Target(row.value2(), row.value3())));
        return new Snapshot.Links(sides.get(Side.A), sides.get(Side.B));
    }

    private Snapshot.Rows rows(RelationDescriptor relation, List<ColumnDescriptor> columns) {
        var sides = Map.of(Side.A, new ArrayList<RelatedRow>(), Side.B, new ArrayList<RelatedRow>());
        for (var row : select(relation.table(), relation.owner(), columns)) {
            var side = side(row.get(field(name(relation.owner()), Long.class)));
            var values = values(relation.table(), row);
            var words = new TreeMap<String, String>();
            for (var column : columns) {
                var shown = column.refersTo().isPresent()
                        ? row.get(shown(column))
                        : values.getOrDefault(column.column(), Value.ABSENT).words();
                words.put(column.name(), shown == null ? "" : shown);
            }
            sides.get(side).add(new RelatedRow(row.get(field(name(ID), Long.class)), side, values, words));
        }
        return new Snapshot.Rows(sides.get(Side.A), sides.get(Side.B));
    }

    /** Whole rows of a table by the column that points to one of the two, with the words for references. */
    private List<? extends Record> select(String from, String owner, List<ColumnDescriptor> columns) {
        var fields = new ArrayList<Field<?>>();
        fields.add(field(name("r", ID), Long.class).as(ID));
        if (!owner.equals(ID)) {
            fields.add(field(name("r", owner), Long.class).as(owner));
        }
        fields.add(field("to_jsonb({0})", JSONB.class, DSL.field(name("r"))).as(ROW));
        for (var column : columns) {
            column.refersTo()
                    .ifPresent(reference -> fields.add(DSL.field(db.select(
                                            field(name("t", reference.label())).cast(String.class))
                                    .from(table(name(reference.table())).as("t"))
                                    .where(field(name("t", ID), Long.class)
                                            .eq(field(name("r", column.column()), Long.class))))
                            .as(shown(column))));
        }
        var rows = db.select(fields)
                .from(table(name(from)).as("r"))
                .where(field(name("r", owner), Long.class).in(a, b))
                .orderBy(field(name("r", ID)));
        return (locking ? rows.forUpdate().of(table(name("r"))) : rows).fetch();
    }

    private SortedMap<String, Value> values(String table, Record row) {
        return generated.strip(table, ValueJson.row(row.get(ROW).data()));
    }

    /** Redirects that lead to either record, and those from a name that either record has now. */
    private List<Snapshot.Redirect> redirects(Iterable<Snapshot.Subject> subjects) {
        var slugs = new ArrayList<String>();
        subjects.forEach(subject -> slugs.add(subject.slug()));
        var form = field(name("form"), String.class);
        var value = field(name("value"), String.class);
        var target = field(name("target_id"), Long.class);
        var operation = field(name("operation_id"), Long.class);
        return db.select(form, value, target, operation)
                .from(table(name("redirect")))
                .where(field(name("kind"), String.class).eq(kind.entity().kind()))
                .and(target.in(a, b)
                        .or(form.eq("slug").and(value.in(slugs)))
                        .or(form.eq("id").and(value.in(Long.toString(a), Long.toString(b)))))
                .orderBy(form, value)
                .fetch(row -> new Snapshot.Redirect(row.value1(), row.value2(), row.value3(), row.value4()));
    }

    private Side side(long owner) {
        return owner == a ? Side.A : Side.B;
    }

    private static Field<String> shown(ColumnDescriptor column) {
        return field(name("shown_" + column.name()), String.class);
    }
}
