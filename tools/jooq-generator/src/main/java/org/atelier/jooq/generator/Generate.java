package org.atelier.jooq.generator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.atelier.database.embedded.internal.Directories;
import org.atelier.database.embedded.internal.PostgresOptions;
import org.atelier.database.embedded.internal.PostgresServer;
import org.flywaydb.core.Flyway;
import org.jooq.Constants;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Target;

/**
 * Writes jOOQ's classes for the schema {@code public} that a directory of Flyway migrations makes.
 *
 * <p>Arguments: the directory of migrations, the directory to write to (its old content is replaced), the package.
 * Same migrations, same files: no date is written into them.
 */
public final class Generate {
    private Generate() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3) {
            System.err.println("usage: Generate MIGRATIONS_DIRECTORY OUTPUT_DIRECTORY PACKAGE");
            System.exit(2);
        }
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        generate(Path.of(arguments[0]).toAbsolutePath(), Path.of(arguments[1]).toAbsolutePath(), arguments[2]);
    }

    static void generate(Path migrations, Path output, String packageName) throws Exception {
        var fingerprint = fingerprint(migrations, packageName);
        var stamp = output.resolveSibling(output.getFileName() + ".made-from");
        if (Files.exists(stamp) && Files.readString(stamp).equals(fingerprint)) {
            return;
        }
        Files.deleteIfExists(stamp);
        var home = Files.createTempDirectory("atelier-jooq-");
        try {
            var options = PostgresOptions.in(home, "only while the classes are written")
                    .forgetful();
            try (var server = PostgresServer.start(options)) {
                migrate(server, migrations);
                write(server, output, packageName);
            }
        } finally {
            Directories.delete(home);
        }
        Files.writeString(stamp, fingerprint);
    }

    private static void migrate(PostgresServer server, Path migrations) {
        var migrated = Flyway.configure()
                .dataSource(server.dataSource())
                .locations("filesystem:" + migrations)
                .failOnMissingLocations(true)
                .load()
                .migrate();
        if (migrated.migrationsExecuted == 0) {
            throw new IllegalArgumentException("no migration in " + migrations);
        }
    }

    private static void write(PostgresServer server, Path output, String packageName) throws Exception {
        Directories.delete(output);
        try (var connection = server.dataSource().getConnection()) {
            var tool = new GenerationTool();
            tool.setConnection(connection);
            tool.run(new Configuration()
                    .withGenerator(new Generator()
                            .withDatabase(new Database()
                                    .withName("org.jooq.meta.postgres.PostgresDatabase")
                                    .withInputSchema("public")
                                    .withOutputSchemaToDefault(true)
                                    .withExcludes("flyway_schema_history")
                                    .withIncludeRoutines(false))
                            .withGenerate(new org.jooq.meta.jaxb.Generate()
                                    .withRecords(true)
                                    .withGeneratedAnnotation(false)
                                    .withJavadoc(false)
                                    .withComments(false))
                            .withTarget(
                                    new Target().withPackageName(packageName).withDirectory(output.toString()))));
        }
    }

    /** Changes whenever the classes could: with the migrations, their names, jOOQ, and this program's options. */
    private static String fingerprint(Path migrations, String packageName)
            throws IOException, NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(("1 " + Constants.FULL_VERSION + " " + packageName).getBytes(StandardCharsets.UTF_8));
        try (var files = Files.walk(migrations)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                digest.update(("\n" + migrations.relativize(file) + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
