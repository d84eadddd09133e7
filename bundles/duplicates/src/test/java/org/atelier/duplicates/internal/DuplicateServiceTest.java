package org.atelier.duplicates.internal;

import static org.atelier.duplicates.internal.Suspects.living;
import static org.atelier.duplicates.internal.Suspects.person;
import static org.atelier.duplicates.internal.Suspects.reached;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.atelier.domain.DatabaseUnavailableException;
import org.atelier.domain.NewOperation;
import org.atelier.duplicates.DismissOutcome;
import org.atelier.duplicates.Dismissal;
import org.atelier.duplicates.Dismissal.Party;
import org.atelier.duplicates.Duplicate;
import org.atelier.duplicates.DuplicateQuery;
import org.atelier.duplicates.DuplicateStore;
import org.atelier.duplicates.Kind;
import org.atelier.duplicates.Suspect;
import org.junit.jupiter.api.Test;

class DuplicateServiceTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    private final MemoryStore store = new MemoryStore();
    private final DuplicateService duplicates = new DuplicateService(store);

    /** Holds what a test puts in; the position is the number of changes. */
    private static final class MemoryStore implements DuplicateStore {
        final SortedMap<Long, Suspect> people = new TreeMap<>();
        final List<Long> changed = new ArrayList<>();
        final List<Dismissal> dismissals = new ArrayList<>();
        int readAfresh;
        int readAgain;
        boolean away;

        void put(Suspect person) {
            people.put(person.id(), person);
            changed.add(person.id());
        }

        void remove(long id) {
            people.remove(id);
            changed.add(id);
        }

        @Override
        public String read(Kind kind, Optional<String> since, Reader reader) {
            if (kind == Kind.PERSON && since.isEmpty()) {
                readAfresh++;
                reader.afresh();
                people.values().forEach(reader::now);
            } else if (kind == Kind.PERSON) {
                changed.stream().skip(Integer.parseInt(since.get())).distinct().forEach(id -> {
                    readAgain++;
                    Optional.ofNullable(people.get(id)).ifPresentOrElse(reader::now, () -> reader.gone(id));
                });
            }
            return Integer.toString(changed.size());
        }

        @Override
        public List<Suspect> records(Kind kind, Collection<Long> ids) {
            if (away) {
                throw new DatabaseUnavailableException("the database does not answer");
            }
            return ids.stream().map(people::get).filter(Objects::nonNull).toList();
        }

        @Override
        public List<Dismissal> dismissals(Kind kind) {
            return kind == Kind.PERSON ? dismissals : List.of();
        }

        @Override
        public DismissOutcome dismiss(Kind kind, String a, String b, String reason, NewOperation by) {
            return new DismissOutcome.UnknownRecord(a);
        }

        @Override
        public DismissOutcome restore(Kind kind, long a, long b, NewOperation by) {
            return new DismissOutcome.NotSaid();
        }
    }

    private void pair(long a, String personal, long b, String other) {
        var family = word(a);
        store.put(person(a, personal, family));
        store.put(person(b, other, family));
    }

    /** For each number a word that is not like the others. */
    private static String word(long number) {
        return new Random(number)
                .ints(9, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private List<String> found(Optional<String> rule, int minimum, int page, int size) {
        return duplicates.find(new DuplicateQuery(Kind.PERSON, rule, minimum, page, size)).duplicates().stream()
                .map(found -> found.a().id() + "-" + found.b().id() + " " + found.score())
                .toList();
    }

    private List<String> found() {
        return found(Optional.empty(), 1, 1, 100);
    }

    private static Party party(long id, long now) {
        return new Party(id, "was" + id, now, now == 0 ? "" : "is" + now);
    }

    private static Dismissal dismissal(Party a, Party b) {
        return new Dismissal(Kind.PERSON, a, b, "met both", "ann", AT, 7);
    }

    @Test
    void the_likeliest_come_first_and_equal_ones_by_their_ids() {
        pair(8, "Harry", 9, "Harry");
        pair(1, "H.", 2, "Harry");
        pair(3, "Harry", 7, "Hary");
        pair(3, "Harry", 5, "Harry");
        pair(4, "Ron", 6, "Hermione");
        assertEquals(List.of("3-5 75", "8-9 75", "3-7 55", "5-7 55", "1-2 35"), found());
        assertEquals(List.of("3-5 75", "8-9 75", "3-7 55", "5-7 55"), found(Optional.empty(), 50, 1, 100));
        assertEquals(List.of("1-2 35"), found(Optional.of("initials"), 1, 1, 100));
        assertEquals(List.of("8-9 75"), found(Optional.empty(), 1, 2, 1));
        assertEquals(List.of(), found(Optional.empty(), 1, 6, 1));
        assertEquals(
                5,
                duplicates
                        .find(new DuplicateQuery(Kind.PERSON, Optional.empty(), 1, 5, 1))
                        .total());
    }

    @Test
    void pages_show_each_once_and_leave_none_out() {
        LongStream.range(1, 50).forEach(id -> pair(id, "Harry", id + 100, "Harry"));
        var all = found();
        var paged = new ArrayList<String>();
        for (var page = 1; page <= 7; page++) {
            paged.addAll(found(Optional.empty(), 1, page, 8));
        }
        assertEquals(49, all.size());
        assertEquals(all, paged);
    }

    @Test
    void what_was_found_is_kept_and_only_what_changed_is_read_again() {
        pair(1, "Harry", 2, "Harry");
        assertEquals(found(), found());
        assertEquals(0, store.readAgain);
        store.remove(2);
        assertEquals(List.of(), found());
        pair(1, "Ginny", 4, "Ginny");
        assertEquals(List.of("1-4 75"), found());
        assertEquals(List.of(1, 3), List.of(store.readAfresh, store.readAgain));
    }

    @Test
    void what_came_when_the_database_went_away_is_looked_at_as_soon_as_it_is_back() {
        pair(1, "Harry", 2, "Harry");
        assertEquals(List.of("1-2 75"), found());
        pair(3, "Ginny", 4, "Ginny");
        store.away = true;
        assertThrows(DatabaseUnavailableException.class, this::found);
        store.away = false;
        assertEquals(List.of("1-2 75", "3-4 75"), found());
    }

    @Test
    void what_was_dismissed_is_not_shown_and_needs_no_new_look() {
        pair(1, "Harry", 2, "Harry");
        pair(1, "Harry", 3, "Harry");
        assertEquals(3, found().size());
        store.dismissals.add(dismissal(party(1, 1), party(3, 3)));
        assertEquals(List.of("1-2 75", "2-3 75"), found());
        store.dismissals.clear();
        assertEquals(3, found().size());
        assertEquals(List.of(1, 0), List.of(store.readAfresh, store.readAgain));
    }

    /** So many share so little that names become common, blocks too large and small again, and pairs come and go. */
    @Test
    void after_every_change_it_is_what_a_look_at_everything_finds() {
        var dice = new Random(20_261_128);
        var seen = new HashSet<List<Duplicate>>();
        for (var change = 0; change < 400; change++) {
            var id = 1 + dice.nextLong(80);
            if (dice.nextInt(4) == 0) {
                store.remove(id);
            } else {
                store.put(living(
                        reached(
                                person(
                                        id,
                                        word(dice.nextLong(3)),
                                        dice.nextBoolean() ? word(9) : word(dice.nextLong(12))),
                                Optional.of(dice.nextInt(40) + "@example.org"),
                                Optional.empty(),
                                Optional.empty()),
                        "",
                        dice.nextBoolean() ? "" : "Airport " + dice.nextInt(4),
                        ""));
            }
            if (dice.nextInt(3) == 0) {
                var query = new DuplicateQuery(Kind.PERSON, Optional.empty(), 1, 1, 10_000);
                var found = duplicates.find(query).duplicates();
                assertEquals(new DuplicateService(store).find(query).duplicates(), found);
                seen.add(found);
            }
        }
        assertTrue(seen.size() > 100, seen.size() + " different answers");
        assertTrue(seen.stream().anyMatch(found -> found.size() > 100));
    }

    @Test
    void what_was_said_of_a_record_merged_since_is_told_and_counts_against() {
        pair(1, "Harry", 3, "Harry");
        store.dismissals.add(dismissal(party(1, 1), party(2, 3)));
        var found = duplicates
                .find(new DuplicateQuery(Kind.PERSON, Optional.of("dismissed-before"), 1, 1, 10))
                .duplicates();
        assertEquals(1, found.size());
        assertEquals(53, found.getFirst().score());
        var reason = found.getFirst().reasons().getLast();
        assertEquals("dismissed-before", reason.rule().name());
        assertEquals("ann said on 2026-03-01 that was1 and was2 (now part of is3) are two: met both", reason.words());
    }

    @Test
    void what_was_overruled_or_is_about_nobody_says_nothing() {
        pair(1, "Harry", 3, "Harry");
        store.dismissals.add(dismissal(party(1, 3), party(2, 3)));
        store.dismissals.add(dismissal(party(1, 1), party(9, 0)));
        assertEquals(List.of("1-3 75"), found());
        assertEquals(
                List.of(Dismissal.State.OVERRULED, Dismissal.State.GONE),
                duplicates.dismissals(Kind.PERSON).stream()
                        .map(Dismissal::state)
                        .toList());
    }

    @Test
    void a_rule_that_is_not_there_is_refused() {
        var query = new DuplicateQuery(Kind.PERSON, Optional.of("same-url"), 1, 1, 10);
        assertEquals(
                "there is no rule \"same-url\" for people",
                assertThrows(IllegalArgumentException.class, () -> duplicates.find(query))
                        .getMessage());
    }

    @Test
    void rules_have_names_of_their_own() {
        for (var kind : Kind.values()) {
            var names = duplicates.rules(kind).stream().map(rule -> rule.name()).toList();
            assertEquals(names.size(), names.stream().distinct().count(), names.toString());
        }
    }
}
