package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.atelier.domain.EventDetails;
import org.atelier.records.FieldType;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Texts that want to be markup stay texts, in every place where a page shows any. */
class HostileTextTest {
    private Site site;

    /** Breaks out of attributes of either quote and of elements, if anything does. */
    private static String hostile(String mark) {
        return mark + "'\"><script>alert('" + mark + "')</script><img src=x onerror=alert(1)>&lt;";
    }

    /** The same without what the database takes in no slug: blanks, slashes, question marks, hashes. */
    private static String hostileSlug(String mark) {
        return mark + "'\"><script>alert('" + mark + "')<img&lt;";
    }

    @BeforeEach
    void start() {
        var world = new Workshops();
        var tag = world.tag(hostile("tag"), hostile("meaning"));
        for (var id : List.of(1L, 2L)) {
            world.add(
                    Workshops.event(id, hostileSlug("slug" + id))
                            .days("2026-03-02", "2026-03-03")
                            .place(hostile("venue" + id), hostile("address" + id), "XX")
                            .url("javascript:alert(1)//" + hostile("url" + id))
                            .host(hostile("host" + id))
                            .contact(hostile("contact" + id))
                            .notes(hostile("notes" + id) + "\n\n" + hostile("more"))
                            .make(),
                    List.of(tag),
                    List.of(
                            new EventDetails.Task(
                                    10 * id,
                                    hostile("username"),
                                    hostile("person"),
                                    hostile("role"),
                                    hostile("title" + id),
                                    "javascript:alert(1)"),
                            new EventDetails.Task(
                                    10 * id + 1, "u", hostile("other" + id), hostile("role"), "", "data:text/html,x")),
                    List.of(new EventDetails.Todo(
                            10 * id, hostile("todo"), false, Optional.empty(), hostile("additional"))),
                    List.of(new EventDetails.Award(
                            10 * id, hostile("winner"), hostile("winner"), hostile("badge"), Optional.empty())));
        }
        site = new Site(world);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private static void assertHarmless(Document page, String... marks) {
        assertEquals(
                0, page.select("script:not([src]), img[onerror], [onerror]").size(), page.outerHtml());
        assertEquals(
                0,
                page.select("[href^=javascript], [href^=data], [action^=javascript]")
                        .size());
        for (var mark : marks) {
            var text = mark.startsWith("slug") || mark.equals("missing") ? hostileSlug(mark) : hostile(mark);
            assertTrue(
                    page.wholeText().contains(text)
                            || page.getAllElements().stream()
                                    .flatMap(element -> element.attributes().asList().stream())
                                    .anyMatch(attribute -> attribute.getValue().contains(text)),
                    () -> mark + " is not shown as it is in\n" + page.outerHtml());
        }
    }

    @Test
    void in_the_list_and_the_overview() {
        assertHarmless(site.page("/workshops/events"), "slug1", "slug2", "venue1", "tag");
        assertHarmless(site.page("/workshops/tags"), "tag", "meaning");
    }

    @Test
    void in_every_text_of_a_record_of_every_kind() {
        for (var kind : site.records.kinds()) {
            var values = new LinkedHashMap<String, Object>();
            var marks = new ArrayList<String>();
            for (var field : kind.fields()) {
                var isText = field.type() == FieldType.TEXT || field.type() == FieldType.PROSE;
                if (isText && kind.key().filter(field.name()::equals).isEmpty() && !field.computed()) {
                    values.put(field.name(), hostile(kind.name() + field.name()));
                    marks.add(kind.name() + field.name());
                } else if (kind.key().filter(field.name()::equals).isPresent()) {
                    values.put(field.name(), "record-of-" + kind.name());
                }
            }
            var key = site.records.put(kind.name(), 9_000, values).key();
            var all = marks.toArray(String[]::new);
            assertHarmless(site.page(Links.record(kind.name(), key) + "edit"), all);
            assertHarmless(site.page(Links.record(kind.name(), key) + "delete"));
            assertHarmless(site.page(Links.list(kind)));
            if (!kind.name().equals("event")) {
                assertHarmless(site.page(Links.record(kind.name(), key)), all);
            }
        }
    }

    @Test
    void in_what_comes_next() {
        var today = LocalDate.now(ZoneOffset.UTC);
        site.records.put(
                "event", 9_001, MemoryRecords.values("slug", "next", "start", today, "venue", hostile("next")));
        site.records.put("todo", 9_002, MemoryRecords.values("title", hostile("todo"), "event", "next", "due", today));
        assertHarmless(site.page("/workshops/"), "next", "todo");
    }

    @Test
    void in_what_somebody_types() {
        assertHarmless(site.page("/workshops/search?search=" + Links.encode(hostile("anything"))), "anything");
        assertHarmless(site.page(Links.search(hostile("typed"))), "typed");
        assertHarmless(
                site.page(Links.EVENTS + "?event="
                        + Links.search(hostile("picked")).split("=")[1]),
                "picked");
        assertHarmless(site.page(Links.merge(hostile("a"), hostile("b"))), "a", "b");
        assertHarmless(site.page(Links.event(hostileSlug("missing"))), "missing");
        assertHarmless(
                Site.parse(site.post(Links.addTag(hostileSlug("slug1")), "tag", hostile("nonsense"))), "nonsense");
        assertHarmless(Site.parse(site.getAsStranger(Links.login(Links.HOME + hostile("next")))));
    }

    @Test
    void on_an_events_page() {
        assertHarmless(
                site.page(Links.event(hostileSlug("slug1"))),
                "slug1",
                "venue1",
                "address1",
                "url1",
                "host1",
                "contact1",
                "notes1",
                "tag",
                "username",
                "person",
                "role",
                "title1",
                "todo",
                "additional",
                "winner",
                "badge");
    }

    @Test
    void in_a_merge_from_the_comparison_to_the_receipt() {
        var compare = site.page(Links.merge("1", "2"));
        assertHarmless(compare, "slug1", "slug2", "venue1", "venue2", "notes1", "tag", "person", "title2", "todo");
        String[] fields = {
            "event_a_0", "1", "event_b_0", "2", "base", "a", "choices.tasks", "keep-a", "action", "preview"
        };
        var preview = Site.parse(site.post(Links.MERGE, fields));
        assertHarmless(preview, "slug2", "venue2", "other2", "notes1", "winner", "tag");
        var done = site.post(
                Links.MERGE,
                "event_a_0",
                "1",
                "event_b_0",
                "2",
                "base",
                "a",
                "choices.tasks",
                "keep-a",
                "note",
                hostile("note"),
                "fingerprint",
                preview.select("[name=fingerprint]").attr("value"),
                "action",
                "confirm");
        assertHarmless(
                site.page(done.headers().firstValue("Location").orElseThrow()), "slug2", "note", "other2", "winner");
    }

    @Test
    void in_the_history() {
        site.changes.text = HostileTextTest::hostile;
        assertHarmless(site.page("/workshops/log"), "ada", "the host moved", "DC", "oslo");
        assertHarmless(site.page("/workshops/log/" + PastChanges.EDIT), "ada", "Hall", "Aula", "oslo", "request-701");
        assertHarmless(site.page("/workshops/log/" + PastChanges.TAGGING), "DC", "oslo");
        assertHarmless(
                site.page("/workshops/history/event/oslo"), "ada", "the host moved", "Hall", "Aula", "DC", "oslo");
        assertHarmless(site.page("/workshops/history/event/oslo?at=2026-03-30T23:30:05Z"), "Hall", "DC", "oslo");
        var typed = java.net.URLEncoder.encode(hostile("typed"), java.nio.charset.StandardCharsets.UTF_8);
        assertHarmless(site.page("/workshops/log?from=" + typed), "typed");
        assertHarmless(site.page("/workshops/history/event/oslo?at=" + typed), "typed");
    }
}
