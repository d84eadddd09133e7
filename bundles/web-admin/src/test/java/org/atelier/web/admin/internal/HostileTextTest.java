package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.atelier.domain.EventDetails;
import org.atelier.duplicates.Dismissal;
import org.atelier.duplicates.Kind;
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
        site = new Site(world, hostileTwins());
    }

    /** People, organizations, tags and a kind of a plugin, with the same sort of texts. */
    private static Twins hostileTwins() {
        var twins = new Twins();
        for (var id : List.of(1L, 2L)) {
            twins.add("person", id, "username", hostileSlug("user" + id))
                    .says("personal", hostile("personal"))
                    .says("full_name", hostile("full"))
                    .says("email", hostile("mail" + id))
                    .says("notes", hostile("remark" + id))
                    .links("languages", id, hostile("language" + id))
                    .has(
                            "tasks",
                            10 * id,
                            Map.of("event", hostile("at"), "role", hostile("as")),
                            Map.of("title", hostile("title" + id)));
            twins.add("organization", id, "domain", hostileSlug("domain" + id))
                    .says("fullname", hostile("organization" + id))
                    .has("events_hosted", 20 * id, Map.of(), Map.of("slug", hostile("hosted" + id)));
            twins.add("tag", id, "name", hostileSlug("tag" + id))
                    .says("details", hostile("meaning" + id))
                    .links("events", id, hostile("event" + id));
            twins.add("venue", id, "name", hostileSlug("room" + id)).says("city", hostile("city" + id));
        }
        return twins;
    }

    @Test
    void in_a_merge_of_any_kind() {
        var marks = Map.of(
                "person",
                List.of("user1", "user2", "full", "mail1", "remark2", "language2", "at", "as", "title2"),
                "organization",
                List.of("domain1", "domain2", "organization1", "organization2", "hosted2"),
                "tag",
                List.of("tag1", "tag2", "meaning1", "meaning2", "event1", "event2"),
                "venue",
                List.of("room1", "room2", "city1", "city2"));
        for (var kind : MergeKind.all(site.merges.kinds())) {
            if (kind.equals(MergeKind.EVENT)) {
                continue;
            }
            site.workshops.words.reliedOn.put(hostileSlug("tag2"), List.of(hostile("who")));
            assertHarmless(
                    site.page(kind.link("1", "2")), marks.get(kind.kind()).toArray(String[]::new));
            assertHarmless(site.page(kind.link(hostile("typed"), "2")), "typed");
            assertHarmless(site.page(kind.link("1", hostileSlug("").substring(0, 3))));
            var preview =
                    Site.parse(site.post(kind.path(), kind.a(), "1", kind.b(), "2", "base", "a", "action", "preview"));
            assertHarmless(preview);
            var stale = site.post(
                    kind.path(),
                    kind.a(),
                    "1",
                    kind.b(),
                    "2",
                    "base",
                    "a",
                    "fingerprint",
                    hostile("print"),
                    "seen",
                    preview.select("[name=seen]")
                            .attr("value")
                            .replace("\"w\":\"", "\"w\":\"<script>alert(1)</script>"),
                    "note",
                    hostile("note"),
                    "action",
                    "confirm");
            assertEquals(409, stale.statusCode());
            assertHarmless(Site.parse(stale), "note");
        }
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
            var text = mark.matches("slug[0-9]|(user|domain|room|tag)[12]|missing") ? hostileSlug(mark) : hostile(mark);
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
                var isText =
                        Set.of(FieldType.TEXT, FieldType.PROSE, FieldType.URL).contains(field.type());
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
    void among_duplicates_and_what_was_said_of_them() {
        site.duplicates.events(1, hostileSlug("slug1"), 2, hostileSlug("slug2"), hostile("venue"), hostile("reason"));
        site.duplicates.people(8, 9, hostile("person"));
        site.duplicates.dismissed(
                new Dismissal.Party(3, hostileSlug("slug3"), 5, hostileSlug("slug5")),
                new Dismissal.Party(4, hostileSlug("slug4"), 4, hostileSlug("slug4")),
                hostile("why"));
        assertHarmless(
                site.page(Links.duplicates(Kind.EVENT) + "?dismissed=3-4"),
                "slug1",
                "slug2",
                "venue",
                "reason",
                "slug3",
                "slug4",
                "slug5",
                "why");
        assertHarmless(site.page(Links.duplicates(Kind.PERSON)), "person");
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
    void in_an_upload_from_its_lines_to_the_receipt() {
        site.uploads.person(hostileSlug("user1"), hostile("first"), hostile("last"), "");
        site.uploads.event(hostileSlug("slug1"));
        site.uploads.roles.put(hostile("role"), 9L);
        var lines = "personal,family,event,role,title,username\n"
                + quoted("", "", hostileSlug("slug1"), hostile("role"), hostile("title"), hostileSlug("user1"))
                + quoted(
                        hostile("new"),
                        hostile("family"),
                        hostileSlug("slug1"),
                        hostile("role"),
                        "",
                        hostileSlug("user2"))
                + quoted(hostile("first"), hostile("last"), "", "", "", "");
        var preview = Site.parse(site.post(Links.UPLOAD, "text", lines));
        assertHarmless(preview, "user1", "user2", "first", "new", "slug1", "role", "title");
        assertHarmless(
                Site.parse(site.post(
                        Links.UPLOAD, "text", lines, "undecided", "new", "note", hostile("note"), "action", "confirm")),
                "note");
        var wrong = Site.parse(site.post(
                Links.UPLOAD,
                "text",
                "personal,email,event,role\n" + quoted("x", "mail\"><script>", hostile("at"), hostile("as"))));
        assertHarmless(wrong, "at", "as");
        assertHarmless(Site.parse(site.post(Links.UPLOAD, "text", hostile("header"))), "header");
        var done = site.post(
                Links.UPLOAD,
                "text",
                lines,
                "undecided",
                "skip",
                "note",
                hostile("note"),
                "action",
                "confirm",
                "fingerprint",
                Site.parse(site.post(Links.UPLOAD, "text", lines, "undecided", "skip"))
                        .select("[name=fingerprint]")
                        .attr("value"));
        assertHarmless(
                site.page(done.headers().firstValue("Location").orElseThrow()),
                "note",
                "new",
                "user2",
                "slug1",
                "role");
    }

    private static String quoted(String... cells) {
        return java.util.Arrays.stream(cells)
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(java.util.stream.Collectors.joining(","))
                + "\n";
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
