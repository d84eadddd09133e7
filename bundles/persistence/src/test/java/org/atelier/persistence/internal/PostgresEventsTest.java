package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.atelier.domain.Event;
import org.atelier.domain.EventDetails;
import org.atelier.domain.EventSummary;
import org.atelier.domain.Events;
import org.atelier.domain.Lookup;
import org.atelier.domain.Tag;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresEventsTest {
    private static Bed bed;
    private static Events events;

    @BeforeAll
    static void make() {
        bed = filled();
        events = new PostgresEvents(bed.database, bed.operations);
    }

    @AfterAll
    static void close() {
        bed.close();
    }

    /** A few events that are hard to tell from each other. */
    static Bed filled() {
        var bed = Bed.made();
        bed.psql.execute("""
                insert into tag (id, name, details) values (3, 'SWC', 'Software'), (2, 'DC', 'Data'), (5, 'unused', '');
                insert into role (id, name) values (1, 'host'), (2, 'instructor');
                insert into badge (id, name) values (1, 'trainer');
                insert into language (id, name) values (1, 'French');
                insert into organization (id, domain, fullname) values (1, 'a.org', 'A'), (2, 'b.org', 'B');
                insert into person (id, username, personal, middle, family) values
                    (1, 'luna', 'Luna', '', 'Lovegood'), (2, 'ron', 'Ron', 'Bilius', 'Weasley');
                insert into event (id, slug, completed, assigned_to_id, start, "end", host_id, administrator_id, url,
                        reg_key, admin_fee, invoice_status, attendance, contact, country, venue, address, latitude,
                        longitude, language_id, notes) values
                    (7, '2016-05-06-dijon', true, 2, '2016-05-06', '2016-05-07', 1, 2, 'https://example.org/d',
                        '', 1250.5, 'paid', 0, 'a@b.org', 'FR', 'Université', '100% Été_1', 0.00054, -5.5, 1, 'n');
                insert into event (id, slug, start, venue, address) values
                    (8, '7', '2015-01-01', 'Lab', 'Hall 1'),
                    (9, 'undated', null, 'Lab', null),
                    (10, '2015-x', '2015-01-01', null, 'ÉTÉ');
                insert into event_tag values (7, 3), (7, 2), (10, 3);
                insert into task (id, event_id, person_id, role_id, title, url) values
                    (12, 7, 1, 2, 'leads', 'u'), (11, 7, 2, 1, '', '');
                insert into todo (id, event_id, title, completed, due, additional) values
                    (4, 7, 'Book', true, '2016-04-01', 'soon'), (3, 7, 'Book', false, null, '');
                insert into award (id, person_id, badge_id, awarded, event_id) values
                    (6, 1, 1, '2016-05-08', 7), (5, 2, 1, null, 7);
                insert into redirect select v.*, o.id from (values
                    ('event', 'slug', 'retired', 7::bigint), ('event', 'id', '6', 10), ('event', 'slug', '9', 10),
                    ('event', 'id', '7', 10), ('person', 'slug', 'somebody', 7)) v,
                    (select min(id) id from operation) o""");
        return bed;
    }

    @Test
    void an_event_is_found_with_everything_that_hangs_on_it() {
        var event = new Event(
                7,
                "2016-05-06-dijon",
                true,
                Optional.of("ron"),
                Optional.of(LocalDate.of(2016, 5, 6)),
                Optional.of(LocalDate.of(2016, 5, 7)),
                Optional.of("a.org"),
                Optional.of("b.org"),
                Optional.of("https://example.org/d"),
                Optional.of(""),
                Optional.of(new BigDecimal("1250.50")),
                Optional.of("paid"),
                Optional.of(0),
                Optional.of("a@b.org"),
                Optional.of("FR"),
                Optional.of("Université"),
                Optional.of("100% Été_1"),
                Optional.of(0.00054),
                Optional.of(-5.5),
                Optional.of("French"),
                Optional.of("n"),
                true);

        assertEquals(
                new Lookup.Found<>(new EventDetails(
                        event,
                        List.of(new Tag(2, "DC", "Data"), new Tag(3, "SWC", "Software")),
                        List.of(
                                new EventDetails.Task(11, "ron", "Ron Bilius Weasley", "host", "", ""),
                                new EventDetails.Task(12, "luna", "Luna Lovegood", "instructor", "leads", "u")),
                        List.of(
                                new EventDetails.Todo(3, "Book", false, Optional.empty(), ""),
                                new EventDetails.Todo(4, "Book", true, Optional.of(LocalDate.of(2016, 4, 1)), "soon")),
                        List.of(
                                new EventDetails.Award(5, "ron", "Ron Bilius Weasley", "trainer", Optional.empty()),
                                new EventDetails.Award(
                                        6,
                                        "luna",
                                        "Luna Lovegood",
                                        "trainer",
                                        Optional.of(LocalDate.of(2016, 5, 8)))))),
                events.find("2016-05-06-dijon"));
    }

    @Test
    void an_event_of_which_little_is_known_is_found_as_well() {
        var undated = ((Lookup.Found<EventDetails>) events.find("undated")).value();

        assertEquals(List.of(), undated.tags());
        assertEquals(List.of(), undated.tasks());
        assertEquals(Optional.empty(), undated.event().start());
        assertEquals(Optional.empty(), undated.event().address());
        assertEquals(false, undated.event().published());
    }

    @ParameterizedTest
    @CsvSource({
        "7, 8", // the slug 7, not the id 7
        "8, 8",
        "10, 10",
        "2015-x, 10"
    })
    void a_live_slug_beats_an_id(String asked, long found) {
        assertEquals(
                found,
                ((Lookup.Found<EventDetails>) events.find(asked))
                        .value()
                        .event()
                        .id());
    }

    @ParameterizedTest
    @CsvSource({"retired, 2016-05-06-dijon", "6, 2015-x"})
    void a_name_that_was_merged_away_leads_to_the_survivor(String asked, String survivor) {
        assertEquals(new Lookup.Moved<>(survivor), events.find(asked));
    }

    @Test
    void a_live_id_beats_a_redirect() {
        assertEquals(
                "undated",
                ((Lookup.Found<EventDetails>) events.find("9")).value().event().slug());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nowhere",
                "somebody",
                "",
                " ",
                "99",
                "0",
                "-7",
                "+7",
                "07",
                "7.0",
                "9223372036854775808",
                "99999999999999999999999",
                "2016-05-06-DIJON",
                "%",
                "'; drop table event; --"
            })
    void what_never_was_is_missing(String asked) {
        assertEquals(new Lookup.Missing<>(), events.find(asked));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''          | 9 7 8 10",
                "'  '        | 9 7 8 10",
                "lab         | 9 8",
                "LAB hall    | 8",
                "été         | 7 10",
                "ÉTÉ swc     | 7 10",
                "dc          | 7",
                "SWC DC      | 7",
                "swc lab     | ''",
                "DIJON 2016  | 7",
                "universitÉ  | 7",
                "0% _1       | 7",
                "%           | 7",
                "_           | 7",
                "!           | ''",
                "\\          | ''",
                "nowhere     | ''",
            })
    void a_search_finds_what_contains_every_word(String text, String ids) {
        assertEquals(
                ids,
                String.join(
                        " ",
                        events.search(text, 500).stream()
                                .map(event -> String.valueOf(event.id()))
                                .toList()));
    }

    @Test
    void a_search_tells_what_a_list_shows_and_no_more_than_asked_for() {
        assertEquals(
                List.of(
                        new EventSummary(
                                9,
                                "undated",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("Lab"),
                                Optional.empty(),
                                false,
                                List.of()),
                        new EventSummary(
                                7,
                                "2016-05-06-dijon",
                                Optional.of(LocalDate.of(2016, 5, 6)),
                                Optional.of(LocalDate.of(2016, 5, 7)),
                                Optional.of("Université"),
                                Optional.of("FR"),
                                true,
                                List.of("DC", "SWC"))),
                events.search("", 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 501})
    void a_limit_out_of_bounds_is_refused(int limit) {
        assertThrows(IllegalArgumentException.class, () -> events.search("", limit));
    }

    @Test
    void every_tag_is_told_and_the_number_of_its_events() {
        var tags = new PostgresTags(bed.database);
        assertEquals(
                List.of(new Tag(2, "DC", "Data"), new Tag(3, "SWC", "Software"), new Tag(5, "unused", "")), tags.all());
        assertEquals(List.of(1, 2, 0), List.of(tags.events(2), tags.events(3), tags.events(4)));
    }
}
