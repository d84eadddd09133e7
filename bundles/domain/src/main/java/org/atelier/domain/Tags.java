package org.atelier.domain;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Reads tags. */
@ProviderType
public interface Tags {
    /** Every tag, by name. */
    List<Tag> all();

    /** How many events carry the tag of this id; 0 if there is no such tag. */
    int events(long id);
}
