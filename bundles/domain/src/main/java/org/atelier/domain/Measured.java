package org.atelier.domain;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something that counts its own work. Whoever registers one as a service has its numbers shown to the operator's
 * monitoring, if that is installed; nothing depends on it.
 */
@ConsumerType
public interface Measured {
    /** Its numbers as they are now. Asked every few seconds: it neither fails nor waits for longer than a second. */
    List<Measure> measures();
}
