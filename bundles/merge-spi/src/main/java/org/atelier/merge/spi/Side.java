package org.atelier.merge.spi;

/** One of the two records of a merge. */
public enum Side {
    A,
    B;

    public Side other() {
        return this == A ? B : A;
    }
}
