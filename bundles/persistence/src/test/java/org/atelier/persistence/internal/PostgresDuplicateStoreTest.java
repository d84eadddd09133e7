package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.Bed.SOMETHING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.atelier.duplicates.DismissOutcome;
import org.atelier.duplicates.Dismissal;
import org.atelier.duplicates.DuplicateQuery;
import org.atelier.duplicates.Kind;
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

    @Test
    void only_changes_of_what_was_read_make_a_new_look_necessary() {
        var seen = store.candidates(Kind.EVENT).position();
        assertTrue(store.unchangedSince(Kind.EVENT, seen).isPresent());
        bed.psql.execute("insert into person (username, personal) values ('harry', 'Harry')");
        dismiss("a", "b");
        var later = store.unchangedSince(Kind.EVENT, seen);
        assertTrue(later.isPresent());
        bed.psql.execute("update event set venue = 'Hall' where id = 1001");
        assertFalse(store.unchangedSince(Kind.EVENT, seen).isPresent());
        assertFalse(store.unchangedSince(Kind.EVENT, later.get()).isPresent());
    }

    @Test
    void a_change_that_was_begun_before_the_look_and_ended_after_it_is_seen() throws Exception {
        try (var slow = bed.dataSource.getConnection()) {
            slow.setAutoCommit(false);
            slow.createStatement().execute("update event set venue = 'Hall' where id = 1001");
            bed.psql.execute("update event set venue = 'Annex' where id = 1002");
            var seen = store.candidates(Kind.EVENT).position();
            assertTrue(store.unchangedSince(Kind.EVENT, seen).isPresent());
            slow.commit();
            assertFalse(store.unchangedSince(Kind.EVENT, seen).isPresent());
        }
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
