package org.atelier.export.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.atelier.export.Export;
import org.atelier.export.Exports.Format;

/** A feed as it was when the database last answered, which is so long ago. */
record OutlivedExport(Export of, Duration since) implements Export {
    @Override
    public Optional<Duration> age() {
        return Optional.of(since);
    }

    @Override
    public Format format() {
        return of.format();
    }

    @Override
    public String digest() {
        return of.digest();
    }

    @Override
    public Instant changed() {
        return of.changed();
    }

    @Override
    public long length() {
        return of.length();
    }

    @Override
    public Optional<byte[]> bytes() {
        return of.bytes();
    }

    @Override
    public Optional<byte[]> gzip() {
        return of.gzip();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        of.writeTo(out);
    }

    @Override
    public void close() {
        of.close();
    }
}
