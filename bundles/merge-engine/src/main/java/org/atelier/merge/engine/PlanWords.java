package org.atelier.merge.engine;

import java.util.Locale;
import java.util.Map;
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
                        ? "%s number %d is retired; its slug %s lives on with the survivor."
                                .formatted(plan.kind().entity().label(), id, slug)
                        : "%s %s is retired.".formatted(plan.kind().entity().label(), slug);
            case Step.Set(var field, var column, var before, var after) ->
                "%s changes from %s to %s.".formatted(label(field), shown(column, before), shown(column, after));
            case Step.Redirect(var form, var value) -> "The old %s %s leads to %s.".formatted(form, value, survivor);
        };
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
        var differences = columns(relation)
                .filter(column -> !fills.containsKey(column.column()))
                .filter(column -> !folded.value(column.column()).isBlank())
                .filter(column -> !after(column, folded).equals(after(column, living)))
                .map(column -> "its %s \"%s\" stays in the history only; \"%s\" is kept"
                        .formatted(
                                column.label().toLowerCase(Locale.ROOT),
                                folded.words().getOrDefault(column.name(), ""),
                                living.words().getOrDefault(column.name(), "")))
                .collect(Collectors.joining(", "));
        return differences.isEmpty() ? "" : " Mind: " + differences + ".";
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
