package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.atelier.domain.Events.BulkTagging;
import org.atelier.domain.Events.TagOutcome;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.atelier.export.EventFilter;
import org.atelier.export.ExportStore.Answer;
import org.atelier.records.RecordKind;
import org.atelier.records.RecordRef;
import org.atelier.records.RecordRow;
import org.atelier.records.Saved;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A retired tag stays where it is and comes nowhere else, until it is brought back. */
class RetiringTagsTest {
    private static final NewOperation BY = new NewOperation("tag.edit", "tester", "request-1", "");

    private Bed bed;
    private PostgresEvents events;
    private PostgresRecords records;

    @BeforeEach
    void make() {
        bed = Bed.made();
        var workshops = new Workshops(bed.database);
        events = new PostgresEvents(bed.database, bed.operations);
        records = new PostgresRecords(
                bed.database, bed.operations, new VocabularyReliances(), PostgresRecordsTest.kinds());
        workshops.event("had", "DC", "SWC");
        workshops.event("never");
        retire(true);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private RecordKind kind(String name) {
        return records.kind(name).orElseThrow();
    }

    private RecordRow found(String kind, String key) {
        return (RecordRow) assertInstanceOf(Lookup.Found.class, records.find(kind(kind), key))
                .value();
    }

    @Test
    void whoever_lists_the_tags_of_an_event_sees_that_it_is_retired() {
        assertEquals(
                List.of("DC true", "SWC false"),
                found("event", "had").links().get("tags").stream()
                        .map(tag -> tag.title() + " " + tag.retired())
                        .toList());
    }

    private void retire(boolean retired) {
        var tag = found("tag", "DC");
        assertInstanceOf(
                Saved.Done.class,
                records.change(kind("tag"), tag.id(), tag.version(), Map.of("retired", retired), Map.of(), BY));
        assertEquals(retired, found("tag", "DC").isRetired());
    }

    private List<String> tagsOf(String event) {
        return found("event", event).links().get("tags").stream()
                .map(RecordRef::key)
                .toList();
    }

    private Saved tags(String event, String... tags) {
        var row = found("event", event);
        return records.change(kind("event"), row.id(), row.version(), Map.of(), Map.of("tags", List.of(tags)), BY);
    }

    @Test
    void it_stays_on_its_events_and_answers_to_its_name() {
        assertEquals(List.of("DC", "SWC"), tagsOf("had"));
        assertEquals(TagOutcome.UNCHANGED, events.tag("had", "DC", BY));
        var filter = new EventFilter(List.of("DC"), OptionalLong.empty(), OptionalLong.empty());
        var store = new PostgresExportStore(bed.database, new ChangeWatch(bed.database));
        var told = new ArrayList<>();
        assertInstanceOf(Answer.Told.class, store.events(filter, told::add));
        assertEquals(List.of(), told);
    }

    @Test
    void no_other_event_gets_it_one_by_one_several_at_once_or_by_editing() {
        assertEquals(TagOutcome.RETIRED_TAG, events.tag("never", "DC", BY));
        assertEquals(new BulkTagging.RetiredTag(), events.tagAll(List.of("had", "never"), "DC", true, BY));
        var problem = assertInstanceOf(Saved.Invalid.class, tags("never", "DC", "SWC"))
                .problems()
                .getFirst();
        assertEquals("tags", problem.field());
        assertTrue(problem.message().startsWith("“DC” is retired"), problem.message());
        assertInstanceOf(
                Saved.Invalid.class,
                records.create(kind("event"), Map.of("slug", "new"), Map.of("tags", List.of("DC")), BY));
        assertEquals(List.of(), tagsOf("never"));
        assertEquals(
                List.of("SWC"),
                records.choices(kind("tag"), "", 10).stream()
                        .map(RecordRef::key)
                        .toList());
    }

    @Test
    void an_event_that_has_it_can_be_edited_and_lose_it() {
        assertInstanceOf(Saved.Done.class, tags("had", "DC"));
        assertEquals(List.of("DC"), tagsOf("had"));
        assertEquals(TagOutcome.CHANGED, events.untag("had", "DC", BY));
        assertEquals(TagOutcome.RETIRED_TAG, events.tag("had", "DC", BY));
    }

    @Test
    void brought_back_it_is_a_tag_like_any_other() {
        retire(false);
        assertEquals(TagOutcome.CHANGED, events.tag("never", "DC", BY));
    }
}
