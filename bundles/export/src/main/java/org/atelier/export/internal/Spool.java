package org.atelier.export.internal;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.atelier.export.Exports;

/**
 * Takes what is rendered until it is whole: in memory up to a bound, in a file from there on. The file has no name any
 * more once it is open, so that nothing is left of it however the process ends.
 */
final class Spool implements AutoCloseable {
    /** What is written to the file at once. */
    private static final int CHUNK_BYTES = 1 << 18;

    private final Path directory;
    private final long inMemory;
    private final MessageDigest digest = sha256();

    /** The first of the bytes that are not in the file, or all of them. */
    private final Chunks held = new Chunks();

    private long length;
    private Optional<FileChannel> file = Optional.empty();

    /**
     * @param directory where a file may be made; it need not exist yet
     * @param inMemory how many bytes are held in memory at most
     */
    Spool(Path directory, int inMemory) {
        this.directory = directory;
        this.inMemory = inMemory;
    }

    /** @param digest SHA-256 in lower-case hexadecimal */
    record Whole(String digest, Content content) {}

    /** What was spooled. */
    sealed interface Content extends AutoCloseable {
        record InMemory(byte[] bytes) implements Content {
            @Override
            public void close() {
                // nothing but memory
            }
        }

        record InFile(FileChannel file, long length) implements Content {
            void writeTo(OutputStream out) throws IOException {
                file.position(0);
                Channels.newInputStream(file).transferTo(out);
            }

            @Override
            public void close() {
                Spool.close(file);
            }
        }

        @Override
        void close();
    }

    /** @throws Exports.NoRoomException if the file cannot be written */
    void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    /** @throws Exports.NoRoomException if the file cannot be written */
    void write(byte[] bytes, int from, int count) {
        digest.update(bytes, from, count);
        if (held.length() + (long) count > room()) {
            flush();
        }
        if (count > room()) {
            toFile(bytes, from, count);
        } else {
            held.write(bytes, from, count);
        }
        length += count;
    }

    /** What may be held at the moment: all that may be in memory at all, or what is on its way to the file. */
    private long room() {
        return file.isPresent() ? CHUNK_BYTES : inMemory;
    }

    long length() {
        return length;
    }

    /** Whether all of it is in memory so far. */
    boolean inMemory() {
        return file.isEmpty();
    }

    /** All of it, which is the caller's from now on; asked once, at the end. */
    Whole whole() {
        if (file.isPresent()) {
            flush();
        }
        var hash = HexFormat.of().formatHex(digest.digest());
        var content = file.<Content>map(open -> new Content.InFile(open, length))
                .orElseGet(() -> new Content.InMemory(held.whole()));
        file = Optional.empty();
        return new Whole(hash, content);
    }

    private void flush() {
        held.drainTo(this::toFile);
    }

    private void toFile(byte[] bytes, int from, int count) {
        try {
            if (file.isEmpty()) {
                Files.createDirectories(directory);
                file = Optional.of(FileChannel.open(
                        directory.resolve("export-" + UUID.randomUUID()), CREATE_NEW, READ, WRITE, DELETE_ON_CLOSE));
            }
            // Java copies what it writes out of the heap first, and keeps room for the largest copy with the thread
            for (var at = from; at < from + count; at += CHUNK_BYTES) {
                var left = ByteBuffer.wrap(bytes, at, Math.min(CHUNK_BYTES, from + count - at));
                while (left.hasRemaining()) {
                    file.get().write(left);
                }
            }
        } catch (IOException e) {
            throw new Exports.NoRoomException("a large feed cannot be written to " + directory, e);
        }
    }

    /** Lets go of what was not taken. */
    @Override
    public void close() {
        file.ifPresent(Spool::close);
    }

    private static void close(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
