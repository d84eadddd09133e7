package org.atelier.duplicates;

import java.util.List;

/**
 * A page of duplicates, the likeliest first; those of the same score by their ids.
 *
 * @param total how many there are on all pages
 * @param cut whether so many pairs share something that not all of them were looked at
 */
public record DuplicatePage(List<Duplicate> duplicates, int total, boolean cut) {
    public DuplicatePage {
        duplicates = List.copyOf(duplicates);
    }
}
