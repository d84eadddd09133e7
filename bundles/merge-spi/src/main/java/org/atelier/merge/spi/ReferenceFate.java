package org.atelier.merge.spi;

/** What becomes of one referring row. */
public sealed interface ReferenceFate {
    long row();

    /** It points to the survivor. */
    record Repoint(long row) implements ReferenceFate {}

    /** It points to nothing any more; refused where the column may not be NULL. */
    record Detach(long row) implements ReferenceFate {}
}
