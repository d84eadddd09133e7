package org.atelier.restore;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.atelier.backup.BackupFile;
import org.atelier.backup.Manifest;
import org.atelier.database.embedded.internal.PostgresException;
import org.atelier.database.external.internal.ExternalDatabase;
import org.atelier.persistence.internal.Restoration;
import org.atelier.persistence.internal.Restoration.RefusedException;

/**
 * Restores the backup that its one argument names into the database that the settings name, which must be empty; the
 * settings are system properties, as the launcher tells them.
 */
public final class Main {
    private final Function<String, Optional<String>> settings;
    private final PrintStream out;

    Main(Function<String, Optional<String>> settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    public static void main(String[] arguments) {
        var main = new Main(
                name -> Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isEmpty()), System.out);
        orSayWhyNot(() -> main.restore(Path.of(arguments[0])));
    }

    /** Whether the one argument names a backup, as its manifest tells: nothing is touched for it, and no setting read. */
    public static void look(String[] arguments) {
        orSayWhyNot(() -> BackupFile.open(Path.of(arguments[0])).close());
    }

    /** What may go wrong while it restores. */
    @FunctionalInterface
    private interface Step {
        void take() throws RefusedException, IOException;
    }

    private static void orSayWhyNot(Step step) {
        try {
            step.take();
        } catch (RefusedException | PostgresException | IllegalArgumentException | IOException e) {
            System.err.println("Not restored: " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * @throws RefusedException if the database is not empty, or the backup does not fit
     * @throws IOException if the backup is none, is damaged, or the home directory cannot be written
     */
    void restore(Path file) throws RefusedException, IOException {
        try (var backup = BackupFile.open(file)) {
            var manifest = backup.manifest();
            say("%s: of %s, by Atelier %s with schema version %s on PostgreSQL %s."
                    .formatted(file, manifest.at(), manifest.atelier(), manifest.schema(), manifest.postgresql()));
            if (settings.apply("atelier.database.url").isPresent()) {
                check(backup);
                var schema = new Restoration(ExternalDatabase.source(settings), backup, restored(manifest)).run();
                done(manifest, schema);
            } else {
                try (var home = NewHome.of(settings)) {
                    check(backup);
                    var schema = new Restoration(home.start(), backup, restored(manifest)).run();
                    home.keep();
                    done(manifest, schema);
                }
            }
        }
    }

    private void check(BackupFile backup) throws IOException {
        backup.check((_, _, _) -> {});
        say("Every checksum is right.");
    }

    private BackupFile.Progress restored(Manifest manifest) {
        return (table, done, of) -> say("  %d of %d: %s, %s"
                .formatted(
                        done,
                        of,
                        table,
                        rows(manifest.table(table).orElseThrow().rows())));
    }

    private static String rows(long count) {
        return "%,d %s".formatted(count, count == 1 ? "row" : "rows");
    }

    private void done(Manifest manifest, String schema) {
        say("Restored: %s of %d tables, each read again and found the same; the schema has version %s."
                .formatted(rows(manifest.rows()), manifest.tables().size(), schema));
        say("Start it with: bin/atelier start. Everybody signs in anew; this home has a key of its own.");
    }

    private void say(String line) {
        out.println(line);
    }
}
