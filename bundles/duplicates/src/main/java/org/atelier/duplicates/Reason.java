package org.atelier.duplicates;

/**
 * What one rule saw in two records.
 *
 * @param weight how much it tells of these two, in percent; negative if it speaks against
 * @param words the values, as in "both at 40.7, -74.0, within 200 m"
 */
public record Reason(Rule rule, int weight, String words) {
    public boolean speaksFor() {
        return weight > 0;
    }
}
