package org.atelier.merge.engine.internal;

import static org.atelier.merge.engine.MergeException.Code.LEDGER_MISMATCH;
import static org.atelier.merge.engine.MergeException.Code.NOT_REVERSIBLE;
import static org.atelier.merge.engine.MergeException.Code.UNDONE_ALREADY;
import static org.atelier.merge.engine.MergeException.Code.UNKNOWN_OPERATION;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.atelier.domain.Measure;
import org.atelier.domain.Measured;
import org.atelier.domain.NewOperation;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeableKind;
import org.atelier.merge.engine.Resolution;
import org.atelier.merge.engine.RowChange;
import org.atelier.merge.engine.UndoJson;
import org.atelier.merge.engine.UndoOutcome;
import org.atelier.merge.engine.UndoPlan;
import org.atelier.merge.engine.UndoReceipt;
import org.atelier.merge.engine.UndoRequest;
import org.atelier.merge.engine.UndoStore;
import org.atelier.merge.engine.Undos;
import org.atelier.merge.engine.internal.Outcomes.Outcome;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.merge.spi.Value;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of an undo: read the journal and the rows, compare, put back, ledger, proof, receipt. */
@Component
public final class UndoService implements Undos, Measured {
    private static final Logger LOG = LoggerFactory.getLogger(UndoService.class);

    /** How many differences a message names. */
    private static final int NAMED = 20;

    private final StrategyRegistry registry;
    private final UndoStore store;
    private final Outcomes outcomes = new Outcomes(
            "atelier_undos",
            "Undos that somebody asked for, by what became of them.",
            Outcome.APPLIED,
            Outcome.STALE,
            Outcome.OPEN,
            Outcome.STOPPED);

    @Activate
    public UndoService(@Reference StrategyRegistry registry, @Reference UndoStore store) {
        this.registry = registry;
        this.store = store;
    }

    @Override
    public UndoPlan plan(long operation) {
        return store.reading(reading -> undoing(reading, operation).plan());
    }

    @Override
    public UndoOutcome undo(UndoRequest request, NewOperation by) {
        return outcomes.counting(() -> undone(request, by), outcome -> switch (outcome) {
            case UndoOutcome.Done _ -> Outcome.APPLIED;
            case UndoOutcome.Stopped _ -> Outcome.STOPPED;
            case UndoOutcome.Open(var plan) -> differs(request, plan) ? Outcome.STALE : Outcome.OPEN;
        });
    }

    @Override
    public List<Measure> measures() {
        return outcomes.measures();
    }

    /** Whether what was shown to whoever asks was another plan than this. */
    private static boolean differs(UndoRequest request, UndoPlan plan) {
        return request.fingerprint().isPresent() && !request.fingerprint().get().equals(plan.fingerprint());
    }

    private UndoOutcome undone(UndoRequest request, NewOperation by) {
        var outcome = store.inTransaction(by, transaction -> {
            var undoing = undoing(transaction, request.operation());
            var plan = undoing.plan();
            if (differs(request, plan)) {
                return new UndoOutcome.Open(plan);
            }
            var answers = undoing.answers(request.resolutions());
            if (answers.containsValue(Resolution.STOP)) {
                return new UndoOutcome.Stopped(plan);
            }
            if (request.fingerprint().isEmpty() && !plan.conflicts().isEmpty()
                    || answers.size() < plan.conflicts().size()) {
                return new UndoOutcome.Open(plan);
            }
            return new UndoOutcome.Done(put(transaction, undoing.resolved(answers), answers, by));
        });
        if (outcome instanceof UndoOutcome.Done(var receipt)) {
            LOG.info("undid operation {}: operation {}", receipt.undone(), receipt.id());
        }
        return outcome;
    }

    @Override
    public Optional<UndoReceipt> receipt(long id) {
        return store.receipt(id);
    }

    @Override
    public Optional<Long> undoneBy(long operation) {
        return store.find(operation).flatMap(UndoStore.Undoable::undoneBy);
    }

    private Undoing undoing(UndoStore.Reading reading, long operation) {
        var undoable = reading.find(operation)
                .orElseThrow(
                        () -> new MergeException(UNKNOWN_OPERATION, "there is no operation %d".formatted(operation)));
        undoable.undoneBy().ifPresent(undo -> {
            throw new MergeException(
                    UNDONE_ALREADY,
                    "operation %d is undone already, by operation %d; to bring it back, undo that one"
                            .formatted(operation, undo),
                    undo);
        });
        return new Undoing(reading, undoable, undoable.merge().flatMap(merge -> kind(merge.kind())));
    }

    /** What hangs on records of the kind, as far as what is installed now knows it. */
    private Optional<MergeableKind> kind(String name) {
        var installed = registry.snapshot();
        List<RelationDescriptor> relations = installed.relations().stream()
                .filter(relation -> relation.kind().equals(name))
                .toList();
        return installed.entities().stream()
                .filter(entity -> entity.kind().equals(name))
                .findFirst()
                .map(entity -> new MergeableKind(entity, relations));
    }

    private static UndoReceipt put(
            UndoStore.Transaction transaction, UndoPlan plan, Map<String, Resolution> answers, NewOperation by) {
        var wanted =
                plan.restorations().stream().map(UndoPlan.Restoration::change).toList();
        if (wanted.isEmpty()) {
            throw new MergeException(
                    UNDONE_ALREADY,
                    "nothing is left to put back: every row that operation %d changed is as it was before, or is to stay"
                            .formatted(plan.operation()));
        }
        transaction.revert(wanted);
        var done = transaction.journaled();
        var differences = differences(wanted, done);
        if (!differences.isEmpty()) {
            throw new MergeException(
                    LEDGER_MISMATCH,
                    "nothing was undone: the database did more or less than the plan says; "
                            + String.join("; ", differences.subList(0, Math.min(differences.size(), NAMED))));
        }
        transaction.rehearse(() -> {
            transaction.revert(done);
            if (!transaction.now(wanted).equals(present(wanted))) {
                throw new MergeException(
                        NOT_REVERSIBLE,
                        "nothing was undone: the undo itself could not be undone; tell the maintainers, with the plan");
            }
        });
        var receipt = new UndoReceipt(
                transaction.operation(),
                plan.operation(),
                transaction.at(),
                by.actor(),
                by.requestId(),
                by.note(),
                UndoJson.write(plan, answers));
        transaction.record(receipt);
        return receipt;
    }

    /** The rows as they were read before anything was put back. */
    private static Map<String, SortedMap<String, Value>> present(List<RowChange> wanted) {
        return wanted.stream()
                .filter(change -> change.after().isPresent())
                .collect(Collectors.toMap(
                        RowChange::name, change -> change.after().orElseThrow()));
    }

    /** What differs between the plan and the journal. */
    private static List<String> differences(List<RowChange> wanted, List<RowChange> done) {
        var expected = wanted.stream()
                // a row is put back from what it is now to what it was
                .map(row -> new RowChange(row.table(), row.key(), row.after(), row.before()))
                .collect(Collectors.toMap(RowChange::name, row -> row));
        return Ledger.differences(
                expected,
                done,
                (plan, change) -> plan.before().equals(change.before()) && same(plan.after(), change.after()));
    }

    /** The same in every column that the plan knows: one younger than the row that comes back has its default. */
    private static boolean same(Optional<SortedMap<String, Value>> wanted, Optional<SortedMap<String, Value>> done) {
        return wanted.isPresent() == done.isPresent()
                && (wanted.isEmpty()
                        || done.get().entrySet().containsAll(wanted.get().entrySet()));
    }
}
