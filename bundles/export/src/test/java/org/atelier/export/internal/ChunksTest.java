package org.atelier.export.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunksTest {
    private final Random dice = new Random(11);
    private final Chunks chunks = new Chunks();
    private final ByteArrayOutputStream expected = new ByteArrayOutputStream();

    @Test
    void what_was_written_in_pieces_of_any_size_is_one_whole() {
        assertArrayEquals(new byte[0], chunks.whole());
        for (var longest : new int[] {1, 10, 70_000, 1_000_000}) {
            for (var i = 0; i < 20; i++) {
                write(dice.nextInt(longest + 1));
            }
            assertEquals(expected.size(), chunks.length());
            assertArrayEquals(expected.toByteArray(), chunks.whole());
        }
    }

    @Test
    void what_is_given_away_is_all_of_it_and_leaves_nothing() {
        write(900_000);
        var taken = new ByteArrayOutputStream();
        chunks.drainTo(taken::write);
        assertArrayEquals(expected.toByteArray(), taken.toByteArray());
        assertEquals(0, chunks.length());
        expected.reset();
        write(300_000);
        assertArrayEquals(expected.toByteArray(), chunks.whole());
    }

    private void write(int count) {
        var bytes = new byte[count + 3];
        dice.nextBytes(bytes);
        chunks.write(bytes, 2, count);
        expected.write(bytes, 2, count);
    }
}
