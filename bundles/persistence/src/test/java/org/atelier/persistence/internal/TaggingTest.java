package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.Bed.SOMETHING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.atelier.domain.Events;
import org.atelier.domain.Events.TagOutcome;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaggingTest {
    private Bed bed;
    private Events events;

    @BeforeEach
    void make() {
        bed = PostgresEventsTest.filled();
        events = new PostgresEvents(bed.database, bed.operations);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void a_tag_is_put_on_in_one_operation_and_once() {
        assertEquals(TagOutcome.CHANGED, events.tag("undated", "DC", SOMETHING));
        assertEquals(TagOutcome.UNCHANGED, events.tag("undated", "DC", SOMETHING));
        assertEquals(TagOutcome.UNCHANGED, events.tag("9", "DC", SOMETHING));

        assertEquals(1, done());
        assertEquals("event_tag {\"tag_id\": 2, \"event_id\": 9}  {\"tag_id\": 2, \"event_id\": 9}", lastChange());
    }

    @Test
    void a_tag_is_taken_off_one_event_and_stays_everywhere_else() {
        assertEquals(TagOutcome.CHANGED, events.untag("2016-05-06-dijon", "SWC", SOMETHING));
        assertEquals(TagOutcome.UNCHANGED, events.untag("2016-05-06-dijon", "SWC", SOMETHING));

        assertEquals(1, done());
        assertEquals("event_tag {\"tag_id\": 3, \"event_id\": 7} {\"tag_id\": 3, \"event_id\": 7} ", lastChange());
        assertEquals(List.of("7 2", "10 3"), links());
        assertEquals(3, bed.psql.fetchCount(DSL.table("tag")));
    }

    @Test
    void what_does_not_exist_is_told_and_nothing_changes() {
        assertEquals(TagOutcome.NO_SUCH_EVENT, events.tag("nowhere", "DC", SOMETHING));
        assertEquals(TagOutcome.NO_SUCH_EVENT, events.untag("nowhere", "nothing", SOMETHING));
        assertEquals(TagOutcome.NO_SUCH_TAG, events.tag("undated", "dc", SOMETHING));
        assertEquals(TagOutcome.NO_SUCH_TAG, events.untag("undated", "", SOMETHING));

        assertEquals(0, done());
        assertEquals(List.of("7 2", "7 3", "10 3"), links());
    }

    @Test
    void who_writes_is_not_led_elsewhere() {
        assertEquals(TagOutcome.NO_SUCH_EVENT, events.tag("retired", "DC", SOMETHING));

        assertEquals(0, done());
    }

    @Test
    void a_slug_of_digits_is_tagged_rather_than_the_event_of_that_id() {
        assertEquals(TagOutcome.CHANGED, events.tag("7", "unused", SOMETHING));

        assertEquals(List.of("7 2", "7 3", "8 5", "10 3"), links());
    }

    @Test
    void of_many_who_put_the_same_tag_on_at_once_one_did() throws Exception {
        var wishes = Collections.nCopies(8, (Callable<TagOutcome>) () -> events.tag("undated", "SWC", SOMETHING));
        try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = new ArrayList<TagOutcome>();
            for (var outcome : together.invokeAll(wishes)) {
                outcomes.add(outcome.get());
            }
            assertEquals(1, Collections.frequency(outcomes, TagOutcome.CHANGED));
            assertEquals(7, Collections.frequency(outcomes, TagOutcome.UNCHANGED));
        }
        assertEquals(1, done());
    }

    @Test
    void a_tag_waits_for_the_merge_of_its_event_and_finds_it_gone() throws Exception {
        var outcome = new AtomicReference<TagOutcome>();
        var tagging = bed.database.<Thread>transaction(sql -> {
            sql.execute("delete from event where id = 9");
            return Thread.ofVirtual().start(() -> outcome.set(events.tag("undated", "SWC", SOMETHING)));
        });
        tagging.join();

        assertEquals(TagOutcome.NO_SUCH_EVENT, outcome.get());
        assertEquals(0, done());
    }

    private int done() {
        return bed.psql.fetchCount(DSL.table("operation"), DSL.condition("kind = 'test.something'"));
    }

    private Object lastChange() {
        return bed.psql.fetchOne("""
                        select format('%s %s %s %s', table_name, key, before, after)
                        from journal order by id desc limit 1""").get(0);
    }

    private List<?> links() {
        return bed.psql.fetchValues("select event_id || ' ' || tag_id from event_tag order by event_id, tag_id");
    }
}
