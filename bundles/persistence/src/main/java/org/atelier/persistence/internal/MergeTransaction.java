package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.atelier.merge.engine.Catalogue;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeStore;
import org.atelier.merge.engine.MergeableKind;
import org.atelier.merge.engine.Plan;
import org.atelier.merge.engine.Receipt;
import org.atelier.merge.engine.Snapshot;
import org.atelier.merge.engine.Step;
import org.atelier.merge.engine.ValueJson;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Value;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jooq.Name;
import org.jooq.impl.DSL;

/**
 * Does a plan's steps, set by set: as many statements for a hundred thousand rows as for ten. Every statement names
 * the state it expects, so that a row count tells when the plan is stale.
 */
final class MergeTransaction extends JournaledWork implements MergeStore.Transaction {
    private final GeneratedColumns generated;

    /** @param catalogue of the kind's tables, as the plan saw it */
    MergeTransaction(DSLContext db, Operations.Running running, Catalogue catalogue) {
        this(db, running, catalogue, GeneratedColumns.of(catalogue));
    }

    private MergeTransaction(
            DSLContext db, Operations.Running running, Catalogue catalogue, GeneratedColumns generated) {
        super(db, running, generated::strip, ForeignKeys.of(catalogue));
        this.generated = generated;
    }

    @Override
    public Optional<Snapshot> lockAndRead(MergeableKind kind, long a, long b) {
        return snapshot(kind, a, b, true);
    }

    private Optional<Snapshot> snapshot(MergeableKind kind, long a, long b, boolean locking) {
        return new MergeSnapshots(db, kind, a, b, generated, locking).read();
    }

    @Override
    public Optional<Snapshot> read(MergeableKind kind, long a, long b) {
        return snapshot(kind, a, b, false);
    }

    @Override
    public void apply(Plan plan) {
        var relations = plan.kind().relations().stream()
                .collect(Collectors.toMap(RelationDescriptor::name, relation -> relation));
        var ofRows = new LinkedHashMap<String, List<Step.OfRow>>();
        var ofLinks = new LinkedHashMap<String, List<Step>>();
        var sets = new ArrayList<Step.Set>();
        var redirects = new ArrayList<Step.Redirect>();
        var retire = new ArrayList<Step.Retire>();
        for (var step : plan.steps()) {
            switch (step) {
                case Step.OfRow row ->
                    ofRows.computeIfAbsent(row.relation(), _ -> new ArrayList<>())
                            .add(row);
                case Step.Link link ->
                    ofLinks.computeIfAbsent(link.relation(), _ -> new ArrayList<>())
                            .add(link);
                case Step.Unlink unlink ->
                    ofLinks.computeIfAbsent(unlink.relation(), _ -> new ArrayList<>())
                            .add(unlink);
                case Step.Retire record -> retire.add(record);
                case Step.Set set -> sets.add(set);
                case Step.Redirect redirect -> redirects.add(redirect);
            }
        }
        ofRows.forEach((relation, steps) -> rows(plan, relations.get(relation), steps));
        ofLinks.forEach((relation, steps) -> links(plan, (RelationDescriptor.Link) relations.get(relation), steps));
        for (var record : retire) {
            expect(1, db.execute("delete from {0} where id = {1}", entity(plan), val(record.record())));
        }
        set(plan, sets);
        redirect(plan, redirects);
    }

    private void rows(Plan plan, RelationDescriptor relation, List<Step.OfRow> steps) {
        var gone = new ArrayList<Long>();
        var moved = new ArrayList<Long>();
        var detached = new ArrayList<Long>();
        var folds = new ArrayList<Step.Fold>();
        for (var step : steps) {
            switch (step) {
                case Step.Move move -> moved.add(move.row());
                case Step.Repoint repoint -> moved.add(repoint.row());
                case Step.Detach detach -> detached.add(detach.row());
                case Step.Discard discard -> gone.add(discard.row());
                case Step.Fold fold -> {
                    gone.add(fold.row());
                    folds.add(fold);
                }
            }
        }
        var table = name(relation.table());
        var owner = name(relation.owner());
        // those that go first: the survivor may need the unique key they hold
        if (!gone.isEmpty()) {
            expect(
                    gone.size(),
                    db.execute(
                            "delete from {0} where id = any ({1}) and {2} in ({3}, {4})",
                            table,
                            ids(gone),
                            owner,
                            val(plan.survivor().id()),
                            val(plan.retired().id())));
        }
        if (!moved.isEmpty()) {
            expect(
                    moved.size(),
                    db.execute(
                            "update {0} set {1} = {2} where id = any ({3}) and {1} = {4}",
                            table,
                            owner,
                            val(plan.survivor().id()),
                            ids(moved),
                            val(plan.retired().id())));
        }
        if (!detached.isEmpty()) {
            expect(
                    detached.size(),
                    db.execute(
                            "update {0} set {1} = null where id = any ({2}) and {1} in ({3}, {4})",
                            table,
                            owner,
                            ids(detached),
                            val(plan.survivor().id()),
                            val(plan.retired().id())));
        }
        fill(table, folds);
    }

    /** Puts into the children that live on what was blank in them. */
    private void fill(Name table, List<Step.Fold> folds) {
        var fills = new TreeMap<Long, Map<String, Value>>();
        var columns = new TreeSet<String>();
        for (var fold : folds) {
            if (!fold.fills().isEmpty()) {
                fills.computeIfAbsent(fold.into(), _ -> new TreeMap<>()).putAll(fold.fills());
                columns.addAll(fold.fills().keySet());
            }
        }
        if (!fills.isEmpty()) {
            expect(fills.size(), update(table, columns, fills));
        }
    }

    private void set(Plan plan, List<Step.Set> sets) {
        if (!sets.isEmpty()) {
            var values = new TreeMap<String, Value>();
            sets.forEach(step -> values.put(step.column(), step.after()));
            expect(
                    1,
                    update(entity(plan), values.keySet(), Map.of(plan.survivor().id(), values)));
        }
    }

    /**
     * Writes columns of several rows, each row its own; a column a row does not name stays as it is. PostgreSQL reads
     * the values itself, in the types of its own columns.
     */
    private int update(Name table, Collection<String> columns, Map<Long, Map<String, Value>> rows) {
        var ids = new ArrayList<Long>();
        var values = new ArrayList<String>();
        rows.forEach((id, row) -> {
            ids.add(id);
            values.add(ValueJson.json(row));
        });
        var assignments = columns.stream()
                .map(column -> DSL.sql("{0} = written.{0}", name(column)))
                .toArray(org.jooq.QueryPart[]::new);
        return db.execute("""
                update {0} as target set {1}
                from unnest({2}, {3}) as given (id, "values")
                join {0} as current on current.id = given.id
                cross join lateral jsonb_populate_record(current, given."values"::jsonb) as written
                where target.id = given.id
                """, table, DSL.list(assignments), ids(ids), val(values.toArray(String[]::new)));
    }

    private void links(Plan plan, RelationDescriptor.Link relation, List<Step> steps) {
        var made = new ArrayList<Long>();
        var unmade = new LinkedHashMap<Side, List<Long>>();
        for (var step : steps) {
            switch (step) {
                case Step.Link(var _, var target) -> made.add(target.id());
                case Step.Unlink(var _, var from, var target) ->
                    unmade.computeIfAbsent(from, _ -> new ArrayList<>()).add(target.id());
                default -> throw new IllegalStateException("not a step of a link: " + step);
            }
        }
        var table = name(relation.table());
        var owner = name(relation.owner());
        var target = name(relation.target().column());
        unmade.forEach((side, targets) -> expect(
                targets.size(),
                db.execute(
                        "delete from {0} where {1} = {2} and {3} = any ({4})",
                        table, owner, val(plan.snapshot().of(side).id()), target, ids(targets))));
        if (!made.isEmpty()) {
            expect(
                    made.size(),
                    db.execute(
                            "insert into {0} ({1}, {2}) select {3}, unnest({4})",
                            table, owner, target, val(plan.survivor().id()), ids(made)));
        }
    }

    private void redirect(Plan plan, List<Step.Redirect> redirects) {
        if (!redirects.isEmpty()) {
            expect(
                    redirects.size(),
                    db.execute(
                            """
                            insert into redirect (kind, form, value, target_id, operation_id)
                            select {0}, given.form, given.value, {1}, {2}
                            from unnest({3}, {4}) as given (form, value)
                            on conflict (kind, form, value)
                            do update set target_id = excluded.target_id, operation_id = excluded.operation_id
                            """,
                            val(plan.kind().entity().kind()),
                            val(plan.survivor().id()),
                            val(operation()),
                            val(redirects.stream().map(Step.Redirect::form).toArray(String[]::new)),
                            val(redirects.stream().map(Step.Redirect::value).toArray(String[]::new))));
        }
    }

    @Override
    public Catalogue catalogue(Set<String> tables) {
        return Catalogues.read(db, tables);
    }

    @Override
    public void record(Receipt receipt) {
        db.execute(
                """
                insert into merge (id, kind, survivor_id, survivor, retired_id, retired, fingerprint, plan)
                values ({0}, {1}, {2}, {3}, {4}, {5}, {6}, {7})
                """,
                val(receipt.id()),
                val(receipt.kind()),
                val(receipt.survivorId()),
                val(receipt.survivor()),
                val(receipt.retiredId()),
                val(receipt.retired()),
                val(receipt.fingerprint()),
                val(JSON.valueOf(receipt.plan())));
        recorded();
    }

    private static Name entity(Plan plan) {
        return name(plan.kind().entity().table());
    }

    private static org.jooq.Field<Long[]> ids(Collection<Long> ids) {
        return val(ids.toArray(Long[]::new));
    }

    private static void expect(int rows, int changed) {
        if (rows != changed) {
            throw new MergeException(
                    MergeException.Code.STALE_PLAN,
                    "%d rows were to change, but %d are as the plan saw them; look at a new plan"
                            .formatted(rows, changed));
        }
    }
}
