package org.atelier.records;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The kinds of records there are. Those that can be merged have their columns from what declares them to merges. */
@ProviderType
public interface KindDeclarations {
    /** Every kind, in the order in which people look for them. */
    List<KindDeclaration> all();
}
