package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.Bed.SOMETHING;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.atelier.domain.EventSummary;
import org.atelier.domain.Events;
import org.atelier.domain.Events.TagOutcome;
import org.atelier.export.EventFilter;
import org.atelier.export.ExportStore;
import org.atelier.export.ExportStore.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A name that websites and people know goes on meaning something after its tag was merged into another one. */
class RetiredTagTest {
    private Bed bed;
    private Workshops workshops;
    private Events events;
    private ExportStore store;

    @BeforeEach
    void make() {
        bed = Bed.made();
        workshops = new Workshops(bed.database);
        events = new PostgresEvents(bed.database, bed.operations);
        store = new PostgresExportStore(bed.database, new ChangeWatch(bed.database));
        published("both", "dc", "DC");
        published("old", "DC");
        published("new", "dc", "SWC");
        published("neither", "SWC");
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private void published(String slug, String... tags) {
        workshops.event(slug, tags);
        bed.psql.execute("""
                update event set start = '2016-05-06', country = 'GB', url = slug, latitude = 1, longitude = 2,
                    venue = 'v', address = 'a' where slug = ?""", slug);
    }

    /** As a merge that unites the events of both leaves it. */
    private void merge(String retired, String survivor) {
        bed.operations.write(
                SOMETHING,
                (sql, running) -> {
                    var from = workshops.named("tag", retired);
                    var to = workshops.named("tag", survivor);
                    sql.execute(
                            "insert into event_tag select event_id, ? from event_tag where tag_id = ? on conflict do nothing",
                            to,
                            from);
                    sql.execute("delete from event_tag where tag_id = ?", from);
                    sql.execute("delete from tag where id = ?", from);
                    sql.execute("update redirect set target_id = ? where kind = 'tag' and target_id = ?", to, from);
                    return sql.execute(
                            "insert into redirect values ('tag', 'slug', ?, ?, ?), ('tag', 'id', ?, ?, ?)",
                            retired,
                            to,
                            running.id(),
                            Long.toString(from),
                            to,
                            running.id());
                },
                _ -> true);
    }

    @Test
    void a_feed_asked_for_by_the_old_name_is_the_feed_of_the_survivor() {
        assertEquals(List.of("both", "old"), slugs("DC"));
        assertEquals(List.of("both", "new"), slugs("dc"));
        assertEquals(List.of("both"), slugs("DC", "dc"));

        merge("DC", "dc");

        assertEquals(List.of("both", "old", "new"), slugs("DC"));
        assertEquals(events("dc"), events("DC"));
        assertEquals(events("dc"), events("DC", "dc"));
        assertEquals(List.of("new"), slugs("SWC", "DC"));
        assertEquals(List.of("new"), slugs("DC", "SWC", "dc"));
        assertEquals(new Answer.Unknown(List.of("tag \"Dc\"")), answer("DC", "Dc"));
    }

    @Test
    void an_old_name_leads_to_the_last_of_a_chain_of_survivors() {
        merge("DC", "dc");
        merge("dc", "SWC");

        assertEquals(List.of("both", "old", "new", "neither"), slugs("DC", "dc", "SWC"));
        assertEquals(events("SWC"), events("DC"));
    }

    @Test
    void a_tag_that_lives_again_beats_the_redirect() {
        merge("DC", "dc");
        published("again", "DC");

        assertEquals(List.of("again"), slugs("DC"));
        assertEquals(List.of("both", "old", "new"), slugs("dc"));
    }

    @Test
    void a_name_that_led_to_a_tag_which_is_gone_is_unknown_and_never_every_event() {
        merge("DC", "dc");
        bed.psql.execute("delete from event_tag where tag_id = (select id from tag where name = 'dc')");
        bed.psql.execute("delete from tag where name = 'dc'");

        assertEquals(new Answer.Unknown(List.of("tag \"DC\"")), answer("DC"));
    }

    @Test
    void events_are_found_by_the_old_name_of_their_tag_once_each() {
        merge("DC", "dc");

        assertEquals(List.of("both", "old", "new"), found("DC"));

        merge("dc", "SWC");
        assertEquals(List.of("both", "old", "new", "neither"), found("dc swc"));
    }

    @Test
    void the_old_name_puts_the_survivor_on_and_takes_it_off() {
        merge("DC", "dc");

        assertEquals(TagOutcome.CHANGED, events.tag("neither", "DC", SOMETHING));
        assertEquals(TagOutcome.UNCHANGED, events.tag("neither", "dc", SOMETHING));
        assertArrayEquals(new Object[] {"SWC", "dc"}, tags("neither"));

        assertEquals(TagOutcome.CHANGED, events.untag("old", "DC", SOMETHING));
        assertEquals(TagOutcome.UNCHANGED, events.untag("old", "DC", SOMETHING));
        assertArrayEquals(new Object[] {}, tags("old"));
        assertEquals(List.of("both", "new", "neither"), slugs("DC"));
    }

    private Object[] tags(String slug) {
        return bed.psql
                .fetchValues(
                        "select t.name from event_tag join tag t on t.id = tag_id join event e on e.id = event_id"
                                + " where e.slug = ? order by t.name",
                        slug)
                .toArray();
    }

    private List<String> found(String text) {
        return events.search(text, 10).stream().map(EventSummary::slug).toList();
    }

    private static EventFilter filter(String... tags) {
        return new EventFilter(List.of(tags), OptionalLong.empty(), OptionalLong.empty());
    }

    private Answer answer(String... tags) {
        return store.events(filter(tags), _ -> {});
    }

    private List<ExportStore.Event> events(String... tags) {
        var events = new ArrayList<ExportStore.Event>();
        assertInstanceOf(Answer.Told.class, store.events(filter(tags), events::add));
        return events;
    }

    private List<String> slugs(String... tags) {
        return events(tags).stream().map(ExportStore.Event::slug).toList();
    }
}
