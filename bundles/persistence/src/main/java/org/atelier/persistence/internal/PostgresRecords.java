package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.noCondition;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.atelier.domain.Vocabulary;
import org.atelier.records.FieldProblem;
import org.atelier.records.KindDeclaration;
import org.atelier.records.KindDeclarations;
import org.atelier.records.RecordKind;
import org.atelier.records.RecordPage;
import org.atelier.records.RecordQuery;
import org.atelier.records.RecordRef;
import org.atelier.records.RecordRow;
import org.atelier.records.Records;
import org.atelier.records.Removal;
import org.atelier.records.Saved;
import org.atelier.records.Use;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records of every kind in PostgreSQL. */
@Component(service = Records.class)
public final class PostgresRecords implements Records {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresRecords.class);

    private static final int MOST_CHOICES = 50;

    private final Database database;
    private final Operations operations;
    private final PostgresVocabulary vocabulary;
    private final KindDeclarations declarations;
    private volatile Shapes shapes = Shapes.of(List.of());

    @Activate
    public PostgresRecords(
            @Reference Database database,
            @Reference Operations operations,
            @Reference VocabularyReliances reliances,
            @Reference KindDeclarations declarations) {
        this.database = database;
        this.operations = operations;
        this.vocabulary = new PostgresVocabulary(database, operations, reliances);
        this.declarations = declarations;
    }

    /** A kind as it stands within a sentence, such as {@code knowledge domain}. */
    static String words(RecordKind kind) {
        return kind.label().toLowerCase(Locale.ENGLISH);
    }

    @Override
    public List<RecordKind> kinds() {
        return shapes().values().stream().map(RecordShape::kind).toList();
    }

    /** The shapes of these kinds, by name. */
    private record Shapes(List<KindDeclaration> of, Map<String, RecordShape> byName) {
        static Shapes of(List<KindDeclaration> declared) {
            var byName = new LinkedHashMap<String, RecordShape>();
            declared.forEach(kind -> byName.put(kind.name(), RecordShape.of(kind)));
            return new Shapes(declared, Collections.unmodifiableMap(byName));
        }
    }

    /** By name; made anew when something else is declared than before, for what declares kinds comes and goes. */
    private Map<String, RecordShape> shapes() {
        var declared = declarations.all();
        var known = shapes;
        if (!known.of().equals(declared)) {
            known = Shapes.of(declared);
            shapes = known;
        }
        return known.byName();
    }

    private <R> R reading(RecordKind kind, Function<RecordReading, R> work) {
        var shapes = shapes();
        return database.read(sql -> work.apply(new RecordReading(sql, shapes, shapes.get(kind.name()))));
    }

    private <R> R searching(RecordKind kind, Function<RecordReading, R> work) {
        var shapes = shapes();
        return database.read(
                sql -> work.apply(new RecordReading(PlannedForItsValues.in(sql), shapes, shapes.get(kind.name()))));
    }

    @Override
    public RecordPage list(RecordKind kind, RecordQuery query) {
        return query.narrows()
                ? searching(kind, reading -> reading.list(query))
                : reading(kind, reading -> reading.list(query));
    }

    @Override
    public List<Integer> counts(List<RecordKind> kinds) {
        if (kinds.isEmpty()) {
            return List.of();
        }
        var shapes = shapes();
        var counts = kinds.stream()
                .map(kind -> RecordReading.counted(shapes.get(kind.name()), noCondition()))
                .toList();
        return List.of(database.read(sql -> sql.select(counts).fetchSingle().into(Integer[].class)));
    }

    @Override
    public Lookup<RecordRow> find(RecordKind kind, String keyOrId) {
        return reading(kind, reading -> reading.find(keyOrId));
    }

    @Override
    public List<RecordRow> whole(RecordKind kind, Collection<Long> ids) {
        return reading(kind, reading -> reading.byIds(ids));
    }

    @Override
    public List<RecordRef> choices(RecordKind kind, String text, int limit) {
        if (limit < 1 || limit > MOST_CHOICES) {
            throw new IllegalArgumentException("a limit is from 1 to " + MOST_CHOICES + ", not " + limit);
        }
        return searching(kind, reading -> reading.choices(text, limit));
    }

    @Override
    public List<Use> uses(RecordKind kind, long id) {
        return reading(kind, reading -> reading.uses(id));
    }

    @Override
    public Saved create(RecordKind kind, Map<String, Object> values, Map<String, List<String>> links, NewOperation by) {
        var shapes = shapes();
        var shape = shapes.get(kind.name());
        var wanted = new Wanted(shape, Optional.empty(), values, links);
        return saving(wanted, by, (sql, running) -> {
            var writing = new RecordWriting(sql, shapes, shape);
            return writing.create(values, links)
                    .<Saved>map(id -> new Saved.Done(id, keyNow(sql, shapes, shape, id), running.id()))
                    .orElseGet(() -> new Saved.Invalid(writing.problems()));
        });
    }

    @Override
    public Saved change(
            RecordKind kind,
            long id,
            String version,
            Map<String, Object> values,
            Map<String, List<String>> links,
            NewOperation by) {
        var shapes = shapes();
        var shape = shapes.get(kind.name());
        return saving(new Wanted(shape, Optional.of(id), values, links), by, (sql, running) -> {
            var before = new RecordReading(sql, shapes, shape).locked(id);
            if (before.isEmpty()) {
                return new Saved.Missing();
            }
            if (!before.get().version().equals(version)) {
                return new Saved.Stale(before.get());
            }
            var writing = new RecordWriting(sql, shapes, shape);
            if (writing.change(before.get(), values, links, running)) {
                return new Saved.Done(id, keyNow(sql, shapes, shape, id), running.id());
            }
            return writing.problems().isEmpty()
                    ? new Saved.Unchanged(id, before.get().key())
                    : new Saved.Invalid(writing.problems());
        });
    }

    private static String keyNow(DSLContext sql, Map<String, RecordShape> shapes, RecordShape shape, long id) {
        return new RecordReading(sql, shapes, shape).byId(id).orElseThrow().key();
    }

    /** Writes within an operation. */
    private interface Work<R> {
        R of(DSLContext sql, Operations.Running running);
    }

    /** A record as somebody wants it; {@code id} is empty for a new one. */
    private record Wanted(
            RecordShape shape, Optional<Long> id, Map<String, Object> values, Map<String, List<String>> links) {}

    private Saved saving(Wanted wanted, NewOperation by, Work<Saved> work) {
        try {
            var saved = operations.write(by, work::of, outcome -> outcome instanceof Saved.Done);
            if (saved instanceof Saved.Done done) {
                LOG.info("{} {}: operation {}", by.kind(), done.key(), done.operation());
            }
            return saved instanceof Saved.Invalid(var problems) ? invalid(wanted, problems) : saved;
        } catch (DataAccessException e) {
            if (!Violations.isOfRow(e)) {
                throw e;
            }
            var row = RecordTrial.row(wanted.shape(), wanted.values());
            var violation = database.read(sql -> Violations.reason(sql, row, e));
            return invalid(wanted, List.of(RecordTrial.problem(violation)));
        }
    }

    /** What stood in the way, with all that would come up next; only that, if somebody mended it all a moment ago. */
    private Saved invalid(Wanted wanted, List<FieldProblem> stood) {
        var all = problems(wanted.shape().kind(), wanted.id(), wanted.values(), wanted.links());
        return new Saved.Invalid(all.isEmpty() ? stood : all);
    }

    @Override
    public List<FieldProblem> problems(
            RecordKind kind, Optional<Long> id, Map<String, Object> values, Map<String, List<String>> links) {
        var shapes = shapes();
        var shape = shapes.get(kind.name());
        return database.transaction(sql -> {
            var before = id.flatMap(it -> new RecordReading(sql, shapes, shape).locked(it));
            return id.isPresent() && before.isEmpty()
                    ? List.of()
                    : new RecordWriting(sql, shapes, shape).rehearse(before, values, links);
        });
    }

    @Override
    public Removal remove(RecordKind kind, long id, String version, NewOperation by) {
        var shapes = shapes();
        var shape = shapes.get(kind.name());
        try {
            var removal = operations.write(
                    by,
                    (sql, running) -> remove(sql, shapes, shape, id, version, running),
                    outcome -> outcome instanceof Removal.Done);
            if (removal instanceof Removal.Done(var operation)) {
                LOG.info("{} {}: operation {}", by.kind(), id, operation);
            }
            return removal;
        } catch (DataAccessException e) {
            if (!PostgresVocabulary.STILL_REFERRED_TO.contains(e.sqlState())) {
                throw e;
            }
            // a table that is no kind of ours, or a row that came a moment ago
            var table = Optional.ofNullable(e.getCause(PSQLException.class))
                    .map(cause -> cause.getServerErrorMessage().getTable())
                    .orElse("another table");
            return new Removal.InUse(List.of(new Use(table, "", "Rows of the table " + table, 1)));
        }
    }

    private Removal remove(
            DSLContext sql,
            Map<String, RecordShape> shapes,
            RecordShape shape,
            long id,
            String version,
            Operations.Running running) {
        var reading = new RecordReading(sql, shapes, shape);
        // Whoever refers to the record or merges it now waits for us, or we have waited for them and see what they did.
        var record = reading.locked(id);
        if (record.isEmpty()) {
            return new Removal.Missing();
        }
        if (!record.get().version().equals(version)) {
            return new Removal.Stale();
        }
        var relied = reliedOn(sql, shape, id);
        if (!relied.isEmpty()) {
            return new Removal.ReliedOn(relied);
        }
        var uses = reading.uses(id);
        if (!uses.isEmpty()) {
            return new Removal.InUse(uses);
        }
        new RecordWriting(sql, shapes, shape).remove(record.get());
        return new Removal.Done(running.id());
    }

    private List<String> reliedOn(DSLContext sql, RecordShape shape, long id) {
        for (var word : Vocabulary.Kind.values()) {
            if (word.word().equals(shape.kind().name())) {
                return List.copyOf(vocabulary.reliedOn(sql, word).getOrDefault(id, new TreeSet<>()));
            }
        }
        return List.of();
    }
}
