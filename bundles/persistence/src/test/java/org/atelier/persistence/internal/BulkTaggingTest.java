package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Collections;
import java.util.List;
import org.atelier.domain.Events;
import org.atelier.domain.Events.BulkTagging;
import org.atelier.domain.NewOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BulkTaggingTest {
    private static final NewOperation BY = new NewOperation("event.tag", "tester", "request-1", "");

    private Bed bed;
    private Workshops workshops;
    private Events events;

    @BeforeEach
    void make() {
        bed = Bed.made();
        workshops = new Workshops(bed.database);
        events = new PostgresEvents(bed.database, bed.operations);
        workshops.event("one", "DC");
        workshops.event("two", "SWC");
        workshops.event("three");
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private String tagged(String tag) {
        return bed.psql.fetchValue(
                        "select string_agg(e.slug, ' ' order by e.slug) from event e join event_tag on event_id = e.id"
                                + " join tag t on t.id = tag_id where t.name = ?",
                        tag)
                + "";
    }

    @Test
    void several_events_are_tagged_in_one_operation() {
        var changed = assertInstanceOf(
                BulkTagging.Changed.class, events.tagAll(List.of("one", "two", "three"), "DC", true, BY));

        assertEquals(2, changed.events(), "one had it already");
        assertEquals("one three two", tagged("DC"));
        assertEquals("two", tagged("SWC"));
        assertEquals(
                2,
                bed.psql.fetchValue("select count(*)::int from journal where operation_id = ?", changed.operation()));
        assertEquals(new BulkTagging.Unchanged(), events.tagAll(List.of("one", "two"), "DC", true, BY));
    }

    @Test
    void a_tag_is_taken_off_several_and_stays() {
        events.tagAll(List.of("one", "two", "three"), "DC", true, BY);
        assertInstanceOf(BulkTagging.Changed.class, events.tagAll(List.of("one", "three"), "DC", false, BY));
        assertEquals("two", tagged("DC"));
    }

    @Test
    void one_unknown_name_and_nothing_is_done() {
        var before = workshops.dump();
        assertEquals(
                new BulkTagging.NoSuchEvents(List.of("nowhere")),
                events.tagAll(List.of("three", "nowhere"), "DC", true, BY));
        assertEquals(new BulkTagging.NoSuchTag(), events.tagAll(List.of("three"), "XYZ", true, BY));
        assertEquals(before, workshops.dump());
    }

    @Test
    void more_than_can_be_done_at_once_is_refused() {
        Assertions.assertThrows(
                IllegalArgumentException.class,
                () -> events.tagAll(Collections.nCopies(Events.MOST_AT_ONCE + 1, "one"), "DC", true, BY));
    }
}
