package org.atelier.export.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.atelier.export.Export;
import org.atelier.export.Exports.Format;

/**
 * A feed given to somebody.
 *
 * @param age how long ago the database was asked, where it does not answer now
 * @param log told whether they had it already
 */
record GivenExport(RenderedExport of, Optional<Duration> age, Log log) implements Export {
    @FunctionalInterface
    interface Log {
        void served(boolean had);
    }

    @Override
    public void served(boolean had) {
        log.served(had);
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
