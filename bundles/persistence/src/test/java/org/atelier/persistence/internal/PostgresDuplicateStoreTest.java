package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.Bed.SOMETHING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.atelier.domain.NewOperation;
import org.atelier.duplicates.DismissOutcome;
import org.atelier.duplicates.Dismissal;
import org.atelier.duplicates.DuplicateQuery;
import org.atelier.duplicates.DuplicateStore;
import org.atelier.duplicates.Kind;
import org.atelier.duplicates.Suspect;
import org.atelier.duplicates.internal.DuplicateService;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.UndoOutcome;
import org.atelier.merge.engine.UndoRequest;
import org.atelier.merge.engine.internal.MergeService;
import org.atelier.merge.engine.internal.UndoService;
import org.atelier.merge.spi.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people say to duplicates is remembered, also past merges and undos: MERGE-CASES 28. */
class PostgresDuplicateStoreTest {
    private static final NewOperation DISMISS = new NewOperation("duplicate.dismiss", "ann", "request-1", "");
    private static final NewOperation RESTORE = new NewOperation("duplicate.restore", "bob", "request-2", "");

    private final Bed bed = Bed.made();
    private final PostgresDuplicateStore store = new PostgresDuplicateStore(bed.database, bed.operations);
    private final DuplicateService duplicates = new DuplicateService(store);
    private final MergeService merges =
            new MergeService(BuiltInStrategies.registry(), new PostgresMergeStore(bed.database, bed.operations));
    private final UndoService undos = new UndoService(
            BuiltInStrategies.registry(),
            new PostgresUndoStore(bed.database, bed.operations, new VocabularyReliances()));

    @BeforeEach
    void three_events_at_one_place_on_one_day() {
        bed.psql.execute(
                "insert into event (id, slug, start, \"end\", latitude, longitude) select id, slug, "
                        + "'2016-04-02', '2016-04-03', 59.91, 10.75 from (values (1001, 'a'), (1002, 'b'), (1003, 'c')) v (id, slug)");
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private List<String> found() {
        return duplicates.find(new DuplicateQuery(Kind.EVENT, Optional.empty(), 1, 1, 100)).duplicates().stream()
                .map(pair -> pair.a().slug() + "-" + pair.b().slug() + " " + pair.score())
                .toList();
    }

    private Dismissal dismiss(String a, String b) {
        return assertInstanceOf(DismissOutcome.Done.class, duplicates.dismiss(Kind.EVENT, a, b, "two rooms", DISMISS))
                .dismissal();
    }

    private long merge(String survivor, String retired) {
        var request = new MergeRequest("event", survivor, retired, Side.A, Map.of(), Optional.empty());
        return merges.apply(request, merges.plan(request).fingerprint(), SOMETHING)
                .id();
    }

    private void undo(long operation) {
        assertInstanceOf(UndoOutcome.Done.class, undos.undo(UndoRequest.plain(operation), SOMETHING));
    }

    private Dismissal.State state() {
        return duplicates.dismissals(Kind.EVENT).getFirst().state();
    }

    @Test
    void a_dismissed_pair_never_comes_back_until_somebody_takes_it_back() {
        assertEquals(List.of("a-b 80", "a-c 80", "b-c 80"), found());
        var dismissal = dismiss("c", "a");
        assertEquals(1001, dismissal.a().id());
        assertEquals("c", dismissal.b().slug());
        assertEquals(List.of("ann", "two rooms"), List.of(dismissal.actor(), dismissal.reason()));
        assertEquals(List.of("a-b 80", "b-c 80"), found());
        // whatever becomes of the records themselves
        bed.psql.execute("update event set slug = 'renamed', url = 'https://x.org/' where id = 1001");
        assertEquals(List.of("renamed-b 80", "b-c 80"), found());
        assertEquals("renamed", duplicates.dismissals(Kind.EVENT).getFirst().a().slug());

        assertInstanceOf(DismissOutcome.Done.class, duplicates.restore(Kind.EVENT, 1003, 1001, RESTORE));
        assertEquals(List.of("renamed-b 80", "renamed-c 80", "b-c 80"), found());
        assertEquals(List.of(), duplicates.dismissals(Kind.EVENT));
    }

    @Test
    void both_words_are_in_the_journal_under_who_said_them() {
        dismiss("a", "b");
        duplicates.restore(Kind.EVENT, 1001, 1002, RESTORE);
        assertEquals(
                "duplicate.dismiss by ann: true, duplicate.restore by bob: false",
                bed.psql
                        .fetchOne("""
                                select string_agg(format('%s by %s: %s', o.kind, o.actor, (j.after is not null)), ', ' order by j.id)
                                from journal j join operation o on o.id = j.operation_id
                                where j.table_name = 'not_duplicate'""")
                        .get(0, String.class)
                        .replace(": t,", ": true,")
                        .replaceAll(": f$", ": false"));
    }

    @Test
    void what_changes_nothing_leaves_no_operation() {
        dismiss("a", "b");
        var before = bed.psql.fetchCount(org.jooq.impl.DSL.table("operation"));
        assertInstanceOf(DismissOutcome.Already.class, duplicates.dismiss(Kind.EVENT, "b", "1001", "again", DISMISS));
        assertEquals(
                new DismissOutcome.UnknownRecord("nowhere"),
                duplicates.dismiss(Kind.EVENT, "a", "nowhere", "", DISMISS));
        assertEquals(new DismissOutcome.UnknownRecord("99"), duplicates.dismiss(Kind.EVENT, "99", "a", "", DISMISS));
        assertEquals(new DismissOutcome.SameRecord("a"), duplicates.dismiss(Kind.EVENT, "a", "1001", "", DISMISS));
        assertEquals(new DismissOutcome.UnknownRecord("a"), duplicates.dismiss(Kind.PERSON, "a", "b", "", DISMISS));
        assertEquals(new DismissOutcome.NotSaid(), duplicates.restore(Kind.EVENT, 1001, 1003, RESTORE));
        assertEquals(new DismissOutcome.NotSaid(), duplicates.restore(Kind.PERSON, 1001, 1002, RESTORE));
        assertEquals(before, bed.psql.fetchCount(org.jooq.impl.DSL.table("operation")));
        assertEquals("two rooms", duplicates.dismissals(Kind.EVENT).getFirst().reason());
    }

    @Test
    void what_was_said_of_a_record_that_was_merged_follows_the_survivor_and_its_undo() {
        dismiss("a", "b");
        var merge = merge("c", "b");
        // a and c are shown again, with a word about it, and for less
        assertEquals(List.of("a-c 56"), found());
        assertEquals(Dismissal.State.CARRIED, state());
        var told = duplicates.find(new DuplicateQuery(Kind.EVENT, Optional.of("dismissed-before"), 1, 1, 10));
        assertTrue(
                told.duplicates()
                        .getFirst()
                        .reasons()
                        .getLast()
                        .words()
                        .contains("that a and b (now part of c) are two: two rooms"),
                told.toString());

        undo(merge);
        assertEquals(Dismissal.State.IN_FORCE, state());
        assertEquals(List.of("a-c 80", "b-c 80"), found());
    }

    @Test
    void it_follows_through_several_merges_and_says_nothing_once_they_are_one() {
        dismiss("a", "b");
        merge("c", "b");
        var dismissal = duplicates.dismissals(Kind.EVENT).getFirst();
        assertEquals(
                List.of("b", "c"), List.of(dismissal.b().slug(), dismissal.b().nowSlug()));
        // said again, of those two themselves
        dismiss("a", "c");
        assertEquals(List.of(), found());
        duplicates.restore(Kind.EVENT, 1001, 1003, RESTORE);
        var last = merge("c", "a");
        assertEquals(List.of(), found());
        assertEquals(Dismissal.State.OVERRULED, state());
        undo(last);
        assertEquals(Dismissal.State.CARRIED, state());
        assertEquals(List.of("a-c 56"), found());
    }

    @Test
    void merging_those_two_after_all_is_allowed_and_undoing_it_brings_the_word_back() {
        dismiss("a", "b");
        var merge = merge("a", "b");
        assertEquals(Dismissal.State.OVERRULED, state());
        assertEquals(List.of("a-c 80"), found());
        undo(merge);
        assertEquals(Dismissal.State.IN_FORCE, state());
        assertEquals(List.of("a-c 80", "b-c 80"), found());
    }

    @Test
    void a_record_that_went_otherwise_leaves_the_word_and_its_number() {
        dismiss("a", "b");
        bed.psql.execute("delete from event where id = 1002");
        var dismissal = duplicates.dismissals(Kind.EVENT).getFirst();
        assertEquals(Dismissal.State.GONE, dismissal.state());
        assertEquals(new Dismissal.Party(1002, "", 0, ""), dismissal.b());
        assertEquals(List.of("a-c 80"), found());
        assertInstanceOf(DismissOutcome.Done.class, duplicates.restore(Kind.EVENT, 1001, 1002, RESTORE));
    }

    /** What a reader was told. */
    private final SortedSet<String> told = new TreeSet<>();

    private String read(Kind kind, Optional<String> since) {
        told.clear();
        return store.read(kind, since, new DuplicateStore.Reader() {
            @Override
            public void afresh() {
                told.add("afresh");
            }

            @Override
            public void now(Suspect record) {
                told.add(record.id() + " "
                        + record.facts().stream()
                                .map(Suspect.Fact::value)
                                .filter(value -> value.startsWith("H"))
                                .toList());
            }

            @Override
            public void gone(long id) {
                told.add(id + " gone");
            }
        });
    }

    @Test
    void only_what_changed_since_is_read_again() {
        var first = read(Kind.EVENT, Optional.empty());
        assertEquals(Set.of("afresh", "1001 []", "1002 []", "1003 []"), told);
        bed.psql.execute("insert into person (username, personal) values ('harry', 'Harry')");
        dismiss("a", "b");
        var second = read(Kind.EVENT, Optional.of(first));
        assertEquals(Set.of(), told);
        bed.psql.execute("update event set venue = 'Hall' where id = 1001");
        bed.psql.execute("update event set venue = 'Hut' where id = 1001");
        bed.psql.execute("delete from event where id = 1003");
        var third = read(Kind.EVENT, Optional.of(second));
        assertEquals(Set.of("1001 [Hut]", "1003 gone"), told);
        read(Kind.EVENT, Optional.of(first));
        assertEquals(Set.of("1001 [Hut]", "1003 gone"), told);
        bed.psql.execute("insert into organization (id, domain, fullname) values (7, 'x.org', 'X')");
        bed.psql.execute("update event set host_id = 7 where id = 1002");
        var fourth = read(Kind.EVENT, Optional.of(third));
        assertEquals(Set.of("1002 []"), told);
        bed.psql.execute("update organization set domain = 'H.org' where id = 7");
        read(Kind.EVENT, Optional.of(fourth));
        assertEquals(Set.of("1002 [H.org]"), told);
    }

    @Test
    void what_another_server_said_counts_for_nothing() {
        var position = read(Kind.EVENT, Optional.empty());
        read(Kind.EVENT, Optional.of("2020-01-01 " + position));
        assertEquals(Set.of("afresh", "1001 []", "1002 []", "1003 []"), told);
    }

    @Test
    void a_change_that_was_begun_before_the_look_and_ended_after_it_is_seen() throws Exception {
        try (var slow = bed.dataSource.getConnection()) {
            slow.setAutoCommit(false);
            slow.createStatement().execute("update event set venue = 'Hall' where id = 1001");
            bed.psql.execute("update event set venue = 'Hut' where id = 1002");
            var seen = read(Kind.EVENT, Optional.empty());
            assertEquals(Set.of("afresh", "1001 []", "1002 [Hut]", "1003 []"), told);
            read(Kind.EVENT, Optional.of(seen));
            assertEquals(Set.of(), told);
            slow.commit();
            read(Kind.EVENT, Optional.of(seen));
            assertEquals(Set.of("1001 [Hall]"), told);
        }
    }

    @Test
    void what_is_kept_is_what_a_look_at_everything_finds_whoever_changed_what() {
        var dice = new Random(28);
        bed.psql.execute(
                "insert into organization (id, domain, fullname) select n, 'h' || n, 'H' from generate_series(1, 3) n");
        bed.psql.execute("insert into airport (id, name, iata, country, latitude, longitude)"
                + " select n, 'A' || n, 'AA' || chr(64 + n), 'NO', 60, 10 from generate_series(1, 3) n");
        var answers = new HashSet<Object>();
        for (var round = 0; round < 30; round++) {
            bed.psql.transaction(transaction -> {
                for (var change = 0; change < 8; change++) {
                    transaction.dsl().execute(change(dice));
                }
            });
            for (var kind : Kind.values()) {
                var query = new DuplicateQuery(kind, Optional.empty(), 1, 1, 10_000);
                var kept = duplicates.find(query);
                assertEquals(new DuplicateService(store).find(query), kept);
                answers.add(kept);
            }
        }
        assertTrue(answers.size() > 30, answers.size() + " different answers");
    }

    private static String change(Random dice) {
        var id = 2000 + dice.nextInt(30);
        return switch (dice.nextInt(8)) {
            case 0, 1, 2 ->
                "insert into person (id, username, personal, family, email, airport_id) values (%d, 'u%d', '%s', '%s', 'm%d+%d@x.org', %d)"
                                .formatted(
                                        id,
                                        id,
                                        dice.nextBoolean() ? "Ann" : "Anne",
                                        dice.nextBoolean() ? "Ames" : "Berg",
                                        dice.nextInt(20),
                                        id,
                                        1 + dice.nextInt(3))
                        + " on conflict (id) do update set personal = excluded.personal, family = excluded.family, airport_id = excluded.airport_id";
            case 3 -> "delete from person where id = " + id;
            case 4, 5 ->
                "insert into event (id, slug, start, host_id, venue) values (%d, 'oslo-%d', date '2016-04-01' + %d, %d, 'Hall')"
                                .formatted(id, id, dice.nextInt(20), 1 + dice.nextInt(3))
                        + " on conflict (id) do update set start = excluded.start, host_id = excluded.host_id";
            case 6 -> "update airport set name = name || 'x' where id = " + (1 + dice.nextInt(3));
            default -> "delete from event where id = " + id;
        };
    }

    @Test
    void what_many_share_tells_nothing() {
        bed.psql.execute("insert into event (slug, start, \"end\", latitude, longitude) select 'crowd' || n, "
                + "'2016-04-02', '2016-04-03', 59.91, 10.75 from generate_series(1, 30) n");
        assertEquals(List.of(), found());
    }

    @Test
    void texts_too_long_for_an_index_are_stored_and_say_nothing() {
        var longName = "x".repeat(5_000);
        bed.psql.execute(
                "insert into person (username, personal, family, email) values ('long', ?, ?, null), ('twin', ?, ?, null)",
                longName,
                longName,
                longName,
                longName);
        assertEquals(
                0,
                duplicates
                        .find(new DuplicateQuery(Kind.PERSON, Optional.empty(), 1, 1, 10))
                        .total());
    }
}
