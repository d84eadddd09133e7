package org.atelier.export.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.atelier.domain.DatabaseUnavailableException;
import org.atelier.export.EventFilter;
import org.atelier.export.Export;
import org.atelier.export.ExportStore;
import org.atelier.export.ExportStore.Event;
import org.atelier.export.Exports;
import org.atelier.export.Exports.Format;
import org.atelier.export.Exports.NoRoomException;
import org.atelier.export.Exports.UnknownFilterException;
import org.atelier.export.ServedFeeds;
import org.atelier.export.ServedFeeds.Served;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredExportsTest {
    private final MemoryStore store = new MemoryStore();
    private final Exports exports = MemoryStore.exports(store);

    StoredExportsTest() {
        store.tags.add("TTT");
        store.tags.add("SWC");
        store.badges.add(new ExportStore.Badge("trainer", List.of()));
        store.put(event(5, "2016-05-06-here", "2016-05-06", "TTT"));
    }

    private static Event event(long id, String slug, String start, String... tags) {
        return new Event(
                id,
                slug,
                LocalDate.parse(start),
                Optional.of(LocalDate.parse(start)),
                Optional.of("https://github.com/owner/" + slug),
                Optional.of(""),
                Optional.of("W3"),
                Optional.of("Internet"),
                Optional.of(" "),
                Optional.of(-48.876667),
                Optional.of(0.00054),
                Optional.empty(),
                List.of(tags));
    }

    private static String text(Export export) {
        return new String(export.bytes().orElseThrow(), UTF_8);
    }

    /** What somebody renders who has kept nothing. */
    private String anew(EventFilter filter, Format format) {
        return text(MemoryStore.exports(store).events(filter, format));
    }

    @Test
    void an_event_has_amys_fields_in_amys_order() {
        assertEquals("""
                - slug: 2016-05-06-here
                  start: 2016-05-06
                  end: 2016-05-06
                  url: https://owner.github.io/2016-05-06-here/
                  humandate: May 06-06, 2016
                  contact: ''
                  country: W3
                  venue: Internet
                  address: ' '
                  latitude: -48.876667
                  longitude: 0.00054
                  eventbrite_id: null
                  tags:
                  - name: TTT
                """, text(exports.events(filter("TTT"), Format.YAML)));
    }

    @Test
    void a_tag_that_is_unknown_is_refused_by_name() {
        var refused =
                assertThrows(UnknownFilterException.class, () -> exports.events(filter("TTT", "NOSUCH"), Format.YAML));
        assertEquals(List.of("tag \"NOSUCH\""), refused.what());
    }

    @Test
    void while_the_database_is_away_what_was_last_right_is_given_and_says_how_old_that_is() {
        var before = exports.events(filter("TTT"), Format.YAML);
        assertEquals(Optional.empty(), before.age());
        store.away = Optional.of(Duration.ofMinutes(59));
        var meanwhile = exports.events(filter("TTT"), Format.YAML);
        assertEquals(text(before), text(meanwhile));
        assertEquals(before.digest(), meanwhile.digest());
        assertEquals(Optional.of(Duration.ofMinutes(59)), meanwhile.age());
        store.away = Optional.of(Duration.ofMinutes(60));
        assertThrows(DatabaseUnavailableException.class, () -> exports.events(filter("TTT"), Format.YAML));
        store.away = Optional.empty();
        assertEquals(
                Optional.empty(), exports.events(filter("TTT"), Format.YAML).age());
    }

    @Test
    void every_answer_is_counted_by_where_it_came_from() {
        var counting = MemoryStore.exports(store);
        counting.badges(Format.YAML);
        counting.badges(Format.YAML);
        var length = counting.badges(Format.YAML).length();
        store.away = Optional.of(Duration.ofSeconds(1));
        counting.badges(Format.YAML);

        assertEquals(1, told(counting, "atelier_feed_answers{feed=badges, from=rendered}"));
        assertEquals(2, told(counting, "atelier_feed_answers{feed=badges, from=kept}"));
        assertEquals(1, told(counting, "atelier_feed_answers{feed=badges, from=outlived}"));
        assertEquals(0, told(counting, "atelier_feed_answers{feed=events, from=rendered}"));
        assertEquals(length, told(counting, "atelier_feed_rendered_bytes{feed=badges}"));
        assertTrue(told(counting, "atelier_feeds_kept_bytes{}") >= length);
    }

    private static double told(StoredExports counting, String name) {
        return counting.measures().stream()
                .filter(measure -> name.equals(measure.name() + measure.labels()))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void what_is_not_kept_or_was_outdated_already_is_not_given_while_the_database_is_away() {
        exports.events(filter("TTT"), Format.YAML);
        exports.badges(Format.YAML);
        store.put(event(6, "2016-05-07-there", "2016-05-07", "TTT"));
        exports.badges(Format.YAML); // learns of the change, which is not of this feed
        store.away = Optional.of(Duration.ofSeconds(1));
        assertThrows(DatabaseUnavailableException.class, () -> exports.events(filter("TTT"), Format.YAML));
        assertThrows(DatabaseUnavailableException.class, () -> exports.events(filter("SWC"), Format.YAML));
        assertThrows(DatabaseUnavailableException.class, () -> exports.badges(Format.JSON));
        assertEquals(
                Optional.of(Duration.ofSeconds(1)), exports.badges(Format.YAML).age());
    }

    @Test
    void members_are_not_given_while_the_database_is_away() {
        var day = LocalDate.of(2016, 1, 1);
        exports.members(day, day, Format.YAML);
        store.away = Optional.of(Duration.ofSeconds(1));
        assertThrows(DatabaseUnavailableException.class, () -> exports.members(day, day, Format.YAML));
    }

    @Test
    void nothing_at_all_is_an_empty_list() {
        assertEquals("[]\n", text(exports.instructors(Format.YAML)));
        assertEquals("[]", text(exports.instructors(Format.JSON)));
    }

    @Test
    void a_badge_nobody_holds_has_an_empty_list_of_persons() {
        assertEquals("- name: trainer\n  persons: []\n", text(exports.badges(Format.YAML)));
    }

    @Test
    void csv_is_a_line_for_each_innermost_row() {
        store.badges.add(new ExportStore.Badge(
                "swc, \"old\"",
                List.of(
                        new ExportStore.Holder("Zoë 😀", "zoe", Optional.empty()),
                        new ExportStore.Holder("", " ron\n", Optional.of(LocalDate.of(2016, 2, 29))))));
        store.airports.add(new ExportStore.Airport(
                "Null",
                Optional.of(0.0),
                Optional.of(-1e-10),
                Optional.empty(),
                List.of(new ExportStore.Person("A", "a"), new ExportStore.Person("B", "b"))));
        store.put(event(6, "2016-05-06-there", "2016-05-06", "a;b\\", "TTT"));

        assertEquals("""
                name,person_name,person_user,awarded
                trainer,,,
                "swc, ""old""\",Zoë 😀,zoe,
                "swc, ""old""\",""," ron
                ",2016-02-29
                """, text(exports.badges(Format.CSV)).replace("\r\n", "\n"));
        assertEquals(
                "name,latitude,longitude,country,instructor_name,instructor_user\r\n"
                        + "Null,0.0,-1e-10,,A,a\r\nNull,0.0,-1e-10,,B,b\r\n",
                text(exports.instructors(Format.CSV)));
        assertEquals(
                "slug,start,end,url,humandate,contact,country,venue,address,latitude,longitude,eventbrite_id,tags\r\n"
                        + "2016-05-06-here,2016-05-06,2016-05-06,https://owner.github.io/2016-05-06-here/,"
                        + "\"May 06-06, 2016\",\"\",W3,Internet,\" \",-48.876667,0.00054,,TTT\r\n"
                        + "2016-05-06-there,2016-05-06,2016-05-06,https://owner.github.io/2016-05-06-there/,"
                        + "\"May 06-06, 2016\",\"\",W3,Internet,\" \",-48.876667,0.00054,,a\\;b\\\\;TTT\r\n",
                text(exports.events(EventFilter.ALL, Format.CSV)));
    }

    @Test
    void members_are_asked_for_by_their_days() {
        var from = LocalDate.of(2015, 1, 1);
        assertEquals(
                "- name: Ada 2015-01-01 2015-01-02\n  email: null\n  username: ada\n",
                text(exports.members(from, from.plusDays(1), Format.YAML)));
        assertEquals(
                "- name: Ada 2015-01-01 2015-01-03\n  email: null\n  username: ada\n",
                text(exports.members(from, from.plusDays(2), Format.YAML)));
    }

    @Test
    void what_did_not_change_is_not_read_again() {
        var first = exports.events(EventFilter.ALL, Format.YAML);
        var again = exports.events(EventFilter.ALL, Format.YAML);

        assertSame(first.bytes().orElseThrow(), again.bytes().orElseThrow());
        assertSame(first.gzip().isPresent(), again.gzip().isPresent());
        assertEquals(1, store.readWhole);
        assertEquals(0, store.readChanges);
    }

    @Test
    void a_filter_is_the_same_whatever_the_order_of_its_tags() {
        store.put(event(6, "both", "2016-01-01", "SWC", "TTT"));
        assertEquals(
                text(exports.events(filter("SWC", "TTT"), Format.JSON)),
                text(exports.events(filter("TTT", "SWC", "TTT"), Format.JSON)));
        assertEquals(1, store.readWhole);
    }

    @Test
    void after_any_changes_the_bytes_are_those_of_all_events_rendered_anew() {
        var random = new Random(20161128);
        for (var round = 0; round < 300; round++) {
            for (var change = 0; change <= random.nextInt(3); change++) {
                var id = 1 + random.nextInt(12);
                switch (random.nextInt(8)) {
                    case 0, 1 -> store.remove(id);
                    case 2 -> store.changes.add(List.of());
                    default ->
                        store.put(event(
                                id,
                                "slug-" + round,
                                "2016-01-0" + (1 + random.nextInt(4)),
                                random.nextBoolean() ? new String[] {"SWC"} : new String[] {"SWC", "TTT"}));
                }
            }
            for (var filter : List.of(EventFilter.ALL, filter("TTT"))) {
                for (var format : Format.values()) {
                    var export = exports.events(filter, format);
                    assertEquals(anew(filter, format), text(export), "round " + round);
                    assertEquals(
                            MemoryStore.exports(store).events(filter, format).digest(), export.digest());
                }
            }
        }
        assertTrue(store.readChanges > 1_000, "spliced " + store.readChanges);
    }

    @Test
    void a_change_that_leaves_the_bytes_alone_leaves_their_day_alone() {
        var before = exports.events(EventFilter.ALL, Format.YAML);
        store.changes.add(List.of(77L));
        var after = exports.events(EventFilter.ALL, Format.YAML);
        assertEquals(before.changed(), after.changed());
        store.put(event(6, "2016-05-07-here", "2016-05-07"));
        assertEquals(
                Instant.EPOCH.plusSeconds(3),
                exports.events(EventFilter.ALL, Format.YAML).changed());
    }

    @Test
    void a_database_that_fails_on_the_way_gives_no_feed_at_all_and_the_next_request_a_whole_one() {
        for (var id = 10; id < 20; id++) {
            store.put(event(id, "slug-" + id, "2016-01-01"));
        }
        store.afterTwo = () -> {
            throw new IllegalStateException("cursor closed");
        };
        assertThrows(IllegalStateException.class, () -> exports.events(EventFilter.ALL, Format.YAML));
        store.afterTwo = () -> {};
        assertEquals(anew(EventFilter.ALL, Format.YAML), text(exports.events(EventFilter.ALL, Format.YAML)));
    }

    @Test
    void what_changes_while_it_is_rendered_is_there_the_next_time() {
        store.put(event(6, "2016-05-05-here", "2016-05-05"));
        store.afterTwo = () -> store.put(event(7, "2016-05-07-new", "2016-05-07"));
        exports.events(EventFilter.ALL, Format.YAML);
        store.afterTwo = () -> {};
        assertTrue(text(exports.events(EventFilter.ALL, Format.YAML)).startsWith("- slug: 2016-05-07-new\n"));
    }

    @Test
    void a_large_feed_is_rendered_into_a_file_that_has_no_name(@TempDir Path directory) throws Exception {
        for (var id = 10; id < 3_000; id++) {
            store.put(event(id, "slug-" + id, "2016-01-01", "SWC"));
        }
        var small = new StoredExports(
                store, new StoredExports.Limits(directory.resolve("spool"), 1 << 20, 10_000, 1, Duration.ofHours(1)));
        for (var round = 0; round < 2; round++) {
            try (var export = small.events(EventFilter.ALL, Format.JSON)) {
                assertEquals(Optional.empty(), export.bytes());
                assertEquals(Optional.empty(), export.gzip());
                try (var files = Files.list(directory.resolve("spool"))) {
                    assertEquals(List.of(), files.toList());
                }
                var out = new ByteArrayOutputStream();
                export.writeTo(out);
                assertEquals(anew(EventFilter.ALL, Format.JSON), out.toString(UTF_8));
                assertEquals(out.size(), export.length());
                assertEquals(
                        MemoryStore.exports(store)
                                .events(EventFilter.ALL, Format.JSON)
                                .digest(),
                        export.digest());
            }
        }
        assertEquals("[]", text(small.instructors(Format.JSON)));
    }

    @Test
    void where_events_stand_is_remembered_only_while_they_are_in_memory(@TempDir Path directory) {
        for (var inMemory : List.of(1 << 20, 10_000)) {
            try (var rendering = new EventRendering(Feeds.events(Format.YAML), new Spool(directory, inMemory))) {
                for (var id = 1; id <= 1_000; id++) {
                    rendering.add(event(id, "slug-" + id, "2016-01-01", "SWC"));
                }
                var fresh = rendering.finished(new ExportStore.Moment("server", "1:1:", Instant.EPOCH));
                fresh.whole().content().close();
                var remembered = fresh.known().map(known -> known.index().size());
                assertEquals(inMemory > 10_000 ? Optional.of(1_000) : Optional.empty(), remembered);
            }
        }
    }

    @Test
    void a_disk_without_room_is_said_and_leaves_nothing_behind(@TempDir Path directory) throws Exception {
        store.put(event(6, "2016-05-05-here", "2016-05-05"));
        var file = Files.createFile(directory.resolve("no-directory"));
        var small = new StoredExports(store, new StoredExports.Limits(file, 1 << 20, 10, 1, Duration.ofHours(1)));
        for (var round = 0; round < 3; round++) {
            assertThrows(NoRoomException.class, () -> small.events(EventFilter.ALL, Format.JSON));
        }
    }

    @Test
    void gzip_reads_back_as_the_same_bytes_and_is_not_for_the_small() throws Exception {
        assertEquals(Optional.empty(), exports.badges(Format.YAML).gzip());
        for (var id = 10; id < 50; id++) {
            store.put(event(id, "slug-" + id, "2016-01-01"));
        }
        var export = exports.events(EventFilter.ALL, Format.YAML);
        var gzip = export.gzip().orElseThrow();
        assertTrue(gzip.length < export.length() / 5, "only " + gzip.length);
        assertSame(gzip, exports.events(EventFilter.ALL, Format.YAML).gzip().orElseThrow());
        assertArrayEquals(
                export.bytes().orElseThrow(), new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes());
    }

    @Test
    void what_was_asked_for_longest_ago_is_let_go_of_when_the_bytes_are_too_many() {
        for (var id = 10; id < 200; id++) {
            store.put(event(id, "slug-" + id, "2016-01-01", "SWC", "TTT"));
        }
        var bytes = exports.events(EventFilter.ALL, Format.YAML).length();
        var few = new StoredExports(
                store,
                new StoredExports.Limits(Path.of("target"), 2 * bytes + 20_000, 16 << 20, 1, Duration.ofHours(1)));
        store.readWhole = 0;
        few.events(EventFilter.ALL, Format.YAML);
        few.events(filter("SWC"), Format.YAML);
        few.events(EventFilter.ALL, Format.YAML);
        assertEquals(2, store.readWhole);
        few.events(filter("TTT"), Format.YAML);
        few.events(EventFilter.ALL, Format.YAML);
        assertEquals(3, store.readWhole);
        few.events(filter("SWC"), Format.YAML);
        assertEquals(4, store.readWhole);
    }

    private static EventFilter filter(String... tags) {
        return new EventFilter(List.of(tags), OptionalLong.empty(), OptionalLong.empty());
    }

    @Test
    void what_was_served_is_told_with_how_often_the_last_first() {
        var served = (ServedFeeds) exports;
        exports.badges(Format.YAML).close();
        assertEquals(List.of(), served.lately(), "nobody was answered");
        var ttt = new EventFilter(List.of("TTT", "SWC"), OptionalLong.of(7), OptionalLong.empty());
        for (var had : List.of(false, true, true)) {
            try (var export = exports.badges(Format.YAML)) {
                export.served(had);
            }
        }
        try (var export = exports.events(ttt, Format.JSON)) {
            export.served(false);
        }
        try (var export = exports.members(LocalDate.parse("2024-01-01"), LocalDate.parse("2026-01-01"), Format.CSV)) {
            export.served(false);
        }
        var lately = served.lately();
        assertEquals(
                List.of(
                        "export/members.csv?earliest=2024-01-01&latest=2026-01-01",
                        "events/published.json?tag=SWC&tag=TTT&host=7",
                        "export/badges.yaml"),
                lately.stream().map(Served::feed).toList());
        var badges = lately.getLast();
        assertEquals(
                List.of(1L, 2L, true, true),
                List.of(
                        badges.whole(),
                        badges.unchanged(),
                        badges.kept(),
                        badges.rendered().isPresent()));
        try (var export = exports.badges(Format.YAML)) {
            assertEquals(export.length(), badges.bytes());
        }
    }

    @Test
    void of_many_feeds_the_last_are_remembered_and_no_more() {
        for (var host = 1; host <= ServedFeeds.MOST + 5; host++) {
            try (var export = exports.events(
                    new EventFilter(List.of(), OptionalLong.of(host), OptionalLong.empty()), Format.YAML)) {
                export.served(false);
            }
        }
        var lately = ((ServedFeeds) exports).lately();
        assertEquals(ServedFeeds.MOST, lately.size());
        assertEquals(
                List.of("events/published.yaml?host=55", "events/published.yaml?host=6"),
                List.of(lately.getFirst().feed(), lately.getLast().feed()));
    }
}
