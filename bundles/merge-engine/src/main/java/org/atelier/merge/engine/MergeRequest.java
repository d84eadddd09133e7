package org.atelier.merge.engine;

import java.util.Map;
import java.util.Optional;
import org.atelier.merge.spi.Side;

/**
 * What somebody wants merged, and how.
 *
 * @param kind such as {@code event}
 * @param a the slug or id of the first record
 * @param b the slug or id of the second record
 * @param base the side that survives
 * @param choices a strategy's id for each field or relation somebody chose for; the others get {@code fallback} where it
 *     is offered, else their descriptor's default
 * @param fallback the strategy for all that nobody chose for; empty for each one's own default
 */
public record MergeRequest(
        String kind, String a, String b, Side base, Map<String, String> choices, Optional<String> fallback) {
    public MergeRequest {
        choices = Map.copyOf(choices);
    }
}
