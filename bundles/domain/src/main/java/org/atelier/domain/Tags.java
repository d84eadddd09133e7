package org.atelier.domain;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Reads tags. */
@ProviderType
public interface Tags {
    /** Every tag with the number of events that carry it, by name. */
    List<Usage> all();

    /** A tag and how many events carry it. */
    record Usage(Tag tag, int events) {}
}
