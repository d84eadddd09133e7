package org.atelier.merge.strategies.internal;

import org.atelier.merge.spi.Choice;
import org.atelier.merge.spi.FieldQuestion;
import org.atelier.merge.spi.FieldStrategy;
import org.atelier.merge.spi.MergeStrategy;
import org.atelier.merge.spi.Value;
import org.osgi.service.component.annotations.Component;

/**
 * No, if either side says no. For what needs somebody's permission: a no that got lost does harm, a yes can be given
 * again. Nothing said is no answer.
 */
@Component
@MergeStrategy(
        id = "no-wins",
        label = "No, if either says no",
        only = {"person.may_contact", "person.publish_profile"})
public final class NoWins implements FieldStrategy {
    private static final Value NO = new Value.Flag(false);

    @Override
    public Choice decide(FieldQuestion question) {
        var base = question.base();
        var other = base.other();
        var baseSaysNo = question.of(base).equals(NO);
        var otherCounts = question.of(other).equals(NO) || question.of(base).isBlank();
        return new Choice.Keep(!baseSaysNo && otherCounts ? other : base);
    }
}
