package org.atelier.merge.engine;

import java.util.Optional;
import java.util.SortedMap;
import org.atelier.domain.NewOperation;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Merges two records into one. Every method that can refuse throws {@link MergeException}, having changed nothing.
 */
@ProviderType
public interface Merges {
    /** The kinds that can be merged, such as {@code event}, each with what people call it. */
    SortedMap<String, String> kinds();

    /** What there is to choose for this kind. */
    MergeForm form(String kind);

    /** What would be done; nothing is changed. */
    Plan plan(MergeRequest request);

    /** Both, of the same strategies. */
    Proposal propose(MergeRequest request);

    /** What there is to choose, and what would be done as it was chosen. */
    record Proposal(MergeForm form, Plan plan) {}

    /**
     * Does what the plan of this request says, in one transaction, if it is still the plan with this fingerprint.
     *
     * @throws MergeException STALE_PLAN if the records changed since the plan was shown
     */
    Receipt apply(MergeRequest request, String fingerprint, NewOperation by);

    /** The receipt of a merge that was done. */
    Optional<Receipt> receipt(long id);

    /** The plan as versioned JSON, the same text that its receipt will hold. */
    String json(Plan plan);
}
