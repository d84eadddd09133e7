package org.atelier.merge.engine.internal;

import static org.atelier.merge.engine.MergeException.Code.BAD_ANSWER;
import static org.atelier.merge.engine.MergeException.Code.MISSING_STRATEGY;
import static org.atelier.merge.engine.MergeException.Code.RULE_BROKEN;
import static org.atelier.merge.engine.MergeException.Code.UNKNOWN_CHOICE;
import static org.atelier.merge.engine.MergeException.Code.UNKNOWN_STRATEGY;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atelier.merge.engine.LastSet;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeForm;
import org.atelier.merge.engine.MergeableKind;
import org.atelier.merge.engine.Plan;
import org.atelier.merge.engine.PlanJson;
import org.atelier.merge.engine.Snapshot;
import org.atelier.merge.engine.Step;
import org.atelier.merge.spi.ChildFate;
import org.atelier.merge.spi.ChildrenQuestion;
import org.atelier.merge.spi.Choice;
import org.atelier.merge.spi.FieldQuestion;
import org.atelier.merge.spi.LinkQuestion;
import org.atelier.merge.spi.ReferenceFate;
import org.atelier.merge.spi.ReferenceQuestion;
import org.atelier.merge.spi.RelatedRow;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Target;
import org.atelier.merge.spi.Value;

/**
 * Makes the plan of a merge from a snapshot and the answers of strategies, and refuses every answer that is not
 * complete, made of the question's own values, and allowed for its kind of relation.
 */
final class Planner {
    private final MergeableKind kind;
    private final Strategies strategies;
    private final StrategyRunner runner;

    Planner(MergeableKind kind, Strategies strategies, StrategyRunner runner) {
        this.kind = kind;
        this.strategies = strategies;
        this.runner = runner;
    }

    /**
     * What there is to choose.
     *
     * @throws MergeException MISSING_STRATEGY naming every field and relation whose default is not installed
     */
    MergeForm form() {
        var offers = offers();
        var fields = kind.entity().fields().stream()
                .map(field ->
                        decision(field.name(), field.label(), offers.get(about(field.name())), field.defaultStrategy()))
                .toList();
        var relations = kind.relations().stream()
                .map(relation -> decision(
                        relation.name(), relation.label(), offers.get(relation.id()), relation.defaultStrategy()))
                .toList();
        requireDefaults(fields, relations);
        return new MergeForm(kind, fields, relations);
    }

    private static MergeForm.Decision decision(
            String name, String label, List<Registered<?>> offers, String defaultStrategy) {
        var shown = offers.stream()
                .map(strategy -> new MergeForm.Offer(strategy.id(), strategy.label()))
                .sorted(Comparator.comparing(MergeForm.Offer::id))
                .toList();
        return new MergeForm.Decision(name, label, shown, defaultStrategy);
    }

    private void requireDefaults(List<MergeForm.Decision> fields, List<MergeForm.Decision> relations) {
        var missing = new TreeMap<String, Set<String>>();
        for (var decisions : List.of(fields, relations)) {
            for (var decision : decisions) {
                if (decision.offers().stream().noneMatch(offer -> offer.id().equals(decision.defaultStrategy()))) {
                    missing.computeIfAbsent(decision.defaultStrategy(), _ -> new TreeSet<>())
                            .add(decision.name());
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new MergeException(
                    MISSING_STRATEGY,
                    missing.entrySet().stream()
                            .map(entry -> "strategy " + entry.getKey() + ", needed for "
                                    + String.join(", ", entry.getValue()) + " of "
                                    + kind.entity().kind()
                                    + ", is not installed")
                            .collect(Collectors.joining("; ", "", "; put the bundle that has it into plugins/")));
        }
    }

    /** The plan for these choices; {@code fallback} decides what nobody chose for, where it is offered. */
    Plan plan(Snapshot snapshot, LastSet lastSet, Side base, Map<String, String> choices, Optional<String> fallback) {
        var chosen = resolve(choices, fallback);
        var survivor = snapshot.of(base);
        var retired = snapshot.of(base.other());
        var merging = new Merging(base, survivor.id(), retired.id());
        // decided first, since folding fills in what a row will say and not what it said; listed after the children
        var ofReferences = new ArrayList<Step.OfRow>();
        var detached = new HashSet<Cell>();
        for (var relation : kind.relations()) {
            if (relation instanceof RelationDescriptor.References references) {
                var steps =
                        references(references, snapshot.rows().get(relation.name()), base, chosen.get(relation.name()));
                steps.stream()
                        .filter(Step.Detach.class::isInstance)
                        .forEach(step -> detached.add(new Cell(relation.table(), step.row(), relation.owner())));
                ofReferences.addAll(steps);
            }
        }
        var ofChildren = new ArrayList<Step.OfRow>();
        var ofLinks = new ArrayList<Step>();
        for (var relation : kind.relations()) {
            switch (relation) {
                case RelationDescriptor.Children children ->
                    ofChildren.addAll(children(
                            children,
                            snapshot.rows().get(relation.name()),
                            merging,
                            chosen.get(relation.name()),
                            detached));
                case RelationDescriptor.Link link ->
                    ofLinks.addAll(
                            links(link, snapshot.links().get(relation.name()), merging, chosen.get(relation.name())));
                case RelationDescriptor.References _ -> {}
            }
        }
        var steps = new ArrayList<Step>(onceEach(ofChildren, ofReferences));
        steps.addAll(ofLinks);
        steps.add(new Step.Retire(retired.id(), retired.slug()));
        var sets = fields(snapshot, lastSet, merging, chosen);
        steps.addAll(sets);
        steps.addAll(redirects(snapshot, survivor, retired, sets));
        var unsigned = new Plan(kind, snapshot, base, chosen, steps, "");
        return new Plan(kind, snapshot, base, chosen, steps, PlanJson.fingerprint(unsigned));
    }

    /** Who survives whom. */
    private record Merging(Side base, long survivor, long retired) {}

    /** One column of one row. */
    private record Cell(String table, long row, String column) {}

    /**
     * A row may hang on the records in several ways: a badge somebody gave to themself does. What goes by one of them
     * goes altogether, and points nowhere any more by the others.
     */
    private List<Step.OfRow> onceEach(List<Step.OfRow> ofChildren, List<Step.OfRow> ofReferences) {
        var tables = kind.relations().stream()
                .collect(Collectors.toMap(RelationDescriptor::name, RelationDescriptor::table));
        var gone = new HashMap<Cell, String>();
        for (var step : ofChildren) {
            if (step instanceof Step.Fold || step instanceof Step.Discard) {
                var other = gone.put(row(tables, step, step.row()), step.relation());
                if (other != null) {
                    throw twoWays(step.row(), other, step.relation());
                }
            }
        }
        for (var step : ofChildren) {
            if (step instanceof Step.Fold fold && gone.containsKey(row(tables, step, fold.into()))) {
                throw twoWays(fold.into(), gone.get(row(tables, step, fold.into())), step.relation());
            }
        }
        return Stream.concat(ofChildren.stream(), ofReferences.stream())
                .filter(step -> step instanceof Step.Fold
                        || step instanceof Step.Discard
                        || !gone.containsKey(row(tables, step, step.row())))
                .toList();
    }

    private static Cell row(Map<String, String> tables, Step.OfRow step, long row) {
        return new Cell(tables.get(step.relation()), row, "id");
    }

    private MergeException twoWays(long row, String one, String other) {
        return new MergeException(
                BAD_ANSWER,
                "row %d would go as one of %s and be needed as one of %s; choose other strategies for the two"
                        .formatted(row, about(one), about(other)));
    }

    /** One strategy for every field and relation: the one chosen, else the fallback where offered, else the default. */
    private SortedMap<String, String> resolve(Map<String, String> choices, Optional<String> fallback) {
        var form = form();
        var decisions = new LinkedHashMap<String, MergeForm.Decision>();
        form.fields().forEach(decision -> decisions.put(decision.name(), decision));
        form.relations().forEach(decision -> decisions.put(decision.name(), decision));
        for (var choice : choices.entrySet()) {
            var decision = decisions.get(choice.getKey());
            if (decision == null) {
                throw new MergeException(
                        UNKNOWN_CHOICE,
                        "%s has nothing called \"%s\" to choose for; there is %s"
                                .formatted(
                                        kind.entity().kind(), choice.getKey(), String.join(", ", decisions.keySet())));
            }
            requireOffered(decision, choice.getValue());
        }
        fallback.ifPresent(id -> {
            if (decisions.values().stream().noneMatch(decision -> offers(decision, id))) {
                throw new MergeException(
                        UNKNOWN_STRATEGY,
                        "no strategy \"%s\" is offered for anything of %s"
                                .formatted(id, kind.entity().kind()));
            }
        });
        var resolved = new TreeMap<String, String>();
        decisions.forEach((name, decision) -> resolved.put(
                name,
                choices.getOrDefault(
                        name, fallback.filter(id -> offers(decision, id)).orElse(decision.defaultStrategy()))));
        return resolved;
    }

    private static boolean offers(MergeForm.Decision decision, String id) {
        return decision.offers().stream().anyMatch(offer -> offer.id().equals(id));
    }

    private void requireOffered(MergeForm.Decision decision, String id) {
        if (!offers(decision, id)) {
            throw new MergeException(
                    UNKNOWN_STRATEGY,
                    "no strategy \"%s\" is offered for %s.%s; there is %s"
                            .formatted(
                                    id,
                                    kind.entity().kind(),
                                    decision.name(),
                                    decision.offers().stream()
                                            .map(MergeForm.Offer::id)
                                            .collect(Collectors.joining(", "))));
        }
    }

    /** By what is decided, such as {@code event.tags}, those that are for it and say that they make sense there. */
    private Map<String, List<Registered<?>>> offers() {
        var questions = new ArrayList<StrategyRunner.Question<Boolean>>();
        for (var field : kind.entity().fields()) {
            ask(strategies.fields(), about(field.name()), strategy -> strategy.appliesTo(field), questions);
        }
        for (var relation : kind.relations()) {
            switch (relation) {
                case RelationDescriptor.Link link ->
                    ask(strategies.links(), relation.id(), strategy -> strategy.appliesTo(link), questions);
                case RelationDescriptor.Children children ->
                    ask(strategies.children(), relation.id(), strategy -> strategy.appliesTo(children), questions);
                case RelationDescriptor.References references ->
                    ask(strategies.references(), relation.id(), strategy -> strategy.appliesTo(references), questions);
            }
        }
        var answers = runner.askAll(questions);
        var offers = new HashMap<String, List<Registered<?>>>();
        kind.entity().fields().forEach(field -> offers.put(about(field.name()), new ArrayList<>()));
        kind.relations().forEach(relation -> offers.put(relation.id(), new ArrayList<>()));
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i)) {
                offers.get(questions.get(i).about()).add(questions.get(i).strategy());
            }
        }
        return offers;
    }

    private static <S> void ask(
            List<Registered<S>> all, String about, Predicate<S> applies, List<StrategyRunner.Question<Boolean>> to) {
        Strategies.offered(all, about)
                .values()
                .forEach(strategy -> to.add(
                        new StrategyRunner.Question<>(strategy, about, () -> applies.test(strategy.strategy()))));
    }

    private String about(String name) {
        return kind.entity().kind() + "." + name;
    }

    // ------------------------------------------------------------------------------------------------ fields

    private List<Step.Set> fields(Snapshot snapshot, LastSet lastSet, Merging merging, Map<String, String> chosen) {
        var fields = kind.entity().fields();
        var questions = fields.stream()
                .map(field -> {
                    var column = field.column().column();
                    return new FieldQuestion(
                            field,
                            merging.base(),
                            snapshot.a().value(column),
                            snapshot.b().value(column),
                            lastSet.of(column));
                })
                .toList();
        var asked = new ArrayList<StrategyRunner.Question<Choice>>();
        for (var question : questions) {
            var about = about(question.field().name());
            var strategy = Strategies.offered(strategies.fields(), about)
                    .get(chosen.get(question.field().name()));
            asked.add(new StrategyRunner.Question<>(
                    strategy, about, () -> strategy.strategy().decide(question)));
        }
        var answers = runner.askAll(asked);
        var steps = new ArrayList<Step.Set>();
        for (int i = 0; i < fields.size(); i++) {
            var field = fields.get(i);
            var question = questions.get(i);
            var strategy = asked.get(i).strategy();
            var about = asked.get(i).about();
            var answer = answers.get(i);
            var chosenValue = switch (answer) {
                case Choice.Keep(var side) -> question.of(side);
                case Choice.Combine(var value) -> combined(strategy, about, question, value);
            };
            var before = question.of(merging.base());
            var after = kind.after(field.column(), chosenValue, merging.retired(), merging.survivor());
            if (!after.equals(before)) {
                steps.add(new Step.Set(field.name(), field.column().column(), before, after));
            }
        }
        return steps;
    }

    /** A combined value must be made where combining means something: a text, of two texts, where none is unique. */
    private static Value combined(Registered<?> strategy, String about, FieldQuestion question, Value value) {
        if (question.field().unique()) {
            throw StrategyRunner.refused(strategy, about, "made up a value for a field that names the record", null);
        }
        if (!(value instanceof Value.Text)
                || !(question.a() instanceof Value.Text)
                || !(question.b() instanceof Value.Text)) {
            throw StrategyRunner.refused(strategy, about, "combined what is not text", null);
        }
        return value;
    }

    // ------------------------------------------------------------------------------------------------ links

    private List<Step> links(RelationDescriptor.Link relation, Snapshot.Links links, Merging merging, String choice) {
        var base = merging.base();
        var strategy = Strategies.offered(strategies.links(), relation.id()).get(choice);
        var question = new LinkQuestion(relation, base, links.a(), links.b());
        var answer = runner.ask(
                strategy, relation.id(), () -> new TreeSet<>(strategy.strategy().decide(question)));
        var both = question.both();
        requireApart(relation, both, merging);
        for (var target : answer) {
            if (!both.contains(target)) {
                throw StrategyRunner.refused(
                        strategy, relation.id(), "answered " + target + ", which neither side is linked to", null);
            }
        }
        var steps = new ArrayList<Step>();
        var had = links.of(base);
        had.stream()
                .filter(target -> !answer.contains(target))
                .forEach(target -> steps.add(new Step.Unlink(relation.name(), base, target)));
        links.of(base.other()).forEach(target -> steps.add(new Step.Unlink(relation.name(), base.other(), target)));
        both.stream() // with our own labels, whatever the plugin wrote on its answer
                .filter(target -> answer.contains(target) && !had.contains(target))
                .forEach(target -> steps.add(new Step.Link(relation.name(), target)));
        return steps;
    }

    /** A link between the two would tie the survivor to itself, and be told from both its ends. */
    private void requireApart(RelationDescriptor.Link relation, Set<Target> targets, Merging merging) {
        var toThisKind = relation.target()
                .refersTo()
                .orElseThrow()
                .table()
                .equals(kind.entity().table());
        if (toThisKind
                && targets.stream()
                        .anyMatch(target -> target.id() == merging.survivor() || target.id() == merging.retired())) {
            throw new MergeException(
                    RULE_BROKEN, relation.id() + " links the two records with each other; take that link off first");
        }
    }

    // ------------------------------------------------------------------------------------------------ children

    private List<Step.OfRow> children(
            RelationDescriptor.Children relation,
            Snapshot.Rows rows,
            Merging merging,
            String choice,
            Set<Cell> detached) {
        var base = merging.base();
        var strategy = Strategies.offered(strategies.children(), relation.id()).get(choice);
        var question = new ChildrenQuestion(relation, base, rows.a(), rows.b());
        var answer = runner.ask(
                strategy, relation.id(), () -> List.copyOf(strategy.strategy().decide(question)));
        var children = question.children().collect(Collectors.toMap(RelatedRow::id, Function.identity()));
        var fates = exactlyOne(strategy, relation.id(), children.keySet(), answer, ChildFate::child);

        // a plugin may keep both of an equal pair; the database has room for one, so the engine folds
        var twins = question.twins();
        for (var child : question.of(base.other())) {
            var twin = twins.get(child.id());
            if (twin != null
                    && fates.get(child.id()) instanceof ChildFate.Keep
                    && fates.get(twin.id()) instanceof ChildFate.Keep) {
                fates.put(child.id(), new ChildFate.FoldInto(child.id(), twin.id()));
            }
        }
        var filled = new HashSet<Cell>();
        var steps = new ArrayList<Step.OfRow>();
        for (var child : question.children()
                .sorted(Comparator.comparingLong(RelatedRow::id))
                .toList()) {
            switch (fates.get(child.id())) {
                case ChildFate.Keep(var id) -> {
                    if (child.side() != base) {
                        steps.add(new Step.Move(relation.name(), id));
                    }
                }
                case ChildFate.FoldInto(var id, var into) -> {
                    var survivor = children.get(into);
                    if (survivor == null
                            || !(fates.get(into) instanceof ChildFate.Keep)
                            || !survivor.equals(twins.get(id))) {
                        throw StrategyRunner.refused(
                                strategy,
                                relation.id(),
                                "folds child " + id + " into " + into + ", which is not an equal child that is kept",
                                null);
                    }
                    var fills = fills(relation, child, survivor, merging, detached);
                    // of two that are folded into the same one, the first fills
                    fills.keySet().removeIf(column -> !filled.add(new Cell(relation.table(), into, column)));
                    steps.add(new Step.Fold(relation.name(), id, into, fills));
                }
                case ChildFate.Discard(var id, var reason) -> steps.add(new Step.Discard(relation.name(), id, reason));
            }
        }
        return steps;
    }

    private SortedMap<String, Value> fills(
            RelationDescriptor.Children relation,
            RelatedRow folded,
            RelatedRow survivor,
            Merging merging,
            Set<Cell> detached) {
        var fills = new TreeMap<String, Value>();
        for (var column : relation.payload()) {
            var offered = detached.contains(new Cell(relation.table(), folded.id(), column.column()))
                    ? Value.ABSENT
                    : kind.after(column, folded.value(column.column()), merging.retired(), merging.survivor());
            if (survivor.value(column.column()).isBlank() && !offered.isBlank()) {
                fills.put(column.column(), offered);
            }
        }
        return fills;
    }

    // ------------------------------------------------------------------------------------------------ references

    private List<Step.OfRow> references(
            RelationDescriptor.References relation, Snapshot.Rows rows, Side base, String choice) {
        var strategy =
                Strategies.offered(strategies.references(), relation.id()).get(choice);
        var question = new ReferenceQuestion(relation, base, rows.a(), rows.b());
        var answer = runner.ask(
                strategy, relation.id(), () -> List.copyOf(strategy.strategy().decide(question)));
        var all = question.rows().collect(Collectors.toMap(RelatedRow::id, Function.identity()));
        var fates = exactlyOne(strategy, relation.id(), all.keySet(), answer, ReferenceFate::row);
        var steps = new ArrayList<Step.OfRow>();
        for (var row : new TreeMap<>(all).values()) {
            switch (fates.get(row.id())) {
                case ReferenceFate.Repoint(var id) -> {
                    if (row.side() != base) {
                        steps.add(new Step.Repoint(relation.name(), id));
                    }
                }
                case ReferenceFate.Detach(var id) -> {
                    if (!relation.detachable()) {
                        throw StrategyRunner.refused(
                                strategy, relation.id(), "detaches row " + id + ", which must point somewhere", null);
                    }
                    steps.add(new Step.Detach(relation.name(), id));
                }
            }
        }
        return steps;
    }

    /** One answer for each row asked about, none twice, none for anything else. */
    private static <F> Map<Long, F> exactlyOne(
            Registered<?> strategy, String about, Set<Long> asked, List<F> answers, Function<F, Long> row) {
        var fates = new HashMap<Long, F>();
        for (var answer : answers) {
            if (!asked.contains(row.apply(answer))) {
                throw StrategyRunner.refused(
                        strategy, about, "answered for row " + row.apply(answer) + ", which was not asked about", null);
            }
            if (fates.put(row.apply(answer), answer) != null) {
                throw StrategyRunner.refused(strategy, about, "answered twice for row " + row.apply(answer), null);
            }
        }
        for (var id : new TreeSet<>(asked)) {
            if (!fates.containsKey(id)) {
                throw StrategyRunner.refused(strategy, about, "said nothing about row " + id, null);
            }
        }
        return fates;
    }

    // ------------------------------------------------------------------------------------------------ redirects

    /** Every name that leads to either record shall lead to the survivor, unless it is the survivor's live one. */
    private List<Step.Redirect> redirects(
            Snapshot snapshot, Snapshot.Subject survivor, Snapshot.Subject retired, List<Step.Set> sets) {
        var slugColumn = kind.entity().slug();
        var slug = sets.stream()
                .filter(step -> step.column().equals(slugColumn))
                .findFirst()
                .map(step -> step.after().words())
                .orElse(survivor.slug());
        if (slug.isBlank()) {
            throw new MergeException(BAD_ANSWER, "the survivor would have no " + slugColumn);
        }
        var steps = new LinkedHashSet<Step.Redirect>();
        steps.add(new Step.Redirect("id", Long.toString(retired.id())));
        for (var name : List.of(retired.slug(), survivor.slug())) {
            if (!name.equals(slug)) {
                steps.add(new Step.Redirect("slug", name));
            }
        }
        for (var redirect : snapshot.redirects()) {
            if (redirect.target() == retired.id()) {
                steps.add(new Step.Redirect(redirect.form(), redirect.value()));
            }
        }
        return List.copyOf(steps);
    }
}
