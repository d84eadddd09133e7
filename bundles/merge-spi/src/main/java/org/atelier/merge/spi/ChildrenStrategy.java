package org.atelier.merge.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides how one relation of children survives a merge. Register it as a component with {@link MergeStrategy}.
 *
 * <p>A pure function: the same question gets the same answer, with no I/O and no clock. It is never called inside a
 * transaction, and an answer that breaks the rules refuses the merge and names the plugin.
 */
@ConsumerType
@FunctionalInterface
public interface ChildrenStrategy {
    /**
     * Answers one question.
     *
     * @return Exactly one fate for each of {@link ChildrenQuestion#children()}.
     */
    List<ChildFate> decide(ChildrenQuestion question);

    /** Whether this strategy makes sense for the relation; forms offer it only where it does. */
    default boolean appliesTo(RelationDescriptor.Children relation) {
        return true;
    }
}
