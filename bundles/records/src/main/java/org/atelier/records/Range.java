package org.atelier.records;

/**
 * The numbers that a field takes, both ends included.
 *
 * @param least not more than {@code most}
 */
public record Range(int least, int most) {
    public Range {
        if (least > most) {
            throw new IllegalArgumentException("no number is from " + least + " to " + most);
        }
    }

    boolean holds(double number) {
        return number >= least && number <= most;
    }
}
