package org.atelier.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a node takes of the machine, as Linux, its JVM and its database tell.
 *
 * @param resident MB of memory that the JVM has now
 * @param peak MB of memory that the JVM had at most
 * @param heap MB of heap in use after the garbage was collected
 * @param threads of the operating system, in the JVM
 * @param files open in the JVM, sockets among them
 * @param connections to the database
 * @param database MB of memory of the database's processes together, what they share counted once
 */
record Footprint(
        double resident, double peak, double heap, long threads, long files, long connections, double database) {
    static final String HEAD = """
            | | memory of the JVM, MB | at most, MB | heap after a collection, MB | threads | open files | connections | PostgreSQL, MB |
            |---|---|---|---|---|---|---|---|
            """;

    private static final Pattern HEAP = Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\".*} (\\S+)$");
    private static final double KB = 1024;

    static Footprint of(Shipped node) throws IOException, InterruptedException, SQLException {
        var process = Path.of("/proc", Long.toString(node.pid()));
        var status = Files.readString(process.resolve("status"));
        // before the collection, after which the JVM may give memory back
        var resident = number(status, "VmRSS") / KB;
        var peak = number(status, "VmHWM") / KB;
        node.collectGarbage();
        var heap = HEAP.matcher(node.metrics())
                .results()
                .mapToDouble(used -> Double.parseDouble(used.group(1)))
                .sum();
        try (var files = Files.list(process.resolve("fd"))) {
            return new Footprint(
                    resident,
                    peak,
                    heap / KB / KB,
                    number(status, "Threads"),
                    files.count(),
                    connections(node),
                    node.databaseProcesses().stream()
                                    .mapToLong(Footprint::proportional)
                                    .sum()
                            / KB);
        }
    }

    /** What nobody needs more of the longer it runs, and there is more of than chance explains; best nothing. */
    List<String> leaks(Footprint later) {
        var leaks = new ArrayList<String>();
        grown("MB of heap", later.heap - heap, 32, leaks);
        grown("threads", later.threads - threads, 20, leaks);
        grown("open files", later.files - files, 50, leaks);
        grown("connections to the database", later.connections - connections, 20, leaks);
        return leaks;
    }

    private static void grown(String what, double by, double most, List<String> leaks) {
        if (by > most) {
            leaks.add(String.format(Locale.ROOT, "%.0f more %s than before", by, what));
        }
    }

    /** What can be told without asking the node for anything, as it may be away. */
    static String glance(Shipped node) {
        try {
            var status = Files.readString(Path.of("/proc", Long.toString(node.pid()), "status"));
            return "%.0f MB, %d threads".formatted(number(status, "VmRSS") / KB, number(status, "Threads"));
        } catch (IOException | IllegalStateException _) {
            return "not there";
        }
    }

    String line(String when) {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %d | %d | %d | %.0f |%n",
                when,
                resident,
                peak,
                heap,
                threads,
                files,
                connections,
                database);
    }

    /** The value of a line such as {@code VmRSS:  1234 kB}. */
    private static long number(String status, String name) {
        var line = Pattern.compile("(?m)^" + name + ":\\s+(\\d+)").matcher(status);
        if (!line.find()) {
            throw new IllegalStateException("Linux tells no " + name);
        }
        return Long.parseLong(line.group(1));
    }

    private static long connections(Shipped node) throws SQLException {
        try (var connection = node.database();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** In KB; nothing for a process that has just ended, as those of connections do. */
    private static long proportional(ProcessHandle process) {
        var rollup = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
        try (Stream<String> lines = Files.lines(rollup)) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> number(line, "Pss"))
                    .sum();
        } catch (IOException | java.io.UncheckedIOException _) {
            return 0;
        }
    }
}
