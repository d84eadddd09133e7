package org.atelier.domain;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Tells whether the database answers and has the schema this build needs. */
@ProviderType
public interface DatabaseHealth {
    /** What is wrong with the database, in words for the operator; empty when it can be used. */
    Optional<String> problem();

    /** The version of the schema in force, such as {@code 1}. */
    String schemaVersion();
}
