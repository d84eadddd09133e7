package org.atelier.duplicates.internal;

import static org.atelier.duplicates.internal.Suspects.at;
import static org.atelier.duplicates.internal.Suspects.dated;
import static org.atelier.duplicates.internal.Suspects.in;
import static org.atelier.duplicates.internal.Suspects.known;
import static org.atelier.duplicates.internal.Suspects.person;
import static org.atelier.duplicates.internal.Suspects.reached;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.atelier.duplicates.Suspect;
import org.atelier.duplicates.Suspect.Event;
import org.atelier.duplicates.Suspect.Person;
import org.junit.jupiter.api.Test;

/** Who is brought together: whatever the rules could speak for, and nobody by what so many share. */
class BlocksTest {
    private static Blocks blocks(Suspect... records) {
        var keys = new TreeMap<Long, Keys>();
        for (var record : records) {
            keys.put(
                    record.id(),
                    switch (record) {
                        case Event event -> EventKeys.of(event);
                        case Person person -> PersonKeys.of(person);
                    });
        }
        return new Blocks(keys);
    }

    private static List<String> pairs(Suspect... records) {
        return Arrays.stream(blocks(records).pairs(100).pairs())
                .map(pair -> pair.a() + "-" + pair.b())
                .toList();
    }

    private static Event event(long id, String start, String end) {
        return dated(Suspects.event(id, "e" + id), start, end);
    }

    @Test
    void people_meet_by_their_accounts_however_written() {
        assertEquals(
                List.of("1-2", "3-4"),
                pairs(
                        reached(
                                person(1, "Ann", "Ames"),
                                Optional.of("ann+work@Example.org"),
                                Optional.empty(),
                                Optional.empty()),
                        reached(
                                person(2, "Zoe", "Quux"),
                                Optional.of("ann@example.org"),
                                Optional.empty(),
                                Optional.empty()),
                        reached(
                                person(3, "Bob", "Berg"),
                                Optional.empty(),
                                Optional.of("https://github.com/Bob/"),
                                Optional.empty()),
                        reached(person(4, "Ivo", "Kwon"), Optional.empty(), Optional.of("@bob"), Optional.empty())));
    }

    @Test
    void people_meet_by_names_with_slips_and_in_another_order() {
        assertEquals(List.of("1-2"), pairs(person(1, "Astrid", "Dahl"), person(2, "Dahl", "Astríd")));
        assertEquals(List.of("1-2"), pairs(person(1, "Astrid", "Dahl"), person(2, "Astrod", "Dahl")));
        assertEquals(List.of("1-2"), pairs(person(1, "Astrid", "Dahl"), person(2, "Astrid Maria", "Dahl")));
        assertEquals(List.of(), pairs(person(1, "Astrid", "Dahl"), person(2, "Harald", "Moe")));
    }

    @Test
    void who_is_written_with_an_initial_meets_those_it_may_be_and_they_do_not_meet_by_it() {
        assertEquals(
                List.of("1-2", "1-3", "2-3"),
                pairs(person(1, "J.", "Smith"), person(2, "Jane", "Smith"), person(3, "Jonathan", "Smith")));
        assertEquals(List.of(), pairs(person(2, "Jane", "Smith"), person(3, "Jonathan", "Smith")));
    }

    @Test
    void what_more_than_twenty_share_brings_nobody_together_and_is_counted() {
        var twenty = LongStream.rangeClosed(1, 20)
                .mapToObj(id -> person(id, "Ann", "Ames"))
                .toArray(Suspect[]::new);
        assertEquals(190, blocks(twenty).pairs(1_000).pairs().length);
        var more = LongStream.rangeClosed(1, 21)
                .mapToObj(id -> person(id, "Ann", "Ames"))
                .toArray(Suspect[]::new);
        assertEquals(0, blocks(more).pairs(1_000).pairs().length);
        assertEquals(
                21, blocks(more).sharing(PersonKeys.of(person(1, "Ann", "Ames")).name()));
        assertEquals(
                1, blocks(more).sharing(PersonKeys.of(person(1, "Bob", "Ames")).name()));
    }

    @Test
    void pairs_come_in_the_order_of_ids_and_are_cut() {
        var five = LongStream.rangeClosed(1, 5)
                .mapToObj(id -> person(6 - id, "Ann", "Ames"))
                .toArray(Suspect[]::new);
        var some = blocks(five).pairs(4);
        assertEquals(
                List.of(new Blocks.Pair(1, 2), new Blocks.Pair(1, 3), new Blocks.Pair(1, 4), new Blocks.Pair(1, 5)),
                List.of(some.pairs()));
        assertTrue(some.cut());
        assertFalse(blocks(five).pairs(10).cut());
    }

    @Test
    void events_meet_at_a_place_also_across_cells_and_weeks() {
        assertEquals(
                List.of("1-2"),
                pairs(
                        at(event(1, "2016-04-02", "2016-04-03"), 59.9199, 10.75),
                        at(event(2, "2016-04-09", "2016-04-09"), 59.9201, 10.7601),
                        at(event(3, "2016-06-01", "2016-06-01"), 59.92, 10.75)));
        assertEquals(
                List.of("1-2"),
                pairs(
                        in(event(1, "2016-04-02", "2016-04-30"), "NO", "Main Hall"),
                        in(event(2, "2016-05-02", "2016-05-03"), "NO", "main  hall"),
                        in(event(3, "2016-05-02", "2016-05-03"), "SE", "main hall")));
    }

    @Test
    void events_that_are_nowhere_or_never_meet_by_their_host_page_or_registration_alone() {
        assertEquals(
                List.of("1-2"),
                pairs(
                        in(event(4, "2016-04-02", "2016-04-03"), "W3", "online"),
                        known(
                                event(2, "2016-04-02", "2016-04-03"),
                                Optional.empty(),
                                Optional.of("7"),
                                Optional.empty()),
                        known(Suspects.event(1, "never"), Optional.empty(), Optional.of(" 7"), Optional.empty()),
                        in(event(3, "2016-04-02", "2016-04-03"), "W3", "online")));
        assertEquals(
                List.of("1-2"),
                pairs(
                        known(
                                event(1, "2016-04-02", "2016-04-03"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("a")),
                        known(
                                event(2, "2016-04-08", "2016-04-08"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("a")),
                        known(
                                event(3, "1016-04-08", "1016-04-08"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("a"))));
    }

    @Test
    void the_same_texts_have_the_same_keys_and_few_others_do() {
        var many = IntStream.range(0, 200_000)
                .mapToLong(number -> Keys.of("n" + number))
                .distinct()
                .count();
        assertEquals(200_000, many);
        assertEquals(Keys.of("Aa"), Keys.of("Aa"));
        assertFalse(Keys.of("Aa") == Keys.of("BB"));
        assertEquals(Keys.of("Aa"), Keys.unsure("Aa") | 1);
    }
}
