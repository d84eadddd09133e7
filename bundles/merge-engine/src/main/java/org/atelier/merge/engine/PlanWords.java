package org.atelier.merge.engine;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.merge.spi.RelatedRow;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Value;

/** Says in plain words what a plan does: the same sentences on the page, in the terminal and in the receipt. */
public final class PlanWords {
    private final Plan plan;
    private final String survivor;

    public PlanWords(Plan plan) {
        this.plan = plan;
        this.survivor = plan.survivingSlug();
    }

    /** One sentence that says what the step does. */
    public String of(Step step) {
        return switch (step) {
            case Step.Move(var relation, var row) ->
                "%s \"%s\" moves to %s.".formatted(one(relation), describe(relation, row), survivor);
            case Step.Fold(var relation, var row, var into, var fills) ->
                "%s \"%s\" is folded into the equal one%s.%s"
                        .formatted(
                                one(relation),
                                describe(relation, row),
                                filled(relation, row, fills),
                                kept(relation, row, into, fills));
            case Step.Discard(var relation, var row, var reason) ->
                "%s \"%s\" is discarded: %s.".formatted(one(relation), describe(relation, row), reason);
            case Step.Repoint(var relation, var row) ->
                "%s \"%s\" now points to %s.".formatted(one(relation), describe(relation, row), survivor);
            case Step.Detach(var relation, var row) ->
                "%s \"%s\" no longer points to any %s."
                        .formatted(
                                one(relation),
                                describe(relation, row),
                                plan.kind().entity().label().toLowerCase(Locale.ROOT));
            case Step.Link(var relation, var target) ->
                "%s %s is added to %s.".formatted(one(relation), target.label(), survivor);
            case Step.Unlink(var relation, var from, var target) ->
                "%s %s is taken off %s; the %s itself stays."
                        .formatted(
                                one(relation),
                                target.label(),
                                plan.snapshot().of(from).slug(),
                                one(relation).toLowerCase(Locale.ROOT));
            case Step.Retire(var id, var slug) ->
                slug.equals(survivor)
                        ? "%s number %d is retired; its %s %s lives on with the survivor."
                                .formatted(
                                        plan.kind().entity().label(),
                                        id,
                                        plan.kind().nameWord(),
                                        slug)
                        : "%s %s is retired.".formatted(plan.kind().entity().label(), slug);
            case Step.Set(var field, var column, var before, var after) ->
                "%s changes from %s to %s.".formatted(label(field), shown(column, before), shown(column, after));
            case Step.Redirect(var form, var value) ->
                "The old %s %s leads to %s."
                        .formatted(form.equals("slug") ? plan.kind().nameWord() : form, value, survivor);
        };
    }

    /**
     * What the retired record says in a field and nobody takes over.
     *
     * @param field its name
     */
    public record Left(String field, String label, String words) {}

    /** What ends with the retired record: each field that says something the survivor will not say. */
    public List<Left> notTakenOver() {
        var after = new TreeMap<>(plan.survivor().values());
        for (var step : plan.steps()) {
            if (step instanceof Step.Set set) {
                after.put(set.column(), set.after());
            }
        }
        return plan.kind().entity().fields().stream()
                // the name lives on: it leads to the survivor
                .filter(field ->
                        !field.column().column().equals(plan.kind().entity().slug()))
                .filter(field -> {
                    var value = plan.retired().value(field.column().column());
                    return !value.isBlank()
                            && !isTakenOver(value, after.get(field.column().column()));
                })
                .map(field -> new Left(
                        field.name(),
                        field.label(),
                        plan.retired().words(field.column().column())))
                .toList();
    }

    /**
     * What a row that is folded into its equal says otherwise than that one, and nobody takes over.
     *
     * @param row the one that is folded
     * @param of what people call it, such as {@code task "Ada Lovelace, instructor"}
     * @param kept what the row that lives on says instead; may be empty
     */
    public record Folded(
            String relation, long row, String of, String column, String label, String words, String kept) {}

    /** What ends with rows that are folded: each value that the row they are folded into will not have. */
    public List<Folded> foldedAway() {
        return plan.steps().stream()
                .flatMap(step -> step instanceof Step.Fold fold ? folded(fold) : Stream.empty())
                .toList();
    }

    private Stream<Folded> folded(Step.Fold fold) {
        var folded = row(fold.relation(), fold.row());
        var living = row(fold.relation(), fold.into());
        var of = "%s \"%s\"".formatted(one(fold.relation()).toLowerCase(Locale.ROOT), called(fold.relation(), folded));
        return differences(fold.relation(), folded, living, fold.fills())
                .map(column -> new Folded(
                        fold.relation(),
                        fold.row(),
                        of,
                        column.column(),
                        column.label(),
                        folded.words().getOrDefault(column.name(), ""),
                        living.words().getOrDefault(column.name(), "")));
    }

    /** The row by what makes it the one it is, where something does. */
    private String called(String name, RelatedRow row) {
        return relation(name) instanceof RelationDescriptor.Children children
                        && !children.identity().isEmpty()
                ? children.identity().stream()
                        .map(column -> row.words().getOrDefault(column.name(), ""))
                        .filter(text -> !text.isBlank())
                        .collect(Collectors.joining(", "))
                : describe(relation(name), row);
    }

    /** What stays with the survivor as it is: a sentence for each of its rows and links that no step is about. */
    public Stream<String> kept() {
        var touched = new HashSet<Touched>();
        var unlinked = new HashSet<Touched>();
        for (var step : plan.steps()) {
            switch (step) {
                case Step.Fold(var relation, var row, var into, var _) -> {
                    touched.add(new Touched(relation, row));
                    touched.add(new Touched(relation, into));
                }
                case Step.OfRow ofRow -> touched.add(new Touched(ofRow.relation(), ofRow.row()));
                case Step.Unlink(var relation, var from, var target)
                when from == plan.base() -> unlinked.add(new Touched(relation, target.id()));
                default -> {}
            }
        }
        return plan.kind().relations().stream()
                .map(RelationDescriptor::name)
                .flatMap(relation -> plan.snapshot().links().containsKey(relation)
                        ? plan.snapshot().links().get(relation).of(plan.base()).stream()
                                .filter(target -> !unlinked.contains(new Touched(relation, target.id())))
                                .map(target -> "%s %s stays on %s.".formatted(one(relation), target.label(), survivor))
                        : plan.snapshot().rows().get(relation).of(plan.base()).stream()
                                .filter(row -> !touched.contains(new Touched(relation, row.id())))
                                .map(row -> "%s \"%s\" stays with %s."
                                        .formatted(one(relation), describe(relation, row.id()), survivor)));
    }

    /** A row, or what a link leads to, in one relation. */
    private record Touched(String relation, long id) {}

    /** Whether what the retired record says stands in what the survivor will say, alone or combined. */
    private static boolean isTakenOver(Value value, Value after) {
        return value.equals(after)
                || value instanceof Value.Text(var said)
                        && after instanceof Value.Text(var combined)
                        && Arrays.stream(said.strip().split("\\R\\s*\\R")).allMatch(combined::contains);
    }

    /** The row in words: its described columns that are not blank; of a yes or no, its label where it is yes. */
    public String describe(String relation, long row) {
        return describe(relation(relation), row(relation, row));
    }

    /** As {@link #describe(String, long)}, of a row of any record. */
    public static String describe(RelationDescriptor relation, RelatedRow found) {
        return columns(relation)
                .map(column -> switch (found.value(column.column())) {
                    case Value.Flag(var on) -> on ? column.label().toLowerCase(Locale.ROOT) : "";
                    default -> found.words().getOrDefault(column.name(), "");
                })
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining(", "));
    }

    /** The row of this relation, as the snapshot has it. */
    public RelatedRow row(String relation, long row) {
        return plan.snapshot().rows().get(relation).row(row);
    }

    /** A field's value as people read it, "nothing" where there is none. */
    public String shown(String column, Value value) {
        for (var side : Side.values()) {
            var subject = plan.snapshot().of(side);
            if (subject.value(column).equals(value)) {
                return quoted(subject.words(column));
            }
        }
        return quoted(value.words());
    }

    private static String quoted(String words) {
        return words.isEmpty() ? "nothing" : "\"" + words + "\"";
    }

    /** What the folded row says differently; it is kept in the journal. */
    private String kept(String relation, long row, long into, Map<String, Value> fills) {
        var folded = row(relation, row);
        var living = row(relation, into);
        var differences = differences(relation, folded, living, fills)
                .map(column -> "its %s \"%s\" stays in the history only; \"%s\" is kept"
                        .formatted(
                                column.label().toLowerCase(Locale.ROOT),
                                folded.words().getOrDefault(column.name(), ""),
                                living.words().getOrDefault(column.name(), "")))
                .collect(Collectors.joining(", "));
        return differences.isEmpty() ? "" : " Mind: " + differences + ".";
    }

    /** The columns in which a folded row says something that the other will not say. */
    private Stream<ColumnDescriptor> differences(
            String relation, RelatedRow folded, RelatedRow living, Map<String, Value> fills) {
        return columns(relation)
                .filter(column -> !fills.containsKey(column.column()))
                .filter(column -> !folded.value(column.column()).isBlank())
                .filter(column -> !after(column, folded).equals(after(column, living)));
    }

    private Value after(ColumnDescriptor column, RelatedRow row) {
        return plan.kind()
                .after(
                        column,
                        row.value(column.column()),
                        plan.retired().id(),
                        plan.survivor().id());
    }

    private String filled(String relation, long row, Map<String, Value> fills) {
        if (fills.isEmpty()) {
            return "";
        }
        var folded = row(relation, row);
        return columns(relation)
                .filter(column -> fills.containsKey(column.column()))
                .map(column -> "%s \"%s\""
                        .formatted(
                                column.label().toLowerCase(Locale.ROOT),
                                folded.value(column.column()).equals(fills.get(column.column()))
                                        ? folded.words().getOrDefault(column.name(), "")
                                        : survivor))
                .collect(Collectors.joining(", ", ", which takes over ", ""));
    }

    private Stream<ColumnDescriptor> columns(String name) {
        return columns(relation(name));
    }

    private static Stream<ColumnDescriptor> columns(RelationDescriptor relation) {
        return switch (relation) {
            case RelationDescriptor.Link link -> Stream.of(link.target());
            case RelationDescriptor.Children children ->
                Stream.concat(children.identity().stream(), children.payload().stream());
            case RelationDescriptor.References references -> references.shown().stream();
        };
    }

    private RelationDescriptor relation(String name) {
        return plan.kind().relations().stream()
                .filter(relation -> relation.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String label(String field) {
        return plan.kind().entity().fields().stream()
                .filter(candidate -> candidate.name().equals(field))
                .findFirst()
                .orElseThrow()
                .label();
    }

    /** One of the relation's rows: its label without the plural. */
    private String one(String relation) {
        var label = relation(relation).label();
        return label.endsWith("s") ? label.substring(0, label.length() - 1) : label;
    }
}
