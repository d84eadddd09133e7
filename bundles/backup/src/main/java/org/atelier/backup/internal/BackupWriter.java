package org.atelier.backup.internal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.atelier.backup.BackupFile;
import org.atelier.backup.BackupStore.Moment;
import org.atelier.backup.Digests;
import org.atelier.backup.Manifest;

/** Writes what a moment has as a zip, table by table, and the manifest last. */
final class BackupWriter {
    private BackupWriter() {}

    /**
     * @param to is flushed, and not closed
     * @throws IOException if it cannot be written; the zip then has no end, and nobody takes it for one
     */
    static Manifest write(Moment moment, String atelier, OutputStream to) throws IOException {
        // not closed: that would give an end to what broke off
        var zip = new ZipOutputStream(to);
        var tables = new ArrayList<Manifest.Table>();
        for (var table : moment.tables()) {
            begin(zip, BackupFile.TABLES + table.name(), moment);
            var hashed = new Hashed(zip);
            var rows = moment.copy(table, hashed);
            zip.closeEntry();
            tables.add(new Manifest.Table(table.name(), table.columns(), rows, hashed.bytes, hashed.sha256()));
        }
        var manifest = new Manifest(
                Manifest.FORMAT,
                atelier,
                moment.schema(),
                moment.postgresql(),
                moment.at(),
                tables,
                // after the rows: whatever number one of them has was given by then
                moment.sequences(),
                moment.leftOut());
        begin(zip, BackupFile.MANIFEST, moment);
        zip.write(ManifestJson.write(manifest));
        zip.closeEntry();
        zip.finish();
        zip.flush();
        return manifest;
    }

    private static void begin(ZipOutputStream zip, String name, Moment moment) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTime(moment.at().toEpochMilli());
        zip.putNextEntry(entry);
    }

    private static final class Hashed extends FilterOutputStream {
        private final MessageDigest digest = Digests.sha256();
        private long bytes;

        Hashed(OutputStream out) {
            super(out);
        }

        String sha256() {
            return HexFormat.of().formatHex(digest.digest());
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            out.write(buffer, offset, length);
            digest.update(buffer, offset, length);
            bytes += length;
        }

        @Override
        public void flush() {
            // whoever copies flushes after each table; the zip knows better when it has enough
        }
    }
}
