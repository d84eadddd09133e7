package org.atelier.web.admin.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atelier.merge.engine.MergeForm;
import org.atelier.merge.engine.Plan;
import org.atelier.merge.engine.Snapshot;
import org.atelier.merge.engine.Step;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.merge.spi.FieldDescriptor;
import org.atelier.merge.spi.RelatedRow;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Value;

/**
 * Two records side by side, with a choice for everything a merge must decide.
 *
 * @param different the fields in which they differ
 * @param relations what hangs on them
 * @param same the fields in which they do not, and the relations in which nothing hangs on either
 * @param outcome what the choices come to; empty if they cannot be planned
 * @param problem what is wrong with the choices made, or with what was asked for before the choices made cannot be planned
 */
public record CompareView(
        MergeKind kind,
        Subject a,
        Subject b,
        Side base,
        List<Row> different,
        List<Row> relations,
        List<Row> same,
        Optional<Outcome> outcome,
        Optional<String> problem) {

    /**
     * One of the two records.
     *
     * @param known what people know it by, apart from its name
     * @param hangs how much hangs on it, such as {@code 3 tags}
     */
    public record Subject(long id, String slug, List<String> known, List<String> hangs) {}

    /** One thing to decide: a field or a relation. */
    public record Row(String name, String label, Items a, Items b, List<MergeForm.Offer> offers, String chosen) {}

    /**
     * What stands on one side.
     *
     * @param first those that are seen at once
     * @param further those that are folded away
     * @param total how many there are, which may be more than both
     */
    public record Items(List<Item> first, List<Item> further, int total) {
        private static final int AT_ONCE = 8;
        private static final int AT_MOST = 300;

        static Items of(List<Item> all) {
            // one more than fits is no reason to fold anything away
            var first = all.size() <= AT_ONCE + 1 ? all.size() : AT_ONCE;
            return new Items(
                    all.subList(0, first),
                    all.subList(first, Math.max(first, Math.min(all.size(), AT_MOST))),
                    all.size());
        }

        /** How many are not shown at all. */
        public int beyond() {
            return total - first.size() - further.size();
        }
    }

    /**
     * One value of a field, or one thing that hangs on the record.
     *
     * @param text as people read it; says so where there is nothing to read
     * @param nothing whether the text only says that there is nothing
     * @param details further columns, each with its label
     */
    public record Item(String text, boolean nothing, List<String> details, Fate fate) {}

    /** What becomes of an item by the choices as they are. */
    public enum Fate {
        KEPT,
        /** Taken over into a value made of both. */
        COMBINED,
        /** The same as one of the other side, which is kept. */
        FOLDED,
        DROPPED,
        OPEN
    }

    /** What the view needs beside the plan: the kind, and what people know both records by. */
    record About(MergeKind kind, List<String> a, List<String> b) {}

    /**
     * By the choices of this plan.
     *
     * @param problem what to say about choices that the plan does not follow
     */
    static CompareView of(About about, MergeForm form, Plan plan, Outcome outcome, Optional<String> problem) {
        return new Comparison(about, form, plan, plan.choices(), true).view(Optional.of(outcome), problem);
    }

    /**
     * With choices that cannot be planned, and the reason.
     *
     * @param plan another plan for the same records
     */
    static CompareView refused(About about, MergeForm form, Plan plan, Map<String, String> choices, String problem) {
        return new Comparison(about, form, plan, choices, false).view(Optional.empty(), Optional.of(problem));
    }

    /** Makes the view; the outcome is known only if the choices are those of the plan. */
    private record Comparison(About about, MergeForm form, Plan plan, Map<String, String> choices, boolean decided) {
        CompareView view(Optional<Outcome> outcome, Optional<String> problem) {
            var different = new ArrayList<Row>();
            var same = new ArrayList<Row>();
            var fields =
                    plan.kind().entity().fields().stream().collect(Collectors.toMap(FieldDescriptor::name, f -> f));
            for (var decision : form.fields()) {
                var column = fields.get(decision.name()).column().column();
                var equal = plan.snapshot()
                        .a()
                        .value(column)
                        .equals(plan.snapshot().b().value(column));
                (equal ? same : different).add(row(decision, field(Side.A, column), field(Side.B, column)));
            }
            var relations = new ArrayList<Row>();
            for (var decision : form.relations()) {
                var row = row(decision, related(decision, Side.A), related(decision, Side.B));
                (row.a().total() + row.b().total() == 0 ? same : relations).add(row);
            }
            return new CompareView(
                    about.kind(),
                    subject(Side.A),
                    subject(Side.B),
                    plan.base(),
                    different,
                    relations,
                    same,
                    outcome,
                    problem);
        }

        private Subject subject(Side side) {
            var subject = plan.snapshot().of(side);
            var hangs = form.relations().stream()
                    .map(decision -> hangs(decision, side))
                    .toList();
            return new Subject(subject.id(), subject.slug(), side == Side.A ? about.a() : about.b(), hangs);
        }

        private String hangs(MergeForm.Decision decision, Side side) {
            var links = plan.snapshot().links().get(decision.name());
            var count = links == null
                    ? plan.snapshot().rows().get(decision.name()).of(side).size()
                    : links.of(side).size();
            return decision.label() + ": " + count;
        }

        private Row row(MergeForm.Decision decision, List<Item> a, List<Item> b) {
            return new Row(
                    decision.name(),
                    decision.label(),
                    Items.of(a),
                    Items.of(b),
                    decision.offers(),
                    choices.getOrDefault(decision.name(), decision.defaultStrategy()));
        }

        // ------------------------------------------------------------------------------------------ fields

        private List<Item> field(Side side, String column) {
            var subject = plan.snapshot().of(side);
            var value = subject.value(column);
            return List.of(new Item(shown(subject, column), value.isBlank(), List.of(), fate(column, value)));
        }

        private static String shown(Snapshot.Subject subject, String column) {
            return switch (subject.value(column)) {
                case Value.Absent() -> "nothing";
                case Value.Text(var text) when text.isEmpty() -> "empty text";
                case Value.Text(var text) when text.isBlank() -> "blanks only";
                default -> subject.words(column);
            };
        }

        /** What the field will be. */
        private Value outcome(String column) {
            return plan.steps().stream()
                    .flatMap(step -> step instanceof Step.Set set ? Stream.of(set) : Stream.empty())
                    .filter(set -> set.column().equals(column))
                    .findFirst()
                    .map(Step.Set::after)
                    .orElseGet(() -> plan.survivor().value(column));
        }

        private Fate fate(String column, Value value) {
            var after = outcome(column);
            var ofOne = Stream.of(Side.values())
                    .anyMatch(side -> plan.snapshot().of(side).value(column).equals(after));
            return decided && !ofOne && !value.isBlank() ? Fate.COMBINED : fate(value.equals(after));
        }

        private Fate fate(boolean kept) {
            if (!decided) {
                return Fate.OPEN;
            }
            return kept ? Fate.KEPT : Fate.DROPPED;
        }

        // ------------------------------------------------------------------------------------------ relations

        private List<Item> related(MergeForm.Decision decision, Side side) {
            var relation = plan.kind().relations().stream()
                    .filter(candidate -> candidate.name().equals(decision.name()))
                    .findFirst()
                    .orElseThrow();
            return switch (relation) {
                case RelationDescriptor.Link link -> links(link.name(), side);
                case RelationDescriptor.Children children ->
                    children.identity().isEmpty()
                            ? rows(
                                    children.name(),
                                    side,
                                    children.payload().subList(0, 1),
                                    children.payload()
                                            .subList(1, children.payload().size()))
                            : rows(children.name(), side, children.identity(), children.payload());
                case RelationDescriptor.References references ->
                    rows(references.name(), side, references.shown(), List.of());
            };
        }

        private List<Item> links(String relation, Side side) {
            var links = plan.snapshot().links().get(relation);
            var kept = new java.util.TreeSet<>(links.of(plan.base()));
            for (var step : plan.steps()) {
                switch (step) {
                    case Step.Link(var name, var target) when name.equals(relation) -> kept.add(target);
                    case Step.Unlink(var name, var from, var target)
                    when name.equals(relation) && from == plan.base() -> kept.remove(target);
                    default -> {}
                }
            }
            return links.of(side).stream()
                    .map(target -> new Item(target.label(), false, List.of(), fate(kept.contains(target))))
                    .toList();
        }

        private List<Item> rows(
                String relation, Side side, List<ColumnDescriptor> naming, List<ColumnDescriptor> further) {
            return plan.snapshot().rows().get(relation).of(side).stream()
                    .map(row -> new Item(
                            naming.stream()
                                    .map(column -> words(row, column))
                                    .filter(text -> !text.isBlank())
                                    .collect(Collectors.joining(" · ")),
                            false,
                            further.stream()
                                    .filter(column -> !words(row, column).isBlank())
                                    .map(column -> column.label() + ": " + words(row, column))
                                    .toList(),
                            fate(relation, row)))
                    .toList();
        }

        private static String words(RelatedRow row, ColumnDescriptor column) {
            return row.words().getOrDefault(column.name(), "");
        }

        private Fate fate(String relation, RelatedRow row) {
            if (!decided) {
                return Fate.OPEN;
            }
            for (var step : plan.steps()) {
                if (step instanceof Step.OfRow ofRow && ofRow.relation().equals(relation) && ofRow.row() == row.id()) {
                    return switch (ofRow) {
                        case Step.Move _, Step.Repoint _ -> Fate.KEPT;
                        case Step.Fold _ -> Fate.FOLDED;
                        case Step.Discard _, Step.Detach _ -> Fate.DROPPED;
                    };
                }
            }
            return Fate.KEPT;
        }
    }
}
