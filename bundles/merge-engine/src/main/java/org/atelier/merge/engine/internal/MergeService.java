package org.atelier.merge.engine.internal;

import static org.atelier.merge.engine.MergeException.Code.CENSUS_INCOMPLETE;
import static org.atelier.merge.engine.MergeException.Code.LEDGER_MISMATCH;
import static org.atelier.merge.engine.MergeException.Code.NOT_REVERSIBLE;
import static org.atelier.merge.engine.MergeException.Code.RETIRED_RECORD;
import static org.atelier.merge.engine.MergeException.Code.SAME_RECORD;
import static org.atelier.merge.engine.MergeException.Code.STALE_PLAN;
import static org.atelier.merge.engine.MergeException.Code.UNKNOWN_KIND;
import static org.atelier.merge.engine.MergeException.Code.UNKNOWN_RECORD;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.atelier.domain.Lookup;
import org.atelier.domain.Measure;
import org.atelier.domain.Measured;
import org.atelier.domain.NewOperation;
import org.atelier.merge.engine.Catalogue;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeForm;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.MergeStore;
import org.atelier.merge.engine.MergeableKind;
import org.atelier.merge.engine.Merges;
import org.atelier.merge.engine.Plan;
import org.atelier.merge.engine.PlanJson;
import org.atelier.merge.engine.Receipt;
import org.atelier.merge.engine.RowChange;
import org.atelier.merge.engine.internal.Outcomes.Outcome;
import org.atelier.merge.spi.RelationDescriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a merge: snapshot, plan, compare, apply, ledger, proof, receipt. */
@Component
public final class MergeService implements Merges, Measured {
    private static final Logger LOG = LoggerFactory.getLogger(MergeService.class);

    /** How long a strategy may think about one field or relation. */
    static final Duration STRATEGY_LIMIT = Duration.ofSeconds(2);

    private final StrategyRegistry registry;
    private final MergeStore store;
    private final StrategyRunner runner;
    private final Outcomes outcomes = new Outcomes(
            "atelier_merges",
            "Merges that somebody confirmed, by what became of them.",
            Outcome.APPLIED,
            Outcome.STALE);

    @Activate
    public MergeService(@Reference StrategyRegistry registry, @Reference MergeStore store) {
        this(registry, store, STRATEGY_LIMIT);
    }

    MergeService(StrategyRegistry registry, MergeStore store, Duration strategyLimit) {
        this.registry = registry;
        this.store = store;
        this.runner = new StrategyRunner(registry, strategyLimit);
    }

    @Deactivate
    void stop() {
        runner.close();
    }

    @Override
    public SortedMap<String, String> kinds() {
        var kinds = new TreeMap<String, String>();
        registry.snapshot().entities().forEach(entity -> kinds.put(entity.kind(), entity.label()));
        return kinds;
    }

    @Override
    public MergeForm form(String kind) {
        var strategies = registry.snapshot();
        var found = kind(strategies, kind);
        complete(found);
        return new Planner(found, strategies, runner).form();
    }

    @Override
    public Plan plan(MergeRequest request) {
        return planned(request).plan();
    }

    @Override
    public Proposal propose(MergeRequest request) {
        var planned = planned(request);
        return new Proposal(planned.planner().form(), planned.plan());
    }

    /** A plan, who made it, and what the database was like then. */
    private record Planned(Planner planner, Plan plan, Catalogue catalogue) {}

    private Planned planned(MergeRequest request) {
        var strategies = registry.snapshot();
        var kind = kind(strategies, request.kind());
        var catalogue = complete(kind);
        var a = find(store, kind, request.a());
        var b = find(store, kind, request.b());
        if (a == b) {
            throw new MergeException(
                    SAME_RECORD,
                    "\"%s\" and \"%s\" are the same %s; choose two different ones"
                            .formatted(request.a(), request.b(), request.kind()));
        }
        var seen = store.look(kind, catalogue, a, b).orElseThrow(() -> gone(kind, request));
        var planner = new Planner(kind, strategies, runner);
        var plan = planner.plan(seen.snapshot(), seen.lastSet(), request.base(), request.choices(), request.fallback());
        return new Planned(planner, plan, catalogue);
    }

    /** A record went after its name was found: looked for again, it is known where it went, or that it came back. */
    private MergeException gone(MergeableKind kind, MergeRequest request) {
        find(store, kind, request.a());
        find(store, kind, request.b());
        return stale();
    }

    @Override
    public Receipt apply(MergeRequest request, String fingerprint, NewOperation by) {
        return outcomes.counting(() -> applied(request, fingerprint, by), _ -> Outcome.APPLIED);
    }

    @Override
    public List<Measure> measures() {
        return outcomes.measures();
    }

    private Receipt applied(MergeRequest request, String fingerprint, NewOperation by) {
        var planned = planned(request);
        var plan = planned.plan();
        if (!plan.fingerprint().equals(fingerprint)) {
            throw stale();
        }
        var receipt = store.inTransaction(by, planned.catalogue(), transaction -> {
            var now = transaction.lockAndRead(
                    plan.kind(), plan.snapshot().a().id(), plan.snapshot().b().id());
            if (!now.equals(Optional.of(plan.snapshot()))) {
                throw stale();
            }
            transaction.apply(plan);
            // only now is it final: what was changed is locked, and nobody can add a key to it before the end
            requireComplete(plan.kind(), transaction.catalogue(plan.kind().tables()));
            var changes = transaction.journaled();
            var differences = Ledger.differences(plan, transaction.operation(), changes);
            if (!differences.isEmpty()) {
                throw new MergeException(
                        LEDGER_MISMATCH,
                        "nothing was merged: the database did more or less than the plan says; "
                                + String.join("; ", differences.subList(0, Math.min(differences.size(), 20))));
            }
            prove(plan, transaction, changes);
            var done = receipt(plan, transaction, by);
            transaction.record(done);
            return done;
        });
        LOG.info(
                "merged {} {} into {}: operation {}",
                receipt.kind(),
                receipt.retired(),
                receipt.survivor(),
                receipt.id());
        return receipt;
    }

    /** What cannot be undone is not done: undoes the merge from its own journal, looks, and takes the undoing back. */
    private static void prove(Plan plan, MergeStore.Transaction transaction, List<RowChange> changes) {
        transaction.rehearse(() -> {
            transaction.revert(changes);
            var back = transaction.read(
                    plan.kind(), plan.snapshot().a().id(), plan.snapshot().b().id());
            if (!back.equals(Optional.of(plan.snapshot()))) {
                throw new MergeException(
                        NOT_REVERSIBLE,
                        "nothing was merged: undoing it would not bring back what is there now; "
                                + "tell the maintainers, with the plan");
            }
        });
    }

    private static MergeException stale() {
        return new MergeException(
                STALE_PLAN, "these records, or the strategies, changed since the plan was made; look at a new plan");
    }

    private Receipt receipt(Plan plan, MergeStore.Transaction transaction, NewOperation by) {
        return new Receipt(
                transaction.operation(),
                plan.kind().entity().kind(),
                transaction.at(),
                by.actor(),
                by.requestId(),
                by.note(),
                plan.survivor().id(),
                plan.survivingSlug(),
                plan.retired().id(),
                plan.retired().slug(),
                plan.fingerprint(),
                PlanJson.write(plan));
    }

    @Override
    public Optional<Receipt> receipt(long id) {
        return store.receipt(id);
    }

    @Override
    public String json(Plan plan) {
        return PlanJson.write(plan);
    }

    /** What the database has of the kind's tables, once the census finds nothing wrong with it. */
    private Catalogue complete(MergeableKind kind) {
        var catalogue = store.catalogue(kind.tables());
        requireComplete(kind, catalogue);
        return catalogue;
    }

    /** What nobody answers for would be lost without a word: nothing is merged until somebody does. */
    private static void requireComplete(MergeableKind kind, Catalogue catalogue) {
        var problems = Census.problems(kind, catalogue);
        if (!problems.isEmpty()) {
            throw new MergeException(
                    CENSUS_INCOMPLETE,
                    "nothing of kind \"%s\" is merged until this is mended: %s"
                            .formatted(kind.entity().kind(), String.join("; ", problems)));
        }
    }

    static MergeableKind kind(Strategies strategies, String name) {
        var found = strategies.entities().stream()
                .filter(entity -> entity.kind().equals(name))
                .toList();
        if (found.size() != 1) {
            var known = new TreeSet<String>();
            strategies.entities().forEach(entity -> known.add(entity.kind()));
            throw new MergeException(
                    UNKNOWN_KIND,
                    found.isEmpty()
                            ? "no kind \"%s\" can be merged; there is %s".formatted(name, String.join(", ", known))
                            : "kind \"%s\" is declared more than once; take one of the bundles out".formatted(name));
        }
        List<RelationDescriptor> relations = strategies.relations().stream()
                .filter(relation -> relation.kind().equals(name))
                .sorted(Comparator.comparing(RelationDescriptor::name))
                .toList();
        requireDistinct(found.getFirst(), relations);
        return new MergeableKind(found.getFirst(), relations);
    }

    /** A name that two things answer to would make choices ambiguous. */
    private static void requireDistinct(
            org.atelier.merge.spi.EntityDescriptor entity, List<RelationDescriptor> relations) {
        var names = new TreeSet<String>();
        var twice = new TreeSet<String>();
        entity.fields().stream()
                .map(field -> field.name())
                .filter(name -> !names.add(name))
                .forEach(twice::add);
        relations.stream()
                .map(RelationDescriptor::name)
                .filter(name -> !names.add(name))
                .forEach(twice::add);
        if (!twice.isEmpty()) {
            throw new MergeException(
                    UNKNOWN_KIND,
                    "kind \"%s\" declares %s more than once; take one of the bundles out"
                            .formatted(entity.kind(), String.join(", ", twice)));
        }
    }

    /** The id of the record of this name; refused if there is none, and if it was merged away. */
    static long find(MergeStore store, MergeableKind kind, String name) {
        return switch (store.find(kind, name)) {
            case Lookup.Found<Long>(var id) -> id;
            case Lookup.Moved<Long>(var to) ->
                throw new MergeException(
                        RETIRED_RECORD,
                        "%s \"%s\" was merged into \"%s\"; choose that one"
                                .formatted(kind.entity().kind(), name, to));
            case Lookup.Missing<Long>() -> throw unknown(kind, name);
        };
    }

    static MergeException unknown(MergeableKind kind, String name) {
        return new MergeException(
                UNKNOWN_RECORD,
                "there is no %s with the %s or id \"%s\""
                        .formatted(kind.entity().kind(), kind.nameWord(), name));
    }
}
