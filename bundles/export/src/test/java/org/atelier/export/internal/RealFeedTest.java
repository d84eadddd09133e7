package org.atelier.export.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.atelier.export.EventFilter;
import org.atelier.export.ExportStore;
import org.atelier.export.Exports.Format;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What AMY published on 2016-04-04, written again. The data is not ours to copy: without it, this is skipped. */
class RealFeedTest {
    private List<Map<String, Object>> events;

    @BeforeEach
    void read() throws IOException {
        var file = shared().resolve("data/amy-website-2016-04-04.yml");
        assumeTrue(Files.exists(file), "skipped: there is no " + file + "; say where with -Datelier.shared=DIR");
        Map<String, List<Map<String, Object>>> data =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        events = new ArrayList<>(data.get("workshops_past"));
        events.addAll(data.get("workshops_current"));
    }

    /** The figure stands in AMY's access log of 2016-04-06. */
    @Test
    void the_events_tagged_ttt_are_7879_bytes_as_they_were_at_amy() {
        assertEquals(7_879, yaml("TTT").length);
    }

    @Test
    void every_event_reads_back_with_amys_own_human_date_and_url() {
        var all = yaml("");
        List<Map<String, Object>> readBack =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(new String(all, UTF_8));
        assertEquals(655, readBack.size());
        for (var i = 0; i < readBack.size(); i++) {
            var expected = new HashMap<>(events.get(i));
            expected.merge("country", "", (country, _) -> country.toString().toUpperCase(Locale.ROOT));
            assertEquals(expected, readBack.get(i));
        }
    }

    private byte[] yaml(String tag) {
        var store = new MemoryStore();
        store.tags.add(tag);
        for (var i = 0; i < events.size(); i++) {
            store.events.add(event(i + 1, events.get(i)));
        }
        var filter =
                new EventFilter(tag.isEmpty() ? List.of() : List.of(tag), OptionalLong.empty(), OptionalLong.empty());
        return MemoryStore.exports(store).events(filter, Format.YAML).bytes().orElseThrow();
    }

    private static ExportStore.Event event(long id, Map<String, Object> row) {
        var tags = ((List<?>) row.get("tags"))
                .stream().map(tag -> (String) ((Map<?, ?>) tag).get("name")).toList();
        return new ExportStore.Event(
                id,
                (String) row.get("slug"),
                day(row, "start").orElseThrow(),
                day(row, "end"),
                text(row, "url"),
                text(row, "contact"),
                text(row, "country").map(country -> country.toUpperCase(Locale.ROOT)),
                text(row, "venue"),
                text(row, "address"),
                Optional.ofNullable((Double) row.get("latitude")),
                Optional.ofNullable((Double) row.get("longitude")),
                text(row, "eventbrite_id"),
                tags);
    }

    private static Optional<String> text(Map<String, Object> row, String name) {
        return Optional.ofNullable((String) row.get(name));
    }

    private static Optional<LocalDate> day(Map<String, Object> row, String name) {
        return Optional.ofNullable((Date) row.get(name))
                .map(date -> date.toInstant().atZone(ZoneOffset.UTC).toLocalDate());
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
