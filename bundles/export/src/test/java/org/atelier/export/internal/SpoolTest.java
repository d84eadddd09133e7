package org.atelier.export.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path directory;

    @Test
    void bytes_come_out_as_they_went_in_however_they_are_cut() throws Exception {
        var bytes = new byte[5 * MEGABYTE];
        var dice = new Random(20_261_128);
        dice.nextBytes(bytes);
        // in memory; over the bound in small pieces; over it at once; nothing but one piece
        for (var most : new int[] {100, 3_000, MEGABYTE * 3 / 2, 5 * MEGABYTE}) {
            for (var inMemory : new int[] {10, MEGABYTE, 6 * MEGABYTE}) {
                try (var spool = new Spool(directory, inMemory)) {
                    for (var at = 0; at < bytes.length; ) {
                        var count = Math.min(most == bytes.length ? most : 1 + dice.nextInt(most), bytes.length - at);
                        spool.write(bytes, at, count);
                        at += count;
                    }
                    assertEquals(inMemory > bytes.length, spool.inMemory());
                    var whole = spool.whole();
                    assertEquals(sha256(bytes), whole.digest());
                    try (var content = whole.content()) {
                        assertArrayEquals(bytes, read(content), most + " at most, " + inMemory + " in memory");
                    }
                }
            }
        }
    }

    @Test
    void what_fits_exactly_stays_in_memory_and_one_byte_more_does_not() throws Exception {
        try (var fitting = new Spool(directory, MEGABYTE);
                var larger = new Spool(directory, MEGABYTE)) {
            fitting.write(new byte[MEGABYTE]);
            larger.write(new byte[MEGABYTE]);
            larger.write(new byte[1]);
            assertTrue(fitting.inMemory());
            assertFalse(larger.inMemory());
            assertInstanceOf(Spool.Content.InMemory.class, fitting.whole().content())
                    .close();
            var file =
                    assertInstanceOf(Spool.Content.InFile.class, larger.whole().content());
            assertEquals(MEGABYTE + 1, file.length());
            file.close();
        }
    }

    private static byte[] read(Spool.Content content) throws Exception {
        return switch (content) {
            case Spool.Content.InMemory(var bytes) -> bytes;
            case Spool.Content.InFile file -> {
                var out = new ByteArrayOutputStream();
                file.writeTo(out);
                yield out.toByteArray();
            }
        };
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
