package org.atelier.itests;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows of the house, checked on the jars that were built. */
class ArchitectureIT {
    /** Which bundles may use which others directly; whatever stands on neither side does not exist. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("domain", Set.of()),
            Map.entry("merge-spi", Set.of("domain")),
            Map.entry("merge-descriptors", Set.of("merge-spi")),
            Map.entry("records", Set.of("merge-spi", "domain")),
            Map.entry("merge-engine", Set.of("merge-spi", "domain")),
            Map.entry("merge-strategies", Set.of("merge-spi")),
            Map.entry("duplicates", Set.of("domain")),
            Map.entry("upload", Set.of("domain", "duplicates")),
            Map.entry("finder", Set.of("domain")),
            Map.entry("backup", Set.of("domain")),
            Map.entry("overview", Set.of()),
            Map.entry("export", Set.of("domain")),
            Map.entry("amy", Set.of("domain")),
            Map.entry("demo-data", Set.of("domain")),
            Map.entry("history", Set.of("merge-engine", "merge-spi", "records", "domain")),
            Map.entry(
                    "persistence",
                    Set.of(
                            "domain",
                            "merge-spi",
                            "merge-engine",
                            "records",
                            "duplicates",
                            "upload",
                            "backup",
                            "finder",
                            "overview",
                            "history",
                            "export",
                            "security",
                            "http")),
            Map.entry("database-embedded", Set.of()),
            Map.entry("database-external", Set.of()),
            Map.entry("http", Set.of()),
            Map.entry("security", Set.of("http", "domain")),
            Map.entry("oidc", Set.of("security")),
            Map.entry("tls", Set.of("domain")),
            Map.entry("health", Set.of("domain", "http")),
            Map.entry("log", Set.of()),
            Map.entry("metrics", Set.of("domain", "http")),
            Map.entry("startup", Set.of()),
            Map.entry(
                    "rest",
                    Set.of(
                            "http",
                            "health",
                            "security",
                            "export",
                            "merge-engine",
                            "merge-spi",
                            "records",
                            "duplicates",
                            "upload",
                            "backup",
                            "finder",
                            "overview",
                            "history",
                            "domain",
                            "amy",
                            "demo-data")),
            Map.entry(
                    "web-admin",
                    Set.of(
                            "http",
                            "export",
                            "health",
                            "security",
                            "merge-engine",
                            "merge-spi",
                            "records",
                            "duplicates",
                            "upload",
                            "backup",
                            "finder",
                            "overview",
                            "history",
                            "domain")));

    private static final Map<String, Path> jars = new TreeMap<>();
    private static JavaClasses classes;

    @BeforeAll
    static void read_the_built_jars() throws IOException {
        try (var found = Files.walk(Path.of(System.getProperty("atelier.bundles")), 3)) {
            found.filter(path -> path.getParent().endsWith("target")
                            && path.getFileName().toString().matches(".*-[0-9][^/]*\\.jar")
                            && !path.getFileName().toString().matches(".*-(tests|sources|javadoc)\\.jar"))
                    .forEach(path ->
                            jars.put(path.getParent().getParent().getFileName().toString(), path));
        }
        var files = new ArrayList<JarFile>();
        for (var jar : jars.values()) {
            files.add(new JarFile(jar.toFile()));
        }
        classes = new ClassFileImporter().importJars(files);
        for (var file : files) {
            file.close();
        }
    }

    private static Manifest manifest(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return file.getManifest();
        }
    }

    private static String header(Path jar, String name) throws IOException {
        var value = manifest(jar).getMainAttributes().getValue(name);
        return value == null ? "" : value;
    }

    private static String root(String bundle) {
        return "org.atelier." + bundle.replace('-', '.');
    }

    @Test
    void every_bundle_is_known_here_and_enough_was_looked_at() {
        assertEquals(new TreeSet<>(MAY_USE.keySet()), new TreeSet<>(jars.keySet()));
        assertTrue(classes.size() >= 150, "only " + classes.size() + " classes were read");
    }

    @Test
    void arrows_point_the_allowed_way() {
        var wrong = new TreeSet<String>();
        for (var type : classes) {
            var from = bundleOf(type.getPackageName());
            for (var dependency : type.getDirectDependenciesFromSelf()) {
                var to = bundleOf(dependency.getTargetClass().getPackageName());
                if (!to.isEmpty()
                        && !to.equals(from)
                        && !MAY_USE.getOrDefault(from, Set.of()).contains(to)) {
                    wrong.add(from + " → " + to + ": " + dependency.getDescription());
                }
            }
        }
        assertEquals(Set.of(), wrong);
    }

    /** The bundle whose root package is the longest beginning of this one. */
    private static String bundleOf(String packageName) {
        return jars.keySet().stream()
                .filter(bundle -> packageName.equals(root(bundle)) || packageName.startsWith(root(bundle) + "."))
                .max(java.util.Comparator.comparingInt(String::length))
                .orElse("");
    }

    @Test
    void bundles_have_no_cycles() {
        slices().matching("org.atelier.(**)")
                .namingSlices("$1")
                .should()
                .beFreeOfCycles()
                .check(classes.that(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "live in a bundle's root package",
                        type -> jars.keySet().stream()
                                .anyMatch(bundle -> type.getPackageName().equals(root(bundle))))));
    }

    @Test
    void merging_knows_no_sql_and_no_http() {
        com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage("org.atelier.merge..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jooq..", "java.sql..", "javax.sql..", "jakarta.servlet..", "java.net.http..")
                .check(classes);
    }

    @Test
    void no_type_of_the_database_leaves_persistence() {
        com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage("org.atelier.persistence..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jooq..", "org.flywaydb..", "com.zaxxer..")
                .check(classes);
    }

    @Test
    void directory_symbolic_name_and_packages_say_the_same() throws IOException {
        for (var jar : jars.entrySet()) {
            assertEquals(root(jar.getKey()), header(jar.getValue(), "Bundle-SymbolicName"), jar.getKey());
        }
        for (var type : classes) {
            var inside = type.getPackageName();
            assertTrue(
                    jars.keySet().stream()
                            .anyMatch(bundle -> inside.equals(root(bundle))
                                    || inside.startsWith(root(bundle) + ".internal")
                                    || inside.startsWith(root(bundle) + ".jte")),
                    type.getName() + " is neither in a bundle's root package nor in its .internal");
        }
    }

    @Test
    void nothing_internal_is_exported_and_every_export_has_a_version_of_its_own() throws IOException {
        var exported = new ArrayList<String>();
        var clause = Pattern.compile("(?:^|,)(org\\.atelier[\\w.]*)((?:;[\\w:-]+=(?:\"[^\"]*\"|[^,;\"]*))*)");
        for (var jar : jars.entrySet()) {
            var matcher = clause.matcher(header(jar.getValue(), "Export-Package"));
            while (matcher.find()) {
                exported.add(matcher.group(1));
                assertEquals(
                        root(jar.getKey()), matcher.group(1), jar.getKey() + " exports more than its root package");
                assertTrue(
                        matcher.group(2).matches(".*;version=\"?[1-9][0-9]*\\.[0-9]+\\.[0-9]+\"?.*"),
                        matcher.group(1) + " is exported without a version: " + matcher.group(2));
            }
        }
        assertTrue(exported.containsAll(List.of("org.atelier.domain", "org.atelier.merge.spi")), exported.toString());
        for (var silent :
                List.of("persistence", "merge-strategies", "database-embedded", "database-external", "rest")) {
            assertEquals("", header(jars.get(silent), "Export-Package"), silent + " must export nothing");
        }
    }

    @Test
    void every_bundle_asks_for_java_25() throws IOException {
        for (var jar : jars.values()) {
            assertTrue(
                    header(jar, "Require-Capability").contains("(&(osgi.ee=JavaSE)(version=25))"),
                    jar.getFileName() + ": " + header(jar, "Require-Capability"));
        }
    }

    @Test
    void every_bundle_has_a_short_readme() throws IOException {
        for (var bundle : jars.keySet()) {
            var readme = Path.of(System.getProperty("atelier.bundles"), bundle, "README.md");
            assertTrue(Files.exists(readme), bundle + " has no README.md");
            var lines = Files.readAllLines(readme).size();
            assertTrue(lines <= 15, bundle + "/README.md has " + lines + " lines; 15 are enough");
        }
    }
}
