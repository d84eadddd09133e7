package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.atelier.export.EventFilter;
import org.atelier.export.ExportStore;
import org.atelier.export.ExportStore.Answer;
import org.atelier.testing.postgres.StatementCounter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresExportStoreTest {
    private static final EventFilter ALL = EventFilter.ALL;

    private static Bed bed;
    private static ExportStore store;

    @BeforeAll
    static void make() {
        bed = Bed.made();
        store = new PostgresExportStore(bed.database, new ChangeWatch(bed.database));
        bed.psql.execute("""
                insert into tag (id, name) values (3, 'SWC'), (2, 'DC'), (5, 'TTT'), (6, 'unused');
                insert into organization (id, domain, fullname) values (1, 'a.org', 'A'), (2, 'b.org', 'B');
                insert into badge (id, name) values (4, 'creator'), (2, 'trainer'), (9, 'nobody');
                insert into airport (id, name, iata, country, latitude, longitude) values
                    (8, 'Zürich', 'ZRH', 'CH', 47.458056, 8.548056), (3, 'Null Island', null, '', 0, -1.0E-10),
                    (5, 'Empty', null, 'GB', 1, 1);
                insert into person (id, username, personal, middle, family, airport_id) values
                    (1, 'luna', 'Luna', '', 'Lovegood', 8), (2, 'ron', ' Ron ', 'B.', '', 3),
                    (3, 'zoe', 'Zoë 😀', null, null, 8), (4, 'nowhere', 'N', null, 'W', null);
                insert into award (id, person_id, badge_id, awarded) values
                    (7, 1, 2, '2016-02-29'), (6, 3, 2, null), (5, 4, 4, '2012-12-31');
                """);
        event(10, "newest", "2016-05-06", "");
        event(11, "same-day-later-id", "2016-05-05", "");
        event(9, "same-day", "2016-05-05", "");
        event(
                12,
                "old",
                "2011-11-07",
                ", \"end\" = '2011-11-08', country = 'W3', venue = ' ', url = ''"
                        + ", latitude = 0.00054, longitude = -0.1, reg_key = '', contact = 'x@example.org', host_id = 1");
        event(13, "no-country", "2016-01-01", ", country = null");
        event(14, "no-start", "2016-01-01", ", start = null");
        event(15, "no-url", "2016-01-01", ", url = null");
        event(16, "no-latitude", "2016-01-01", ", latitude = null");
        event(17, "no-longitude", "2016-01-01", ", longitude = null");
        event(18, "no-venue", "2016-01-01", ", venue = ''");
        event(19, "no-address", "2016-01-01", ", address = ''");
        event(20, "null-address", "2016-01-01", ", address = null");
        bed.psql.execute("""
                insert into event_tag values (10, 3), (10, 2), (9, 3), (12, 5), (12, 2), (12, 3), (13, 3), (14, 2);
                update event set host_id = 2, administrator_id = 1 where id in (9, 13)""");
    }

    private static void event(int id, String slug, String start, String change) {
        bed.psql.execute("""
                insert into event (id, slug, start, country, url, latitude, longitude, venue, address)
                values ({0}, {1}, cast({2} as date), 'GB', {1}, 1, 2, 'v', 'a')""", id, slug, start);
        bed.psql.execute("update event set slug = slug" + change + " where id = " + id);
    }

    @AfterAll
    static void close() {
        bed.close();
    }

    @Test
    void badges_come_by_id_and_their_holders_by_award() {
        assertEquals(
                List.of(
                        new ExportStore.Badge(
                                "trainer",
                                List.of(
                                        new ExportStore.Holder("Zoë 😀", "zoe", Optional.empty()),
                                        new ExportStore.Holder(
                                                "Luna Lovegood", "luna", Optional.of(LocalDate.of(2016, 2, 29))))),
                        new ExportStore.Badge(
                                "creator",
                                List.of(new ExportStore.Holder(
                                        "N W", "nowhere", Optional.of(LocalDate.of(2012, 12, 31))))),
                        new ExportStore.Badge("nobody", List.of())),
                store.badges());
    }

    @Test
    void airports_with_people_come_by_id_and_their_people_too() {
        assertEquals(
                List.of(
                        new ExportStore.Airport(
                                "Null Island",
                                Optional.of(0.0),
                                Optional.of(-1.0E-10),
                                Optional.of(""),
                                List.of(new ExportStore.Person(" Ron  B. ", "ron"))),
                        new ExportStore.Airport(
                                "Zürich",
                                Optional.of(47.458056),
                                Optional.of(8.548056),
                                Optional.of("CH"),
                                List.of(
                                        new ExportStore.Person("Luna Lovegood", "luna"),
                                        new ExportStore.Person("Zoë 😀", "zoe")))),
                store.airports());
    }

    @Test
    void published_events_come_newest_first_then_by_id() {
        assertEquals(List.of("newest", "same-day", "same-day-later-id", "old"), slugs(ALL));
    }

    @Test
    void an_event_is_told_as_the_database_has_it() {
        assertEquals(
                new ExportStore.Event(
                        12,
                        "old",
                        LocalDate.of(2011, 11, 7),
                        Optional.of(LocalDate.of(2011, 11, 8)),
                        Optional.of(""),
                        Optional.of("x@example.org"),
                        Optional.of("W3"),
                        Optional.of(" "),
                        Optional.of("a"),
                        Optional.of(0.00054),
                        Optional.of(-0.1),
                        Optional.of(""),
                        List.of("DC", "SWC", "TTT")),
                events(ALL).getLast());
        assertEquals(
                new ExportStore.Event(
                        11,
                        "same-day-later-id",
                        LocalDate.of(2016, 5, 5),
                        Optional.empty(),
                        Optional.of("same-day-later-id"),
                        Optional.empty(),
                        Optional.of("GB"),
                        Optional.of("v"),
                        Optional.of("a"),
                        Optional.of(1.0),
                        Optional.of(2.0),
                        Optional.empty(),
                        List.of()),
                events(ALL).get(2));
    }

    @ParameterizedTest
    @CsvSource({
        "SWC,,, newest same-day old",
        "DC,,, newest old",
        "SWC DC,,, newest old",
        "DC SWC DC,,, newest old",
        "SWC DC TTT,,, old",
        "unused,,, ''",
        "unused SWC,,, ''",
        "'',2,, same-day",
        "'',1,, old",
        "'',,1, same-day",
        "'',,2, ''",
        "SWC,2,1, same-day",
        "TTT,2,1, ''",
    })
    void a_filter_narrows_by_all_it_names(String tags, Long host, Long administrator, String expected) {
        assertEquals(expected, String.join(" ", slugs(filter(tags, host, administrator))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOSUCH     |    |    | tag \"NOSUCH\"",
                "SWC NOSUCH |    |    | tag \"NOSUCH\"",
                "B swc A    |    |    | tag \"B\", tag \"swc\", tag \"A\"",
                "''         | 99 |    | host 99",
                "''         |    | 98 | administrator 98",
                "SWC        | 1  | 98 | administrator 98",
                "X          | 99 | 98 | tag \"X\", host 99, administrator 98",
                "''         | -1 |    | host -1",
            })
    void what_does_not_exist_is_named_and_never_ignored(String tags, Long host, Long administrator, String unknown) {
        var answer = store.events(filter(tags, host, administrator), _ -> fail("told an event"));

        assertEquals(unknown, String.join(", ", ((Answer.Unknown) answer).what()));
    }

    @Test
    void an_empty_database_is_an_answer_too() {
        try (var nothing = Bed.made()) {
            var store = new PostgresExportStore(nothing.database, new ChangeWatch(nothing.database));

            assertInstanceOf(Answer.Told.class, store.events(ALL, _ -> fail("told an event")));
            assertEquals(
                    new Answer.Unknown(List.of("tag \"X\"")),
                    store.events(filter("X", null, null), _ -> fail("told an event")));
            assertEquals(List.of(), store.members(LocalDate.EPOCH, LocalDate.of(2099, 1, 1)));
            assertEquals(List.of(), store.badges());
            assertEquals(List.of(), store.airports());
        }
    }

    @Test
    void each_feed_is_one_statement() {
        var statements = new StatementCounter(bed.dataSource);
        var one = new Database.Limits(1, Duration.ofSeconds(5), Duration.ofSeconds(30));
        try (var counting = new Database(statements, one)) {
            var counted = new PostgresExportStore(counting, new ChangeWatch(counting));
            assertEquals(Optional.empty(), counting.problem()); // now the pool has its one connection

            for (Runnable feed : List.<Runnable>of(
                    counted::badges,
                    counted::airports,
                    () -> counted.events(ALL, _ -> {}),
                    () -> counted.members(LocalDate.EPOCH, LocalDate.EPOCH),
                    () -> counted.changes(ALL, new ExportStore.Moment("", "1:1:", Instant.EPOCH)),
                    () -> counted.events(filter("SWC DC", 1L, 1L), _ -> {}),
                    () -> counted.events(filter("SWC NOSUCH", 99L, 98L), _ -> {}))) {
                var before = statements.statements();
                feed.run();
                assertEquals(1, statements.statements() - before);
            }
        }
    }

    private static EventFilter filter(String tags, Long host, Long administrator) {
        return new EventFilter(
                tags.isEmpty() ? List.of() : List.of(tags.split(" ")),
                host == null ? OptionalLong.empty() : OptionalLong.of(host),
                administrator == null ? OptionalLong.empty() : OptionalLong.of(administrator));
    }

    private List<ExportStore.Event> events(EventFilter filter) {
        var events = new ArrayList<ExportStore.Event>();
        assertInstanceOf(Answer.Told.class, store.events(filter, events::add));
        return events;
    }

    private List<String> slugs(EventFilter filter) {
        return events(filter).stream().map(ExportStore.Event::slug).toList();
    }
}
