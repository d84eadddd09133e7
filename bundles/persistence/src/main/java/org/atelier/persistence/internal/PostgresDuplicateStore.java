package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.val;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.atelier.duplicates.DismissOutcome;
import org.atelier.duplicates.Dismissal;
import org.atelier.duplicates.DuplicateStore;
import org.atelier.duplicates.Kind;
import org.atelier.duplicates.Suspect;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Duplicates and what was said of them, in PostgreSQL. */
@Component
public final class PostgresDuplicateStore implements DuplicateStore {
    private final Database database;
    private final Operations operations;

    @Activate
    public PostgresDuplicateStore(@Reference Database database, @Reference Operations operations) {
        this.database = database;
        this.operations = operations;
    }

    @Override
    public String read(Kind kind, Optional<String> since, Reader reader) {
        return database.atOneMoment(db -> new SuspectReading(db, kind).read(since, reader));
    }

    @Override
    public List<Suspect> records(Kind kind, Collection<Long> ids) {
        return database.atOneMoment(db -> new SuspectReading(db, kind).records(ids));
    }

    @Override
    public List<Dismissal> dismissals(Kind kind) {
        return database.read(db -> dismissals(db, kind, DSL.trueCondition()));
    }

    /** The latest first. Where a record is not there any more, its redirect tells who took its place. */
    private static List<Dismissal> dismissals(DSLContext db, Kind kind, org.jooq.Condition which) {
        return db.fetch("""
                        select d.a_id, d.b_id, d.reason, o.id as operation, o.actor, o.at,
                               a.id as a_now, a.{1}::text as a_slug, b.id as b_now, b.{1}::text as b_slug,
                               (select retired from merge m where m.kind = {2} and m.retired_id = d.a_id
                                order by m.id desc limit 1) as a_retired,
                               (select retired from merge m where m.kind = {2} and m.retired_id = d.b_id
                                order by m.id desc limit 1) as b_retired
                        from not_duplicate d
                        join operation o on o.id = d.operation_id
                        left join redirect ra on ra.kind = {2} and ra.form = 'id' and ra.value = d.a_id::text
                            and not exists (select from {0} where id = d.a_id)
                        left join redirect rb on rb.kind = {2} and rb.form = 'id' and rb.value = d.b_id::text
                            and not exists (select from {0} where id = d.b_id)
                        left join {0} a on a.id = coalesce(ra.target_id, d.a_id)
                        left join {0} b on b.id = coalesce(rb.target_id, d.b_id)
                        where d.kind = {2} and {3}
                        order by o.id desc, d.a_id, d.b_id
                        """, table(kind), slug(kind), val(kind.word()), which)
                .map(row -> new Dismissal(
                        kind,
                        party(row, "a"),
                        party(row, "b"),
                        row.get("reason", String.class),
                        row.get("actor", String.class),
                        row.get("at", OffsetDateTime.class).toInstant(),
                        row.get("operation", Long.class)));
    }

    private static Dismissal.Party party(Record row, String side) {
        var id = row.get(side + "_id", Long.class);
        var now = Optional.ofNullable(row.get(side + "_now", Long.class));
        var slug = Optional.ofNullable(row.get(side + "_slug", String.class)).orElse("");
        var there = now.filter(id::equals).isPresent();
        return new Dismissal.Party(
                id,
                there
                        ? slug
                        : Optional.ofNullable(row.get(side + "_retired", String.class))
                                .orElse(""),
                now.orElse(0L),
                slug);
    }

    private static Name table(Kind kind) {
        return name(kind.word());
    }

    private static Name slug(Kind kind) {
        return name(
                switch (kind) {
                    case EVENT -> "slug";
                    case PERSON -> "username";
                });
    }

    @Override
    public DismissOutcome dismiss(Kind kind, String a, String b, String reason, NewOperation by) {
        return operations.write(
                by,
                (db, running) -> {
                    var first = find(db, kind, a);
                    if (first.isEmpty()) {
                        return new DismissOutcome.UnknownRecord(a);
                    }
                    var second = find(db, kind, b);
                    if (second.isEmpty()) {
                        return new DismissOutcome.UnknownRecord(b);
                    }
                    if (first.equals(second)) {
                        return new DismissOutcome.SameRecord(a);
                    }
                    return dismiss(db, kind, first.get(), second.get(), reason, running);
                },
                DismissOutcome.Done.class::isInstance);
    }

    private static DismissOutcome dismiss(
            DSLContext db, Kind kind, long one, long other, String reason, Operations.Running running) {
        var a = Math.min(one, other);
        var b = Math.max(one, other);
        var written = db.execute(
                "insert into not_duplicate (kind, a_id, b_id, reason, operation_id) values ({0}, {1}, {2}, {3}, {4}) "
                        + "on conflict do nothing",
                val(kind.word()), val(a), val(b), val(reason), val(running.id()));
        var dismissal = said(db, kind, a, b).orElseThrow();
        return written == 1 ? new DismissOutcome.Done(dismissal) : new DismissOutcome.Already(dismissal);
    }

    @Override
    public DismissOutcome restore(Kind kind, long a, long b, NewOperation by) {
        var first = Math.min(a, b);
        var second = Math.max(a, b);
        return operations.write(
                by,
                (db, _) -> {
                    var dismissal = said(db, kind, first, second);
                    var gone = db.execute(
                            "delete from not_duplicate where kind = {0} and a_id = {1} and b_id = {2}",
                            val(kind.word()), val(first), val(second));
                    // somebody else may have taken it back between the two statements
                    return dismissal
                            .filter(_ -> gone == 1)
                            .<DismissOutcome>map(DismissOutcome.Done::new)
                            .orElseGet(DismissOutcome.NotSaid::new);
                },
                DismissOutcome.Done.class::isInstance);
    }

    private static Optional<Dismissal> said(DSLContext db, Kind kind, long a, long b) {
        return dismissals(db, kind, DSL.condition("d.a_id = {0} and d.b_id = {1}", val(a), val(b))).stream()
                .findFirst();
    }

    /** A record that is there, by its slug before its id, as merges find it; held, lest it goes meanwhile. */
    private static Optional<Long> find(DSLContext db, Kind kind, String slugOrId) {
        var id = slugOrId.matches("[1-9][0-9]{0,17}") ? Long.valueOf(slugOrId) : null;
        return db.fetchOptional(
                        "select id from {0} where {1} = {2} or id = {3} order by {1} = {2} desc limit 1 for key share",
                        table(kind), slug(kind), val(slugOrId), val(id, Long.class))
                .map(row -> row.get("id", Long.class));
    }
}
