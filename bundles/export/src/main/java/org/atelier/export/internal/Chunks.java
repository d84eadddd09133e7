package org.atelier.export.internal;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes that become more, in pieces: an array that is doubled again and again would leave more than twice of what it holds
 * behind, in arrays so large that the heap has to grow for them, because they fit nowhere between the others.
 */
final class Chunks extends OutputStream {
    private static final int FIRST_BYTES = 1 << 16;

    /** Less than half a region of the smallest heap: what is larger, G1 handles apart. */
    private static final int CHUNK_BYTES = 1 << 18;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] last = new byte[FIRST_BYTES];
    private int filled;
    private int length;

    /** Is given the pieces, in order. */
    interface Taker {
        void take(byte[] bytes, int from, int count);
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        var end = from + count;
        for (var at = from; at < end; ) {
            if (filled == last.length) {
                full.add(last);
                last = new byte[CHUNK_BYTES];
                filled = 0;
            }
            var fits = Math.min(end - at, last.length - filled);
            System.arraycopy(bytes, at, last, filled, fits);
            filled += fits;
            at += fits;
        }
        length += count;
    }

    int length() {
        return length;
    }

    /** All of it in one. */
    byte[] whole() {
        var whole = new byte[length];
        var at = 0;
        for (var chunk : full) {
            System.arraycopy(chunk, 0, whole, at, chunk.length);
            at += chunk.length;
        }
        System.arraycopy(last, 0, whole, at, filled);
        return whole;
    }

    /** Gives all of it away, and is empty then. */
    void drainTo(Taker taker) {
        for (var chunk : full) {
            taker.take(chunk, 0, chunk.length);
        }
        taker.take(last, 0, filled);
        full.clear();
        filled = 0;
        length = 0;
    }
}
