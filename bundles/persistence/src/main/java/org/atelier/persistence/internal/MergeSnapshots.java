package org.atelier.persistence.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.atelier.merge.engine.MergeException;
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

/**
 * Reads two records with all that hangs on them, from descriptors alone, in one statement whatever the kind: a merge
 * reads three times, and every statement is a way to the database and back.
 *
 * <p>The statement is a union of parts: the records, each relation, the redirects. Every row of it has the part's
 * number, the id of the record it hangs on, an id, the whole row as JSON where there is one, and words to show.
 */
final class MergeSnapshots {
    private static final String NO_WORDS = "null::text[]";

    /** How many rows may hang on the two records. More than in any real database; what is read is held in memory. */
    static final int MOST_ROWS = 250_000;

    /** How many rows come at once, so that the driver does not hold them all a second time. */
    private static final int AT_ONCE = 10_000;

    private final DSLContext db;
    private final MergeableKind kind;
    private final long a;
    private final long b;
    private final GeneratedColumns generated;
    private final boolean locking;
    private final int mostRows;
    private final List<ColumnDescriptor> fields;
    private final List<RelationDescriptor> relations;

    /**
     * @param locking whether to lock what is read to the end of the transaction: the records first, so that nothing new
     *     can come to hang on them, then row by row in the order of table and id. Rows that merely refer to the records
     *     are locked against changes only: others may go on referring to those rows
     */
    MergeSnapshots(DSLContext db, MergeableKind kind, long a, long b, GeneratedColumns generated, boolean locking) {
        this(db, kind, a, b, generated, locking, MOST_ROWS);
    }

    /** @param mostRows how many rows there may be */
    MergeSnapshots(
            DSLContext db,
            MergeableKind kind,
            long a,
            long b,
            GeneratedColumns generated,
            boolean locking,
            int mostRows) {
        this.db = db;
        this.kind = kind;
        this.a = a;
        this.b = b;
        this.generated = generated;
        this.locking = locking;
        this.mostRows = mostRows;
        fields = kind.entity().fields().stream().map(FieldDescriptor::column).toList();
        relations = kind.relations().stream()
                .sorted(Comparator.comparing(RelationDescriptor::table).thenComparing(RelationDescriptor::owner))
                .toList();
    }

    Optional<Snapshot> read() {
        return db.connectionResult(connection -> {
            if (locking) {
                lockRecords(connection);
            }
            var sql = new ArrayList<String>();
            sql.add(part(0, kind.entity().table(), "id", fields, ""));
            relations.forEach(relation -> sql.add(part(relation)));
            sql.add(redirects());
            try (var statement =
                    connection.prepareStatement(sql.stream().collect(Collectors.joining("\nunion all\n")))) {
                bind(statement, sql.size());
                statement.setFetchSize(AT_ONCE);
                try (var rows = statement.executeQuery()) {
                    return snapshot(rows);
                }
            }
        });
    }

    // ------------------------------------------------------------------------------------------------ asking

    /** What hangs on a record that is locked can be deleted or changed, but nothing can be added to it. */
    private void lockRecords(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select from " + quoted(kind.entity().table()) + " where id in (?, ?) order by id for update")) {
            statement.setLong(1, a);
            statement.setLong(2, b);
            statement.execute();
        }
    }

    private String part(RelationDescriptor relation) {
        int part = relations.indexOf(relation) + 1;
        return switch (relation) {
            case RelationDescriptor.Link link -> links(part, link);
            case RelationDescriptor.Children _ ->
                part(part, relation.table(), relation.owner(), shown(relation), locking ? "update" : "");
            case RelationDescriptor.References _ ->
                part(part, relation.table(), relation.owner(), shown(relation), locking ? "no key update" : "");
        };
    }

    private static List<ColumnDescriptor> shown(RelationDescriptor relation) {
        return switch (relation) {
            case RelationDescriptor.Link link -> List.of(link.target());
            case RelationDescriptor.Children children -> {
                var shown = new ArrayList<>(children.identity());
                shown.addAll(children.payload());
                yield shown;
            }
            case RelationDescriptor.References references -> references.shown();
        };
    }

    /**
     * Whole rows of a table by the column that points to one of the two, with the words for references.
     *
     * @param lock how to lock them, as SQL says it; empty for not at all
     */
    private static String part(int part, String table, String owner, List<ColumnDescriptor> columns, String lock) {
        var words = columns.stream()
                .flatMap(column -> column
                        .refersTo()
                        .map(reference -> "(select t.%s::text from %s as t where t.id = r.%s)"
                                .formatted(
                                        quoted(reference.label()), quoted(reference.table()), quoted(column.column())))
                        .stream())
                .collect(Collectors.joining(", "));
        return inOrder(
                """
                select %d as part, r.%s::bigint as owner, r.id::bigint as id, to_jsonb(r)::text as whole, %s as words
                from %s as r
                where r.%s in (?, ?)""".formatted(
                                part,
                                quoted(owner),
                                words.isEmpty() ? NO_WORDS : "array[" + words + "]",
                                quoted(table),
                                quoted(owner)),
                "id",
                lock.isEmpty() ? "" : lock + " of r");
    }

    private String links(int part, RelationDescriptor.Link link) {
        var target = link.target().refersTo().orElseThrow();
        return inOrder(
                """
                select %d as part, l.%s::bigint as owner, t.id::bigint as id, null::text as whole,
                    array[t.%s::text] as words
                from %s as l
                join %s as t on t.id = l.%s
                where l.%s in (?, ?)""".formatted(
                                part,
                                quoted(link.owner()),
                                quoted(target.label()),
                                quoted(link.table()),
                                quoted(target.table()),
                                quoted(link.target().column()),
                                quoted(link.owner())),
                "owner, id",
                locking ? "update of l" : "");
    }

    /** The parts run one after the other, each in the order of its rows' keys: that is the order of the locks. */
    private static String inOrder(String select, String order, String locked) {
        return "select * from (" + select + " order by " + order + (locked.isEmpty() ? "" : " for " + locked)
                + ") as p";
    }

    /** Redirects that lead to either record, and those from a name that either record has now. */
    private String redirects() {
        // each way by an index of its own: there are as many redirects as there were merges
        return """
                select * from (
                    select %d as part, target_id as owner, operation_id as id, null::text as whole,
                        array[form, value] as words
                    from (
                        select * from redirect where kind = ? and target_id in (?, ?)
                        union
                        select o.* from %s as r
                        join redirect as o on o.kind = ? and o.form = 'slug' and o.value = r.%s::text
                        where r.id in (?, ?)
                        union
                        select * from redirect where kind = ? and form = 'id' and value in (?, ?)) as found
                    order by form, value) as p""".formatted(
                        relations.size() + 1,
                        quoted(kind.entity().table()),
                        quoted(kind.entity().slug()));
    }

    /** All parts but the last, which is the redirects', ask for the two ids alone. */
    private void bind(PreparedStatement statement, int parts) throws SQLException {
        int place = 0;
        for (int part = 1; part < parts; part++) {
            statement.setLong(++place, a);
            statement.setLong(++place, b);
        }
        statement.setString(++place, kind.entity().kind());
        statement.setLong(++place, a);
        statement.setLong(++place, b);
        statement.setString(++place, kind.entity().kind());
        statement.setLong(++place, a);
        statement.setLong(++place, b);
        statement.setString(++place, kind.entity().kind());
        statement.setString(++place, Long.toString(a));
        statement.setString(++place, Long.toString(b));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    // ------------------------------------------------------------------------------------------------ reading

    private Optional<Snapshot> snapshot(ResultSet answer) throws SQLException {
        var subjects = new HashMap<Long, Snapshot.Subject>();
        var links = new TreeMap<String, Map<Side, TreeSet<Target>>>();
        var rows = new TreeMap<String, Map<Side, List<RelatedRow>>>();
        var redirects = new ArrayList<Snapshot.Redirect>();
        for (var relation : relations) {
            if (relation instanceof RelationDescriptor.Link) {
                links.put(relation.name(), Map.of(Side.A, new TreeSet<>(), Side.B, new TreeSet<>()));
            } else {
                rows.put(relation.name(), Map.of(Side.A, new ArrayList<>(), Side.B, new ArrayList<>()));
            }
        }
        int read = 0;
        while (answer.next()) {
            if (++read > mostRows) {
                throw new MergeException(
                        MergeException.Code.TOO_MANY_ROWS,
                        "more than %,d rows hang on the two records, which is more than one merge takes"
                                .formatted(mostRows));
            }
            int part = answer.getInt("part");
            long owner = answer.getLong("owner");
            long id = answer.getLong("id");
            var words = words(answer);
            if (part == 0) {
                subjects.put(id, subject(id, values(kind.entity().table(), answer), words));
            } else if (part > relations.size()) {
                redirects.add(new Snapshot.Redirect(words[0], words[1], owner, id));
            } else {
                var relation = relations.get(part - 1);
                if (relation instanceof RelationDescriptor.Link) {
                    links.get(relation.name()).get(side(owner)).add(new Target(id, words[0]));
                } else {
                    rows.get(relation.name()).get(side(owner)).add(row(relation, id, owner, answer, words));
                }
            }
        }
        if (subjects.size() != (a == b ? 1 : 2)) {
            return Optional.empty();
        }
        var linksOfBoth = new TreeMap<String, Snapshot.Links>();
        links.forEach((name, sides) -> linksOfBoth.put(name, new Snapshot.Links(sides.get(Side.A), sides.get(Side.B))));
        var rowsOfBoth = new TreeMap<String, Snapshot.Rows>();
        rows.forEach((name, sides) -> rowsOfBoth.put(name, new Snapshot.Rows(sides.get(Side.A), sides.get(Side.B))));
        return Optional.of(new Snapshot(subjects.get(a), subjects.get(b), linksOfBoth, rowsOfBoth, redirects));
    }

    private Snapshot.Subject subject(long id, SortedMap<String, Value> values, String[] found) {
        var words = new TreeMap<String, String>();
        int next = 0;
        for (var column : fields) {
            if (column.refersTo().isPresent()) {
                var word = found[next++];
                if (word != null) {
                    words.put(column.column(), word);
                }
            }
        }
        return new Snapshot.Subject(id, values.get(kind.entity().slug()).words(), values, words);
    }

    private RelatedRow row(RelationDescriptor relation, long id, long owner, ResultSet answer, String[] found)
            throws SQLException {
        var values = values(relation.table(), answer);
        var words = new TreeMap<String, String>();
        int next = 0;
        for (var column : shown(relation)) {
            var word = column.refersTo().isPresent()
                    ? found[next++]
                    : values.getOrDefault(column.column(), Value.ABSENT).words();
            words.put(column.name(), word == null ? "" : word);
        }
        return new RelatedRow(id, side(owner), values, words);
    }

    private static String[] words(ResultSet answer) throws SQLException {
        var array = answer.getArray("words");
        return array == null ? new String[0] : (String[]) array.getArray();
    }

    private SortedMap<String, Value> values(String table, ResultSet answer) throws SQLException {
        return generated.strip(table, ValueJson.row(answer.getString("whole")));
    }

    private Side side(long owner) {
        return owner == a ? Side.A : Side.B;
    }
}
