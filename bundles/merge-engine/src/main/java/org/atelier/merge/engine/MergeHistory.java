package org.atelier.merge.engine;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What was merged, and what became of it. Nothing here changes anything; every method throws {@link MergeException} where
 * a kind or record is not there.
 */
@ProviderType
public interface MergeHistory {
    /**
     * Merges, newest first, also those that were taken back.
     *
     * @throws MergeException UNKNOWN_RECORD if there is no such record, and none of this name ever had a part in a merge
     */
    List<MergeSummary> merges(MergeQuery query);

    /**
     * Redirects by the time of their last change, oldest first: each name once, with what it leads to now. Chains of
     * merges are collapsed, so that no redirect leads to another.
     */
    List<RedirectChange> redirects(RedirectQuery query);

    /**
     * Where everything in a record came from.
     *
     * @param record a slug or an id; one that was merged away stands for its survivor
     * @throws MergeException UNKNOWN_RECORD
     */
    Explanation explain(String kind, String record);
}
