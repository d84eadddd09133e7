package org.atelier.merge.engine;

import java.util.List;

/**
 * A record that could be merged.
 *
 * @param name the slug, username, domain or whatever else names it in addresses
 * @param known what else people know it by, in the order in which they would say it; nothing blank
 */
public record Candidate(long id, String name, List<String> known) {
    public Candidate {
        known = List.copyOf(known);
    }
}
