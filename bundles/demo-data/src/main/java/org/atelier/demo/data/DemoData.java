package org.atelier.demo.data;

import org.atelier.domain.Dataset;
import org.osgi.annotation.versioning.ProviderType;

/** Workshops that never took place, with everything that belongs to them. */
@ProviderType
public interface DemoData {
    /** The same rows every time. The duplicates to try a merge on are {@code 2016-04-02-oslo} and {@code 2016-04-02-uio-oslo}. */
    Dataset rows();
}
