package org.atelier.domain;

import org.osgi.annotation.versioning.ProviderType;

/** Tells whether what is recorded changed, so that what was made of it need not be made again. */
@ProviderType
public interface Changes {
    /**
     * A number that is another one once anything journaled has changed: at once by this process, by others within a tenth
     * of a second. What is read after asking is at least as new as the number says.
     *
     * @throws DatabaseUnavailableException if it cannot be told
     */
    long state();
}
