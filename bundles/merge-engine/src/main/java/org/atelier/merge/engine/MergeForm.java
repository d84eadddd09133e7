package org.atelier.merge.engine;

import java.util.List;

/**
 * What can be chosen when two records of a kind are merged, made from the descriptors and the strategies installed at
 * this moment.
 *
 * @param fields in the order of the descriptor
 * @param relations ordered by name
 */
public record MergeForm(MergeableKind kind, List<Decision> fields, List<Decision> relations) {
    public MergeForm {
        fields = List.copyOf(fields);
        relations = List.copyOf(relations);
    }

    /**
     * One thing to decide.
     *
     * @param name of the field or relation
     * @param defaultStrategy the id used when nobody chooses; always among the offers
     */
    public record Decision(String name, String label, List<Offer> offers, String defaultStrategy) {
        public Decision {
            offers = List.copyOf(offers);
        }
    }

    /** A strategy that can be chosen. */
    public record Offer(String id, String label) {}
}
