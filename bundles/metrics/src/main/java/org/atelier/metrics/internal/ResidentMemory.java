package org.atelier.metrics.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What the process takes of the machine's memory, as Linux tells. */
final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern LINE = Pattern.compile("VmRSS:\\s+([0-9]+) kB");

    private ResidentMemory() {}

    /** In bytes; not a number where nobody tells. */
    static double bytes() {
        try (var lines = Files.lines(STATUS)) {
            return lines.map(LINE::matcher)
                    .filter(java.util.regex.Matcher::matches)
                    .mapToDouble(line -> Long.parseLong(line.group(1)) * 1024.0)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
