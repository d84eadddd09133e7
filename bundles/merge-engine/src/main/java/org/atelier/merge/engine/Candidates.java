package org.atelier.merge.engine;

import java.util.List;
import org.atelier.domain.Lookup;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Finds the records that somebody may want to merge, of every kind that a descriptor declares. Every method throws
 * {@link MergeException} UNKNOWN_KIND where no kind has this name.
 */
@ProviderType
public interface Candidates {
    /** The most records a search finds. */
    int MAX_FOUND = 100;

    /** The record that this name or id leads to, as a merge would take it. */
    Lookup<Candidate> find(String kind, String nameOrId);

    /**
     * Records that have every word of the text in their name, in another unique value such as the e-mail address, or in
     * what others call them, such as the full name; first those whose name begins with the text, by name, then by id.
     *
     * @param text words separated by blanks, upper and lower case alike; blank finds nothing
     * @param limit at most so many; from 1 to {@link #MAX_FOUND}
     */
    List<Candidate> search(String kind, String text, int limit);
}
