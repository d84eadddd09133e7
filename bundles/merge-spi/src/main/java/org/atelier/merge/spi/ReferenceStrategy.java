package org.atelier.merge.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides how one relation of referring rows survives a merge. Register it as a component with {@link MergeStrategy}.
 *
 * <p>A pure function: the same question gets the same answer, with no I/O and no clock. It is never called inside a
 * transaction, and an answer that breaks the rules refuses the merge and names the plugin.
 */
@ConsumerType
@FunctionalInterface
public interface ReferenceStrategy {
    /**
     * Answers one question.
     *
     * @return Exactly one fate for each of {@link ReferenceQuestion#rows()}.
     */
    List<ReferenceFate> decide(ReferenceQuestion question);

    /** Whether this strategy makes sense for the relation; forms offer it only where it does. */
    default boolean appliesTo(RelationDescriptor.References relation) {
        return true;
    }
}
