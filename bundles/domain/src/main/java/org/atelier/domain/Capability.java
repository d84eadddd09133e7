package org.atelier.domain;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something the platform does beside everything else, and that may stand still while everything else goes on. Whoever
 * registers one as a service has it shown in readiness.
 */
@ConsumerType
public interface Capability {
    /** What operators know it by, such as {@code merging}. */
    String name();

    /**
     * What is wrong with it now, each in words for the operator; empty when it works. Asked at every look at readiness,
     * which does not wait longer than a few seconds.
     */
    List<String> problems();
}
