package org.atelier.merge.strategies.internal;

import org.atelier.merge.spi.Choice;
import org.atelier.merge.spi.FieldQuestion;
import org.atelier.merge.spi.FieldStrategy;
import org.atelier.merge.spi.MergeStrategy;
import org.osgi.service.component.annotations.Component;

/** The base's value, unless it is blank and the other's is not. */
@Component
@MergeStrategy(id = "non-empty-first", label = "Non-empty, base first")
public final class NonEmptyFirst implements FieldStrategy {
    @Override
    public Choice decide(FieldQuestion question) {
        var base = question.base();
        var other = base.other();
        return new Choice.Keep(
                question.of(base).isBlank() && !question.of(other).isBlank() ? other : base);
    }
}
