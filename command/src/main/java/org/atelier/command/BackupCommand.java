package org.atelier.command;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.atelier.backup.BackupFile;
import org.atelier.backup.BadBackupException;
import org.atelier.backup.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Fetches a backup, checks it, and only then gives it its name. */
@Command(
        name = "backup",
        description = {
            "Write all data of a running Atelier into one file, as they are at this moment; everybody goes on working.",
            "The file is for its owner alone: the hashes of passwords and tokens are in it. Needs an administrator's"
                    + " token. \"bin/atelier restore FILE\" reads it."
        })
final class BackupCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private Common common;

    @Parameters(
            paramLabel = "FILE",
            description = "Where to write it, as in atelier-2026-11-28.zip. A file that is there is never overwritten.")
    private Path file;

    BackupCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return common.run(surroundings, (api, terminal) -> {
            var target = file.toAbsolutePath();
            if (Files.exists(target)) {
                throw thereAlready(null);
            }
            if (!Files.isDirectory(target.getParent())) {
                throw noDirectory(target.getParent());
            }
            var manifest = fetch(api, terminal, target);
            if (terminal.json()) {
                terminal.json(Api.JSON
                        .createObjectNode()
                        .put("file", target.toString())
                        .put("at", manifest.at().toString())
                        .put("schema", manifest.schema())
                        .put("tables", manifest.tables().size())
                        .put("rows", manifest.rows())
                        .put("bytes", target.toFile().length()));
            } else {
                terminal.say("%s: %,d rows of %d tables as of %s, %s, every checksum verified."
                        .formatted(
                                file,
                                manifest.rows(),
                                manifest.tables().size(),
                                manifest.at(),
                                size(target.toFile().length())));
                terminal.say("Hashes of passwords and tokens are in it: keep it as safe as the home directory.");
            }
            return ExitCode.DONE;
        });
    }

    /** Nothing ever has the name of the file but a whole backup that is on the disk. */
    private Manifest fetch(Api api, Terminal terminal, Path target) {
        try {
            // readable by the owner alone from the beginning
            var unfinished = Files.createTempFile(target.getParent(), target.getFileName() + ".", ".unfinished");
            try {
                try (var channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                    api.download("/api/v1/backup", new Told(Channels.newOutputStream(channel), terminal));
                    channel.force(true);
                }
                try (var backup = BackupFile.open(unfinished)) {
                    backup.check((_, done, of) -> terminal.progress("tables checked", done, of));
                    // refuses a name that somebody took meanwhile
                    Files.move(unfinished, target);
                    force(target.getParent());
                    return backup.manifest();
                }
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (FileAlreadyExistsException e) {
            throw thereAlready(e);
        } catch (BadBackupException e) {
            throw Failure.here(
                    ExitCode.UNREACHABLE,
                    "broken-backup",
                    "Not a whole backup",
                    "What arrived is not a whole backup, and was not kept: " + e.getMessage(),
                    "Try again; log/atelier.log of the platform tells what went wrong there.",
                    e);
        } catch (IOException e) {
            throw Failure.here(
                    ExitCode.FAILED,
                    "unwritable-file",
                    "The file cannot be written",
                    file + " cannot be written: " + e + ".",
                    "See that its directory exists, is yours, and has room; nothing was left there.",
                    e);
        }
    }

    private static void force(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Failure thereAlready(Exception cause) {
        return Failure.here(
                ExitCode.REFUSED,
                "file-exists",
                "There already",
                file + " is there already, and is not overwritten.",
                "Choose another name.",
                cause);
    }

    private static Failure noDirectory(Path directory) {
        var there = Files.exists(directory);
        return Failure.here(
                ExitCode.USAGE,
                "no-directory",
                "No directory",
                there ? directory + " is not a directory." : "The directory " + directory + " does not exist.",
                there ? "Choose another name." : "Make it, or choose another name.");
    }

    static String size(long bytes) {
        return bytes < 1_000_000 ? "%,d bytes".formatted(bytes) : "%,.1f MB".formatted(bytes / 1e6);
    }

    /** Tells how much has come, a megabyte at a time. */
    private static final class Told extends FilterOutputStream {
        private static final int STEP = 1_000_000;

        private final Terminal terminal;
        private long bytes;

        Told(OutputStream out, Terminal terminal) {
            super(out);
            this.terminal = terminal;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            out.write(buffer, offset, length);
            if (bytes / STEP != (bytes + length) / STEP) {
                terminal.progress("fetched " + size(bytes + length));
            }
            bytes += length;
        }
    }
}
