package org.atelier.merge.strategies.internal;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.atelier.merge.spi.ChildFate;
import org.atelier.merge.spi.ChildrenQuestion;
import org.atelier.merge.spi.ChildrenStrategy;
import org.atelier.merge.spi.Choice;
import org.atelier.merge.spi.FieldQuestion;
import org.atelier.merge.spi.FieldStrategy;
import org.atelier.merge.spi.LinkQuestion;
import org.atelier.merge.spi.LinkStrategy;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Target;

/** What one side has, and nothing of the other: its value, its links, its children. */
abstract class KeepSide implements FieldStrategy, LinkStrategy, ChildrenStrategy {
    private final UnaryOperator<Side> side;

    /** @param side the side to keep, of the side that survives */
    KeepSide(UnaryOperator<Side> side) {
        this.side = side;
    }

    @Override
    public Choice decide(FieldQuestion question) {
        return new Choice.Keep(side.apply(question.base()));
    }

    @Override
    public Set<Target> decide(LinkQuestion question) {
        return question.of(side.apply(question.base()));
    }

    @Override
    public List<ChildFate> decide(ChildrenQuestion question) {
        var kept = side.apply(question.base());
        var twins = question.twins();
        var reason = question.relation().label().toLowerCase(Locale.ROOT) + " are kept from " + kept;
        return question.children()
                .<ChildFate>map(child -> {
                    var twin = twins.get(child.id());
                    return child.side() == kept
                            ? new ChildFate.Keep(child.id())
                            : twin != null
                                    ? new ChildFate.FoldInto(child.id(), twin.id())
                                    : new ChildFate.Discard(child.id(), reason);
                })
                .toList();
    }
}
