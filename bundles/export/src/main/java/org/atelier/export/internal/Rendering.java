package org.atelier.export.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** A feed while its rows are put together in a spool. To be closed: what was not finished is thrown away. */
final class Rendering implements AutoCloseable {
    private final Frame frame;
    private final Spool spool;
    private final byte[] separator;
    private boolean begun;

    Rendering(Frame frame, Spool spool) {
        this.frame = frame;
        this.spool = spool;
        separator = ascii(frame.separator());
    }

    void add(byte[] row) {
        add(row, 0, row.length);
    }

    /** Adds a row, and says where it begins. */
    long add(byte[] rows, int from, int length) {
        spool.write(begun ? separator : ascii(frame.opening()));
        begun = true;
        var at = spool.length();
        spool.write(rows, from, length);
        return at;
    }

    /** Whether all of it is in memory so far. */
    boolean inMemory() {
        return spool.inMemory();
    }

    /** All of it, which is the caller's from now on. */
    Spool.Whole finished() {
        spool.write(ascii(begun ? frame.closing() : frame.empty()));
        return spool.whole();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    @Override
    public void close() {
        spool.close();
    }
}
