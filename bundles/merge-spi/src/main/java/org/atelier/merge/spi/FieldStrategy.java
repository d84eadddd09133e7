package org.atelier.merge.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides how one field survives a merge. Register it as a component with {@link MergeStrategy}.
 *
 * <p>A pure function: the same question gets the same answer, with no I/O and no clock. It is never called inside a
 * transaction, and an answer that breaks the rules refuses the merge and names the plugin.
 */
@ConsumerType
@FunctionalInterface
public interface FieldStrategy {
    /**
     * Answers one question.
     *
     * @return Which value the survivor has; a value of either side, or one made of both.
     */
    Choice decide(FieldQuestion question);

    /** Whether this strategy makes sense for the field; forms offer it only where it does. */
    default boolean appliesTo(FieldDescriptor field) {
        return true;
    }
}
