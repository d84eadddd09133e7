package org.atelier.backup;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.atelier.backup.internal.ManifestJson;

/** A backup on disk. Whatever is read from it is compared with what its manifest says. */
public final class BackupFile implements Closeable {
    /** The entry that says what is in the others; written last. */
    public static final String MANIFEST = "manifest.json";

    /** What the entries of the tables begin with. */
    public static final String TABLES = "tables/";

    /** A manifest names some dozens of tables; one much longer is none. */
    private static final int MAX_MANIFEST = 4_000_000;

    /** Told after each table. */
    @FunctionalInterface
    public interface Progress {
        void checked(String table, int done, int of);
    }

    private final Path file;
    private final ZipFile zip;
    private final Manifest manifest;

    private BackupFile(Path file, ZipFile zip, Manifest manifest) {
        this.file = file;
        this.zip = zip;
        this.manifest = manifest;
    }

    /**
     * Reads the manifest, and nothing else yet.
     *
     * @throws BadBackupException if the file is no backup, is not whole, or is of a format this build does not read
     * @throws IOException if it cannot be read at all
     */
    public static BackupFile open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new BadBackupException(
                    file + (Files.exists(file) ? " is not a file, and so not a backup." : " does not exist."));
        }
        var zip = zip(file);
        try {
            var manifest = manifest(file, zip);
            requireSameEntries(file, zip, manifest);
            return new BackupFile(file, zip, manifest);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static ZipFile zip(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException | EOFException e) {
            throw new BadBackupException(
                    file + " is not a backup, or only the beginning of one: it is no whole zip.", e);
        }
    }

    private static Manifest manifest(Path file, ZipFile zip) throws IOException {
        var entry = zip.getEntry(MANIFEST);
        if (entry == null) {
            throw new BadBackupException(file + " is not a backup of Atelier: it has no " + MANIFEST + ".");
        }
        try (var in = zip.getInputStream(entry)) {
            var bytes = in.readNBytes(MAX_MANIFEST + 1);
            if (bytes.length > MAX_MANIFEST) {
                throw new BadBackupException(file + " is not a backup of Atelier: its " + MANIFEST + " is too long.");
            }
            // of the tables the manifest has checksums; of itself the zip has one, which Java does not look at
            var crc = new CRC32();
            crc.update(bytes);
            if (crc.getValue() != entry.getCrc()) {
                throw new BadBackupException(file + " is damaged: its " + MANIFEST + " is not what was written.");
            }
            return ManifestJson.read(bytes);
        } catch (ZipException | EOFException e) {
            throw damaged(file, MANIFEST, e);
        }
    }

    private static void requireSameEntries(Path file, ZipFile zip, Manifest manifest) throws BadBackupException {
        var there = zip.stream().map(entry -> entry.getName()).collect(Collectors.toCollection(TreeSet::new));
        var told = manifest.tables().stream()
                .map(table -> TABLES + table.name())
                .collect(Collectors.toCollection(TreeSet::new));
        told.add(MANIFEST);
        if (!there.equals(told)) {
            throw new BadBackupException(
                    file + " is damaged: it holds " + there + " and its manifest speaks of " + told + ".");
        }
    }

    public Manifest manifest() {
        return manifest;
    }

    /**
     * Reads everything, and compares rows, bytes and checksums with the manifest.
     *
     * @throws BadBackupException if anything differs, naming the table
     */
    public void check(Progress progress) throws IOException {
        var done = 0;
        for (var table : manifest.tables()) {
            try (var rows = open(table)) {
                rows.transferTo(OutputStream.nullOutputStream());
            }
            progress.checked(table.name(), ++done, manifest.tables().size());
        }
    }

    /**
     * The rows of a table as COPY reads them. Whoever comes to the end knows that they are what was written: else the
     * last read throws {@link BadBackupException}.
     */
    public InputStream open(Manifest.Table table) throws IOException {
        try {
            var entry = zip.getEntry(TABLES + table.name());
            return new Checked(new BufferedInputStream(zip.getInputStream(entry), 1 << 16), table);
        } catch (ZipException | EOFException e) {
            throw damaged(file, "the table " + table.name(), e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static BadBackupException damaged(Path file, String what, Throwable cause) {
        return new BadBackupException(
                file + " is damaged: " + what + " cannot be read (" + cause.getMessage() + ").", cause);
    }

    /** Counts and hashes what is read, and compares at the end. */
    private final class Checked extends FilterInputStream {
        private final Manifest.Table table;
        private final MessageDigest digest = Digests.sha256();
        private long bytes;
        private long rows;
        private boolean compared;

        Checked(InputStream in, Manifest.Table table) {
            super(in);
            this.table = table;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count;
            try {
                count = in.read(buffer, offset, length);
            } catch (ZipException | EOFException e) {
                throw damaged(file, "the table " + table.name(), e);
            }
            if (count < 0) {
                compare();
                return count;
            }
            digest.update(buffer, offset, count);
            bytes += count;
            for (var i = offset; i < offset + count; i++) {
                if (buffer[i] == '\n') {
                    rows++;
                }
            }
            return count;
        }

        /** Once only: a digest forgets what it was told. */
        private void compare() throws BadBackupException {
            if (compared) {
                return;
            }
            compared = true;
            var sha256 = HexFormat.of().formatHex(digest.digest());
            if (bytes != table.bytes() || rows != table.rows() || !sha256.equals(table.sha256())) {
                throw new BadBackupException(
                        "%s is damaged: of the table %s there are %,d rows, %,d bytes, SHA-256 %s, and there should be %,d, %,d, %s."
                                .formatted(
                                        file,
                                        table.name(),
                                        rows,
                                        bytes,
                                        sha256,
                                        table.rows(),
                                        table.bytes(),
                                        table.sha256()));
            }
        }

        @Override
        public long skip(long count) throws IOException {
            // nothing is passed over unread
            return count <= 0 ? 0 : readNBytes((int) Math.min(count, 1 << 16)).length;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
