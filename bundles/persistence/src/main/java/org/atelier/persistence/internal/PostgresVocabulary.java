package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.jooq.Tables.AWARD;
import static org.atelier.persistence.internal.jooq.Tables.BADGE;
import static org.atelier.persistence.internal.jooq.Tables.EVENT_TAG;
import static org.atelier.persistence.internal.jooq.Tables.REDIRECT;
import static org.atelier.persistence.internal.jooq.Tables.ROLE;
import static org.atelier.persistence.internal.jooq.Tables.TAG;
import static org.atelier.persistence.internal.jooq.Tables.TASK;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.unnest;
import static org.jooq.impl.DSL.val;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.atelier.domain.Vocabulary;
import org.atelier.persistence.internal.VocabularyReliances.Reliance;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tags, roles and badges in PostgreSQL. */
@Component
public final class PostgresVocabulary implements Vocabulary {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresVocabulary.class);

    /** A row that others refer to; newer servers tell the two ways to refuse it apart. */
    static final Set<String> STILL_REFERRED_TO = Set.of("23503", "23001");

    private static final String ALREADY_THERE = "23505";

    /** Where the words of a kind are, and where they are used. */
    private record Shelf(Table<?> table, Field<Long> id, Field<String> name, Field<String> details, Field<Long> use) {
        static Shelf of(Kind kind) {
            return switch (kind) {
                case TAG -> new Shelf(TAG, TAG.ID, TAG.NAME, TAG.DETAILS, EVENT_TAG.TAG_ID);
                case ROLE -> new Shelf(ROLE, ROLE.ID, ROLE.NAME, ROLE.VERBOSE_NAME, TASK.ROLE_ID);
                case BADGE -> new Shelf(BADGE, BADGE.ID, BADGE.NAME, BADGE.TITLE, AWARD.BADGE_ID);
            };
        }

        Table<?> users() {
            return ((org.jooq.TableField<?, Long>) use).getTable();
        }
    }

    private final Database database;
    private final Operations operations;
    private final VocabularyReliances reliances;

    @Activate
    public PostgresVocabulary(
            @Reference Database database, @Reference Operations operations, @Reference VocabularyReliances reliances) {
        this.database = database;
        this.operations = operations;
        this.reliances = reliances;
    }

    @Override
    public List<Term> all(Kind kind) {
        return database.read(sql -> terms(sql, kind, noCondition()));
    }

    @Override
    public Lookup<Term> find(Kind kind, String name) {
        return database.read(sql -> terms(sql, kind, Shelf.of(kind).name().eq(name)).stream()
                .findFirst()
                .<Lookup<Term>>map(Lookup.Found::new)
                .or(() -> survivor(sql, kind, name).map(Lookup.Moved::new))
                .orElseGet(Lookup.Missing::new));
    }

    private List<Term> terms(DSLContext sql, Kind kind, Condition wanted) {
        var shelf = Shelf.of(kind);
        var relied = reliedOn(sql, kind);
        return sql.select(shelf.id(), shelf.name(), shelf.details(), uses(shelf), retired(kind))
                .from(shelf.table())
                .where(wanted)
                .orderBy(shelf.name())
                .fetch(row -> new Term(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        List.copyOf(relied.getOrDefault(row.value1(), new TreeSet<>())),
                        row.value5()));
    }

    private static Field<Boolean> retired(Kind kind) {
        return kind == Kind.TAG ? TAG.RETIRED : inline(false);
    }

    private static Field<Integer> uses(Shelf shelf) {
        return field(selectCount().from(shelf.users()).where(shelf.use().eq(shelf.id())));
    }

    /** Who relies on the row of an id, by whatever name. */
    Map<Long, TreeSet<String>> reliedOn(DSLContext sql, Kind kind) {
        var wanted = reliances.on(kind);
        var ids = meant(sql, kind, wanted);
        var relied = new HashMap<Long, TreeSet<String>>();
        for (var reliance : wanted) {
            Optional.ofNullable(ids.get(reliance.name()))
                    .ifPresent(id ->
                            relied.computeIfAbsent(id, _ -> new TreeSet<>()).add(reliance.who()));
        }
        return relied;
    }

    /** The ids of the rows that the names mean; those that mean none are left out. */
    static Map<String, Long> meant(DSLContext sql, Kind kind, List<Reliance> reliances) {
        var ids = new HashMap<String, Long>();
        if (!reliances.isEmpty()) {
            var names = reliances.stream().map(Reliance::name).distinct().toArray(String[]::new);
            var wanted = unnest(val(names)).as("wanted", "name");
            var name = wanted.field("name", String.class);
            var id = Names.meant(Shelf.of(kind).table(), name);
            sql.select(name, id).from(wanted).where(id.isNotNull()).forEach(row -> ids.put(row.value1(), row.value2()));
        }
        return ids;
    }

    private static Optional<String> survivor(DSLContext sql, Kind kind, String name) {
        var shelf = Shelf.of(kind);
        return sql.select(shelf.name())
                .from(REDIRECT)
                .join(shelf.table())
                .on(shelf.id().eq(REDIRECT.TARGET_ID))
                .where(Names.isRetired(shelf.table(), val(name)))
                .fetchOptional(shelf.name());
    }

    @Override
    public Creation create(Kind kind, String name, String details, NewOperation by) {
        try {
            var done = operations.write(
                    by,
                    (sql, running) -> new Operations.Done<>(create(sql, kind, name, details), running.id()),
                    outcome -> outcome.result() instanceof Creation.Created);
            if (done.result() instanceof Creation.Created) {
                LOG.info("created {} {}: operation {}", kind.word(), name, done.operation());
            }
            return done.result();
        } catch (DataAccessException e) {
            if (e.sqlState().equals(ALREADY_THERE)) {
                return new Creation.Exists();
            }
            throw e;
        }
    }

    private static Creation create(DSLContext sql, Kind kind, String name, String details) {
        var shelf = Shelf.of(kind);
        var id = sql.insertInto(shelf.table())
                .set(shelf.name(), name)
                .set(shelf.details(), details)
                .returningResult(shelf.id())
                .fetchOne(shelf.id());
        // Looked at now and not before: if the name was just being merged away, the insert waited for that.
        return survivor(sql, kind, name)
                .<Creation>map(Creation.LeadsElsewhere::new)
                .orElseGet(() -> new Creation.Created(new Term(id, name, details, 0, List.of())));
    }

    @Override
    public Deletion delete(Kind kind, String name, NewOperation by) {
        try {
            var done = operations.write(
                    by,
                    (sql, running) -> new Operations.Done<>(delete(sql, kind, name), running.id()),
                    outcome -> outcome.result() instanceof Deletion.Deleted);
            if (done.result() instanceof Deletion.Deleted) {
                LOG.info("deleted {} {}: operation {}", kind.word(), name, done.operation());
            }
            return done.result();
        } catch (DataAccessException e) {
            if (STILL_REFERRED_TO.contains(e.sqlState())) {
                return new Deletion.InUse(database.read(sql -> uses(sql, kind, name)));
            }
            throw e;
        }
    }

    private Deletion delete(DSLContext sql, Kind kind, String name) {
        var shelf = Shelf.of(kind);
        // Whoever uses the word or merges it now waits for us, or we have waited for them and see what they did.
        var id = sql.select(shelf.id())
                .from(shelf.table())
                .where(shelf.name().eq(name))
                .forUpdate()
                .fetchOptional(shelf.id());
        if (id.isEmpty()) {
            return survivor(sql, kind, name)
                    .<Deletion>map(Deletion.LeadsElsewhere::new)
                    .orElseGet(Deletion.Missing::new);
        }
        var relied = reliedOn(sql, kind).getOrDefault(id.get(), new TreeSet<>());
        if (!relied.isEmpty()) {
            return new Deletion.ReliedOn(List.copyOf(relied));
        }
        var uses = uses(sql, kind, name);
        if (uses > 0) {
            return new Deletion.InUse(uses);
        }
        sql.deleteFrom(REDIRECT)
                .where(REDIRECT.KIND.eq(shelf.table().getName()))
                .and(REDIRECT.TARGET_ID.eq(id.get()))
                .execute();
        sql.deleteFrom(shelf.table()).where(shelf.id().eq(id.get())).execute();
        return new Deletion.Deleted();
    }

    private static int uses(DSLContext sql, Kind kind, String name) {
        var shelf = Shelf.of(kind);
        return sql.select(uses(shelf))
                .from(shelf.table())
                .where(shelf.name().eq(name))
                .fetchOptional(0, int.class)
                .orElse(0);
    }

    @Override
    public List<Gap> gaps() {
        return database.read(sql -> {
            var gaps = new ArrayList<Gap>();
            for (var kind : Kind.values()) {
                var wanted = reliances.on(kind);
                var there = meant(sql, kind, wanted).keySet();
                wanted.stream()
                        .filter(reliance -> !there.contains(reliance.name()))
                        .forEach(reliance -> gaps.add(new Gap(reliance.who(), kind, reliance.name())));
            }
            return gaps;
        });
    }
}
