package org.atelier.merge.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Declares kinds of records that can be merged, and relations that hang on them. Register it as a component: a bundle
 * that adds a table pointing to events declares the relation here, and merges take care of it.
 */
@ConsumerType
public interface DescriptorSource {
    /** The kinds declared here; a kind declared twice cannot be merged until one of the two is gone. */
    default List<EntityDescriptor> entities() {
        return List.of();
    }

    /** The relations declared here, of kinds declared here or elsewhere. */
    default List<RelationDescriptor> relations() {
        return List.of();
    }
}
