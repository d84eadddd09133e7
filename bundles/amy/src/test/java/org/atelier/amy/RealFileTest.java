package org.atelier.amy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.atelier.domain.Dataset.Kind;
import org.junit.jupiter.api.Test;

/** What AMY published on 2016-04-04. The data is not ours to copy: without it, this is skipped. */
class RealFileTest {
    @Test
    void amys_exports_of_april_2016_are_read_whole() throws IOException {
        var file = shared().resolve("data/amy-website-2016-04-04.yml");
        assumeTrue(Files.exists(file), "skipped: there is no " + file + "; say where with -Datelier.shared=DIR");

        var reading = AmyReader.read(List.of(new AmyFile("amy.yml", Files.readAllBytes(file))));

        assertEquals(List.of(), reading.rejections());
        var rows = reading.rows();
        assertEquals(163, rows.rows(Kind.AIRPORT).size());
        assertEquals(782, rows.rows(Kind.PERSON).size());
        assertEquals(7, rows.rows(Kind.BADGE).size());
        assertEquals(655, rows.rows(Kind.EVENT).size());
        assertEquals(7, rows.rows(Kind.TAG).size());
        var events = rows.rows(Kind.EVENT_TAG).stream()
                .collect(Collectors.groupingBy(row -> row.values().get("tag"), Collectors.counting()));
        assertEquals(List.of(591L, 45L, 20L), List.of(events.get("SWC"), events.get("DC"), events.get("TTT")));
        var countries = rows.rows(Kind.EVENT).stream()
                .collect(Collectors.groupingBy(row -> row.values().get("country"), Collectors.counting()));
        assertEquals(9, countries.get("W3"));
        assertEquals(1, countries.get(""));
        assertEquals(
                119,
                rows.rows(Kind.EVENT).stream()
                        .map(row -> row.values().get("reg_key"))
                        .filter(Objects::isNull)
                        .count());
    }

    /** Beside the clone, unless told otherwise. */
    private static Path shared() {
        var told = System.getProperty("atelier.shared");
        if (told != null) {
            return Path.of(told);
        }
        var root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("mvnw")) && root.getParent() != null) {
            root = root.getParent();
        }
        return root.resolveSibling("shared");
    }
}
