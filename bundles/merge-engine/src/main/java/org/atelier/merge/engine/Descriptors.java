package org.atelier.merge.engine;

import java.util.List;
import org.atelier.merge.spi.EntityDescriptor;
import org.atelier.merge.spi.RelationDescriptor;
import org.osgi.annotation.versioning.ProviderType;

/** What is declared by whatever is installed now, for those who need the words of kinds, columns and relations. */
@ProviderType
public interface Descriptors {
    /** The kinds of records; a kind may be declared twice. */
    List<EntityDescriptor> entities();

    /** The relations, of kinds declared or not. */
    List<RelationDescriptor> relations();
}
