package org.atelier.persistence.internal;

import static org.atelier.merge.engine.MergeException.Code.MISSING_STRATEGY;
import static org.atelier.merge.engine.MergeException.Code.RETIRED_RECORD;
import static org.atelier.merge.engine.MergeException.Code.RULE_BROKEN;
import static org.atelier.merge.engine.MergeException.Code.SAME_RECORD;
import static org.atelier.merge.engine.MergeException.Code.STALE_PLAN;
import static org.atelier.merge.engine.MergeException.Code.TOO_MANY_ROWS;
import static org.atelier.merge.engine.MergeException.Code.UNKNOWN_CHOICE;
import static org.atelier.merge.engine.MergeException.Code.UNKNOWN_KIND;
import static org.atelier.merge.engine.MergeException.Code.UNKNOWN_RECORD;
import static org.atelier.merge.engine.MergeException.Code.UNKNOWN_STRATEGY;
import static org.atelier.persistence.internal.Merging.BY;
import static org.atelier.persistence.internal.Merging.events;
import static org.atelier.persistence.internal.Merging.intoA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.atelier.merge.descriptors.internal.EventDescriptors;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.internal.MergeService;
import org.atelier.merge.engine.internal.StrategyRegistry;
import org.atelier.merge.spi.Side;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody may ask for and must not get, in which words, and that it leaves every table as it was. */
class MergeRefusalsTest {
    private static Merging merging;

    @BeforeAll
    static void open() {
        merging = new Merging();
    }

    @BeforeEach
    void begin() {
        merging.begin();
    }

    @AfterAll
    static void close() {
        merging.close();
    }

    /** The two events and their three tags are five rows. */
    @Test
    void records_with_more_than_a_merge_takes_are_refused_before_anything_is_touched() {
        merging.refused(accepting(4), TOO_MANY_ROWS, "more than 4 rows", intoA(Map.of()));
        Merging.merge(accepting(5), intoA(Map.of()));
    }

    private static MergeService accepting(int rows) {
        return new MergeService(
                merging.registry, new PostgresMergeStore(merging.database, new Operations(merging.database), rows));
    }

    /** MERGE-CASES 14: it erased the event's tags and tasks. */
    @Test
    void merging_an_event_with_itself_is_refused_by_slug_and_by_id() {
        var id = Long.toString(merging.a);
        merging.refused(SAME_RECORD, "same event", events("a", "a", Side.A, Map.of()));
        merging.refused(SAME_RECORD, "same event", events("a", id, Side.A, Map.of()));
        merging.refused(SAME_RECORD, "same event", events(id, id, Side.B, Map.of()));
    }

    @Test
    void what_is_not_known_is_named() {
        merging.refused(UNKNOWN_RECORD, "\"nowhere\"", events("a", "nowhere", Side.A, Map.of()));
        merging.refused(UNKNOWN_CHOICE, "\"colour\"", intoA(Map.of("colour", "keep-a")));
        merging.refused(UNKNOWN_STRATEGY, "\"toss\"", intoA(Map.of("tags", "toss")));
        merging.refused(UNKNOWN_STRATEGY, "\"combine\"", intoA(Map.of("slug", "combine")));
        merging.refused(
                UNKNOWN_STRATEGY,
                "\"toss\"",
                new MergeRequest("event", "a", "b", Side.A, Map.of(), Optional.of("toss")));
        merging.refused(UNKNOWN_KIND, "\"cow\"", new MergeRequest("cow", "a", "b", Side.A, Map.of(), Optional.empty()));
    }

    @Test
    void merging_a_retired_record_names_the_survivor() {
        merging.merge(intoA(Map.of()));
        merging.refused(RETIRED_RECORD, "was merged into \"a\"", events("bystander", "b", Side.A, Map.of()));
    }

    /** MERGE-CASES 26: a stale page merged what was no longer there. */
    @Test
    void a_plan_made_before_somebody_changed_a_record_is_stale() {
        var request = intoA(Map.of());
        var shown = merging.merges.plan(request).fingerprint();
        merging.sql("update event set venue = 'elsewhere' where id = ?", merging.b);
        assertEquals(
                STALE_PLAN,
                merging.unchanged(() -> merging.merges.apply(request, shown, BY))
                        .code());
    }

    /** MERGE-CASES 26. */
    @Test
    void a_plan_made_before_somebody_changed_what_hangs_on_a_record_is_stale() {
        var request = intoA(Map.of());
        var todo = merging.workshops.todo(merging.b, "book the room");
        for (var change : new String[] {
            "update todo set completed = true where id = " + todo,
            "delete from event_tag where event_id = " + merging.a,
            "delete from todo where id = " + todo
        }) {
            var shown = merging.merges.plan(request).fingerprint();
            merging.sql(change);
            assertEquals(
                    STALE_PLAN,
                    merging.unchanged(() -> merging.merges.apply(request, shown, BY))
                            .code(),
                    change);
        }
    }

    @Test
    void dates_that_would_end_before_they_start_are_refused() {
        merging.sql("update event set start = '2016-05-01', \"end\" = '2016-05-02' where id = ?", merging.a);
        merging.sql("update event set start = '2016-04-01', \"end\" = '2016-04-02' where id = ?", merging.b);
        merging.refused(RULE_BROKEN, "event_dates_in_order", intoA(Map.of("start", "keep-a", "end", "keep-b")));
    }

    @Test
    void without_strategies_the_missing_ones_are_named() {
        var empty = new StrategyRegistry();
        empty.addDescriptorSource(new EventDescriptors());
        var bare = new MergeService(empty, merging.store);
        var refused = assertThrows(MergeException.class, () -> bare.plan(intoA(Map.of())));
        assertEquals(MISSING_STRATEGY, refused.code());
        assertTrue(refused.getMessage().contains("combine, needed for awards, notes, tags, tasks, todos"));
        assertTrue(refused.getMessage().contains("non-empty-first, needed for address"));
    }
}
