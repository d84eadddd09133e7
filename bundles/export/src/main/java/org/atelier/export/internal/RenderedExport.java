package org.atelier.export.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.atelier.export.Export;
import org.atelier.export.Exports.Format;

/** A rendered feed as it is handed out. */
record RenderedExport(Format format, String digest, Instant changed, Spool.Content content, KeptBytes kept)
        implements Export {
    /** Smaller bodies fit into a packet or two anyway. */
    private static final int SMALLEST_COMPRESSED = 1_024;

    /** The name of a compressed body is the digest of what it is made of: it cannot be another one's. */
    private record GzipOf(String digest) {}

    private record Compressed(byte[] bytes) implements KeptBytes.Weighed {
        @Override
        public long weight() {
            return bytes.length;
        }
    }

    @Override
    public long length() {
        return switch (content) {
            case Spool.Content.InMemory(var bytes) -> bytes.length;
            case Spool.Content.InFile file -> file.length();
        };
    }

    @Override
    public Optional<byte[]> bytes() {
        return content instanceof Spool.Content.InMemory(var bytes) ? Optional.of(bytes) : Optional.empty();
    }

    @Override
    public Optional<byte[]> gzip() {
        return bytes().filter(bytes -> bytes.length >= SMALLEST_COMPRESSED).map(this::compressed);
    }

    private byte[] compressed(byte[] bytes) {
        var key = new GzipOf(digest);
        var known = kept.get(key, Compressed.class);
        if (known.isPresent()) {
            return known.get().bytes();
        }
        var out = new Chunks();
        try (var gzip = new GZIPOutputStream(out, 1 << 14)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var compressed = new Compressed(out.whole());
        kept.put(key, compressed);
        return compressed.bytes();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        switch (content) {
            case Spool.Content.InMemory(var bytes) -> out.write(bytes);
            case Spool.Content.InFile file -> file.writeTo(out);
        }
    }

    @Override
    public void close() {
        content.close();
    }
}
