package org.atelier.merge.strategies.internal;

import java.time.Instant;
import java.util.List;
import org.atelier.merge.spi.ChildFate;
import org.atelier.merge.spi.ChildrenQuestion;
import org.atelier.merge.spi.ChildrenStrategy;
import org.atelier.merge.spi.Choice;
import org.atelier.merge.spi.FieldQuestion;
import org.atelier.merge.spi.FieldStrategy;
import org.atelier.merge.spi.MergeStrategy;
import org.atelier.merge.spi.RelatedRow;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Value;
import org.osgi.service.component.annotations.Component;

/**
 * What was said last. A value: the one that was set last, unless it is blank and the other is not. Children: all live
 * on, and of an equal pair the one that is later by the relation's own column. Where neither is later, the base's.
 */
@Component
@MergeStrategy(id = "most-recent", label = "Most recent")
public final class MostRecent implements FieldStrategy, ChildrenStrategy {
    @Override
    public Choice decide(FieldQuestion question) {
        var base = question.base();
        var other = base.other();
        var baseIsBlank = question.of(base).isBlank();
        if (baseIsBlank != question.of(other).isBlank()) {
            return new Choice.Keep(baseIsBlank ? other : base);
        }
        var later = setAt(question, base).isBefore(setAt(question, other));
        return new Choice.Keep(later ? other : base);
    }

    /** What nobody remembers was set before everything that somebody does. */
    private static Instant setAt(FieldQuestion question, Side side) {
        return question.lastSet(side).orElse(Instant.MIN);
    }

    /** Without equal pairs, or a column that tells which is later, there is nothing to decide. */
    @Override
    public boolean appliesTo(RelationDescriptor.Children relation) {
        return relation.recency().isPresent() && !relation.identity().isEmpty();
    }

    @Override
    public List<ChildFate> decide(ChildrenQuestion question) {
        var recency = question.relation().recency().orElseThrow();
        var twins = question.twins();
        return question.children()
                .<ChildFate>map(child -> {
                    var twin = twins.get(child.id());
                    // a twin that gives way to another itself cannot take this one in
                    return twin != null
                                    && givesWay(child, twin, recency, question)
                                    && !givesWay(twin, twins.get(twin.id()), recency, question)
                            ? new ChildFate.FoldInto(child.id(), twin.id())
                            : new ChildFate.Keep(child.id());
                })
                .toList();
    }

    private static boolean givesWay(RelatedRow child, RelatedRow twin, String recency, ChildrenQuestion question) {
        var later = compare(child.value(recency), twin.value(recency));
        return later < 0 || later == 0 && twin.side() == question.base();
    }

    /** Days and instants are texts in the order of time; what is blank, or of another type, comes before all. */
    private static int compare(Value left, Value right) {
        return when(left).compareTo(when(right));
    }

    private static String when(Value value) {
        return value instanceof Value.Text(var text) ? text.strip() : "";
    }
}
