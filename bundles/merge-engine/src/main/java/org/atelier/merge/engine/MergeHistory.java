package org.atelier.merge.engine;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What was merged, and what became of it. Nothing here changes anything; every method throws {@link MergeException} where
 * a kind or record is not there.
 */
@ProviderType
public interface MergeHistory {
    /** Merges, newest first, also those that were taken back. */
    List<MergeSummary> merges(MergeQuery query);

    /**
     * Redirects by the time of their last change, oldest first: each name once, with what it leads to now. Chains of
     * merges are collapsed, so that no redirect leads to another.
     */
    List<RedirectChange> redirects(RedirectQuery query);

    /**
     * Where everything in a record came from.
     *
     * @param record a slug or an id
     * @throws MergeException RETIRED_RECORD naming the survivor
     */
    Explanation explain(String kind, String record);
}
