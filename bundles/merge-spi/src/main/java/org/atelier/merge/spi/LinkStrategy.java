package org.atelier.merge.spi;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides how one many-to-many relation survives a merge. Register it as a component with {@link MergeStrategy}.
 *
 * <p>A pure function: the same question gets the same answer, with no I/O and no clock. It is never called inside a
 * transaction, and an answer that breaks the rules refuses the merge and names the plugin.
 */
@ConsumerType
@FunctionalInterface
public interface LinkStrategy {
    /**
     * Answers one question.
     *
     * @return A subset of {@link LinkQuestion#both()}: what the survivor is linked to.
     */
    Set<Target> decide(LinkQuestion question);

    /** Whether this strategy makes sense for the relation; forms offer it only where it does. */
    default boolean appliesTo(RelationDescriptor.Link relation) {
        return true;
    }
}
