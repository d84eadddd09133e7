package org.atelier.duplicates;

/**
 * Something by which two records may be recognized as one.
 *
 * @param name what programs and addresses call it, such as {@code place-and-dates}
 * @param label what people call it, in few words
 * @param weight how much it tells at most, in percent; negative if it speaks against
 */
public record Rule(String name, String label, int weight) {
    public Rule {
        if (weight == 0 || weight < -99 || weight > 99) {
            throw new IllegalArgumentException("no rule is sure, and none tells nothing: " + name + " " + weight);
        }
    }

    public boolean speaksFor() {
        return weight > 0;
    }
}
