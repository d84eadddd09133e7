package org.atelier.merge.strategies.internal;

import java.util.List;
import java.util.Set;
import org.atelier.merge.spi.ChildFate;
import org.atelier.merge.spi.ChildrenQuestion;
import org.atelier.merge.spi.ChildrenStrategy;
import org.atelier.merge.spi.Choice;
import org.atelier.merge.spi.FieldQuestion;
import org.atelier.merge.spi.FieldStrategy;
import org.atelier.merge.spi.LinkQuestion;
import org.atelier.merge.spi.LinkStrategy;
import org.atelier.merge.spi.RelatedRow;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Target;

/** What one side has, and nothing of the other: its value, its links, its children. */
abstract class KeepSide implements FieldStrategy, LinkStrategy, ChildrenStrategy {
    private final Side side;

    KeepSide(Side side) {
        this.side = side;
    }

    @Override
    public Choice decide(FieldQuestion question) {
        return new Choice.Keep(side);
    }

    @Override
    public Set<Target> decide(LinkQuestion question) {
        return question.of(side);
    }

    @Override
    public List<ChildFate> decide(ChildrenQuestion question) {
        return question.children().map(child -> fate(question, child)).toList();
    }

    private ChildFate fate(ChildrenQuestion question, RelatedRow child) {
        if (child.side() == side) {
            return new ChildFate.Keep(child.id());
        }
        return question.twin(child)
                .<ChildFate>map(twin -> new ChildFate.FoldInto(child.id(), twin.id()))
                .orElseGet(() -> new ChildFate.Discard(
                        child.id(),
                        question.relation().label().toLowerCase(java.util.Locale.ROOT) + " are kept from " + side));
    }
}
