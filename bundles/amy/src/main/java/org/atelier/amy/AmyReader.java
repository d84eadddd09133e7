package org.atelier.amy;

import java.util.List;
import org.atelier.amy.internal.AmyRows;

/** Turns AMY's public exports into rows that can be brought in. */
public final class AmyReader {
    private AmyReader() {}

    /**
     * Reads the website's combined file, the answers of {@code export/instructors}, {@code export/badges} and
     * {@code events/published}, or any of them together, each as YAML or JSON in UTF-8.
     *
     * <p>Rows come in the order of the files: airports with their people, badges with their holders, then events, past
     * before current. A bad row is left out and reported; the others are still read.
     *
     * @param files at most 32 Mi characters each, at most 50 levels deep
     * @throws UnreadableFileException if a file is not what AMY publishes, is malformed or goes beyond the limits
     */
    public static Reading read(List<AmyFile> files) {
        var rows = new AmyRows();
        for (var file : files) {
            rows.add(file);
        }
        return rows.reading();
    }
}
