package org.atelier.merge.engine;

import java.util.Optional;

/**
 * Which merges to list.
 *
 * @param kind only those of this kind
 * @param record only those in which the record of this slug or id had a part, also one that was merged away; needs the
 *     kind
 * @param before only those older than the one of this id
 * @param limit at most so many
 */
public record MergeQuery(Optional<String> kind, Optional<String> record, Optional<Long> before, int limit) {
    public MergeQuery {
        if (record.isPresent() && kind.isEmpty()) {
            throw new IllegalArgumentException("the name of a record means nothing without its kind");
        }
    }
}
