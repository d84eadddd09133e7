package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.atelier.duplicates.Dismissal;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds for every page, whatever it shows. */
class EveryPageTest {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static Site site;
    private static final Map<String, HttpResponse<String>> PAGES = new LinkedHashMap<>();

    @BeforeAll
    static void load() {
        site = Site.believable();
        for (var id = 100; id < 152; id++) {
            site.history.add(
                    id, "event", 1, Site.A, "twin-" + id, Optional.of(id + 0L).filter(it -> it % 2 == 0));
        }
        PAGES.put("login", site.getAsStranger("/workshops/login?next=/workshops/tags"));
        PAGES.put("login, signed out", site.getAsStranger("/workshops/login?out=1"));
        site.house.account("anna", org.atelier.http.Access.EDITOR, OneAdministrator.PASSWORD);
        PAGES.put("welcome", site.getAsStranger("/workshops/welcome"));
        PAGES.put("login, wrong token", site.postAsStranger("/workshops/login", "token", "wrong"));
        PAGES.put("no duplicates", site.get(Links.DUPLICATES + "/persons"));
        site.duplicates.events(1, Site.A, 2, Site.B, "Hall", "both in Oslo");
        site.duplicates.dismissed(
                new Dismissal.Party(3, "c", 3, "c"), new Dismissal.Party(4, "d", 4, "d"), "two rooms");
        for (var target : new String[] {
            "/workshops/duplicates/events",
            "/workshops/duplicates/events?dismissed=3-4",
            "/workshops/duplicates/events?restored=8-9",
            "/workshops/duplicates/badgers",
            "/workshops/",
            "/workshops/events",
            "/workshops/events?search=oslo&event=2026-01-25-nairobi",
            "/workshops/events?search=atlantis",
            "/workshops/event/2026-03-02-oslo/",
            "/workshops/event/2026-03-02-oslo/?added=SWC",
            "/workshops/event/2026-03-02-oslo/?removed=TTT",
            "/workshops/event/tbd-somewhere/",
            "/workshops/tags",
            "/workshops/records",
            "/workshops/persons",
            "/workshops/persons/add",
            "/workshops/events?tags=SWC",
            "/workshops/events?tags=XYZ",
            "/workshops/tag/SWC/",
            "/workshops/tag/SWC/edit",
            "/workshops/tag/SWC/delete",
            "/workshops/tag/TTT/delete",
            "/workshops/timeline",
            "/workshops/timeline?from=2026-02-01&days=365",
            "/workshops/timeline?from=1999-01-01",
            "/workshops/map",
            "/workshops/map?show=instructors",
            "/workshops/map?show=penguins",
            "/workshops/numbers",
            "/workshops/numbers?by=year",
            "/workshops/workshop_staff/",
            "/workshops/workshop_staff/?airport=OSL&lessons=Git&from=2026-09-01",
            "/workshops/workshop_staff/?airport=XXX&within=far",
            "/workshops/search?search=oslo",
            "/workshops/search?search=atlantis",
            "/workshops/events/merge",
            "/workshops/events/merge?event_a_0=2026-03-02-oslo&event_b_0=uio",
            "/workshops/events/merge?event_a_0=2026-03-02-oslo&event_b_0=2026-03-02-oslo",
            "/workshops/events/merge?event_a_0=2026-03-02-oslo&event_b_0=2026-03-02-uio-oslo",
            "/workshops/persons/merge",
            "/workshops/persons/merge?person_a=dahl_astrid&person_b=astrid",
            "/workshops/persons/merge?person_a=dahl_astrid&person_b=astrid_d",
            "/workshops/organizations/merge?organization_a=uio.no&organization_b=www.uio.no",
            "/workshops/tags/merge?tag_a=SWC&tag_b=DC",
            "/workshops/merge/venue?a=901&b=902",
            "/workshops/merge/planet",
            "/workshops/event/nowhere/",
            "/workshops/tags?colour=red",
            "/workshops/nothing/here",
            "/workshops/merges/" + OneUndo.MERGE + "/undo",
            "/workshops/merges/" + OneUndo.UNDONE,
            "/workshops/merges/" + OneUndo.REDONE,
            "/workshops/merges",
            "/workshops/merges?before=102",
            "/workshops/merges?before=1",
            "/workshops/merges/" + OneUndo.LATER + "/undo",
            "/workshops/account",
            "/workshops/accounts",
            "/workshops/accounts/anna",
            "/workshops/installation",
            "/workshops/log/" + OneUndo.MERGE + "/undo",
            "/workshops/log",
            "/workshops/log?actor=nobody",
            "/workshops/log?from=yesterday",
            "/workshops/log/" + PastChanges.EDIT,
            "/workshops/log/" + PastChanges.TAGGING,
            "/workshops/log/" + PastChanges.UNDO,
            "/workshops/history/event/oslo",
            "/workshops/history/event/oslo?before=1",
            "/workshops/history/event/oslo?at=then",
            "/workshops/history/event/oslo?at=2026-03-30T23:30:05Z",
            "/workshops/history/event/oslo?at=2016-04-06",
            "/workshops/history/event/nothing",
        }) {
            PAGES.put(target, site.get(target));
        }
        PAGES.put("tag unknown", site.post("/workshops/event/2026-03-02-oslo/tags/add", "tag", "nonsense"));
        PAGES.put(
                "preview",
                site.post(Links.MERGE, "event_a_0", Site.A, "event_b_0", Site.B, "base", "a", "action", "preview"));
        PAGES.put(
                "preview with discards",
                site.post(
                        Links.MERGE,
                        "event_a_0",
                        Site.A,
                        "event_b_0",
                        Site.B,
                        "base",
                        "a",
                        "choices.tasks",
                        "keep-b",
                        "action",
                        "preview"));
        PAGES.put(
                "swapped",
                site.post(Links.MERGE, "event_a_0", Site.A, "event_b_0", Site.B, "base", "a", "action", "swap"));
        PAGES.put(
                "tags to be merged",
                site.post("/workshops/tags/merge", "tag_a", "SWC", "tag_b", "DC", "base", "a", "action", "preview"));
        site.uploads.person("ada", "Ada", "Lovelace", "ada@example.org");
        site.uploads.event("2026-03-02-oslo");
        PAGES.put("upload", site.get(Links.UPLOAD));
        PAGES.put("upload of nothing", site.post(Links.UPLOAD, "text", " "));
        PAGES.put("upload to decide", site.post(Links.UPLOAD, "text", "personal,family\nAda,Lovelace\nKim,Lee"));
        PAGES.put("upload to mend", site.post(Links.UPLOAD, "text", "personal,email\nAda,ada at home"));
        var upload = "personal,email,event,role\nAda,ada@example.org,2026-03-02-oslo,helper\nKim,,,";
        PAGES.put("upload stale", site.post(Links.UPLOAD, "text", upload, "action", "confirm"));
        var uploaded = site.post(
                Links.UPLOAD,
                "text",
                upload,
                "action",
                "confirm",
                "fingerprint",
                Site.parse(PAGES.get("upload stale"))
                        .select("[name=fingerprint]")
                        .attr("value"));
        PAGES.put("uploaded", site.get(uploaded.headers().firstValue("Location").orElseThrow()));
        PAGES.put("uploaded nothing", site.get(Links.upload(1)));
        site.merges.censusIncomplete = true;
        PAGES.put("census", site.get(Links.merge(Site.A, Site.B)));
        site.merges.censusIncomplete = false;
        PAGES.put("undo unanswered", site.post("/workshops/merges/" + OneUndo.MERGE + "/undo"));
        PAGES.put("forged", site.postWithoutCsrf(Links.LOGOUT));
        var preview = Site.parse(PAGES.get("preview"));
        var receipt = site.post(
                Links.MERGE,
                "event_a_0",
                Site.A,
                "event_b_0",
                Site.B,
                "base",
                "a",
                "fingerprint",
                preview.select("[name=fingerprint]").attr("value"),
                "action",
                "confirm");
        PAGES.put("receipt", site.get(receipt.headers().firstValue("Location").orElseThrow()));
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private interface Check {
        void of(String name, HttpResponse<String> response, Document page);
    }

    private static void forEveryPage(Check check) {
        assertEquals(94, PAGES.size());
        PAGES.forEach((name, response) -> check.of(name, response, Site.parse(response)));
    }

    @Test
    void it_is_html_with_the_strict_policy_and_is_kept_by_no_cache() {
        forEveryPage((name, response, _) -> {
            assertEquals(
                    "text/html;charset=utf-8", header(response, "Content-Type").toLowerCase(), name);
            assertEquals(POLICY, header(response, "Content-Security-Policy"), name);
            assertEquals("no-store", header(response, "Cache-Control"), name);
        });
    }

    @Test
    void nothing_in_it_is_a_script_or_a_style_of_its_own() {
        forEveryPage((name, _, page) -> {
            assertEquals(0, page.select("style, [style], script:not([src])").size(), name);
            page.getAllElements()
                    .forEach(element -> element.attributes().forEach(attribute -> {
                        assertFalse(attribute.getKey().startsWith("on"), name + ": " + attribute);
                        assertFalse(attribute.getKey().startsWith("hx-on"), name + ": " + attribute);
                        assertFalse(attribute.getValue().startsWith("javascript:"), name + ": " + attribute);
                    }));
        });
    }

    @Test
    void every_form_that_changes_something_sends_the_sessions_token_back() {
        var forms = new int[1];
        forEveryPage((name, _, page) -> {
            for (var form : page.select("form")) {
                switch (form.attr("method")) {
                    case "get" ->
                        assertEquals(0, form.select("[name=csrf]").size(), name + ": it would be in the address");
                    case "post" -> {
                        if (!List.of(Links.LOGIN, Links.WELCOME).contains(form.attr("action"))) {
                            assertEquals(
                                    OneAdministrator.CSRF,
                                    form.select("input[type=hidden][name=csrf]").attr("value"),
                                    name + ": " + form.attr("action"));
                            forms[0]++;
                        }
                    }
                    default -> throw new AssertionError(name + ": a form without a method");
                }
            }
        });
        assertTrue(forms[0] > 30, "only " + forms[0] + " forms");
    }

    @Test
    void every_field_a_person_fills_in_has_a_name_for_those_who_cannot_see() {
        forEveryPage((name, _, page) -> {
            for (var field : page.select("input:not([type=hidden]):not([hidden]), select, textarea")) {
                var labelled = !field.attr("aria-label").isBlank()
                        || field.closest("label") != null
                        || !page.select("label[for=\"" + field.id() + "\"]").isEmpty();
                assertTrue(labelled, name + ": " + field);
            }
            for (var button : page.select("button, a")) {
                assertFalse(button.text().isBlank() && button.attr("aria-label").isBlank(), name + ": " + button);
            }
        });
    }

    @Test
    void it_has_one_heading_a_way_around_the_navigation_and_no_id_twice() {
        forEveryPage((name, _, page) -> {
            assertEquals("en", page.select("html").attr("lang"), name);
            assertEquals(1, page.select("h1").size(), name);
            assertTrue(page.title().endsWith(" · Atelier"), name);
            assertEquals("#main", page.body().child(0).attr("href"), name);
            assertEquals(1, page.select("main#main").size(), name);
            var ids = page.select("[id]").eachAttr("id");
            assertEquals(ids.size(), ids.stream().distinct().count(), name + ": " + ids);
        });
    }

    @Test
    void what_it_refers_to_is_there_and_may_be_kept_for_ever() {
        forEveryPage((name, _, page) -> {
            var files = page.select("link[href], script[src], img[src]");
            assertTrue(files.size() >= 5, name);
            for (var file : files) {
                var address = file.hasAttr("href") ? file.attr("href") : file.attr("src");
                assertTrue(Pattern.matches("/workshops/static/[a-z.]+-[0-9a-f]{16}\\.(css|js|svg)", address), address);
                var answer = site.getAsStranger(address);
                assertEquals(200, answer.statusCode(), address);
                assertEquals("public, max-age=31536000, immutable", header(answer, "Cache-Control"));
                assertEquals(
                        304,
                        site.getAsStranger(address, "If-None-Match", header(answer, "ETag"))
                                .statusCode());
            }
        });
    }

    @Test
    void pages_that_refuse_say_so_with_the_right_status_and_the_requests_number() {
        var expected = Map.of(
                "/workshops/event/nowhere/", 404,
                "/workshops/tags?colour=red", 400,
                "/workshops/nothing/here", 404,
                "forged", 403);
        expected.forEach((name, status) -> {
            assertEquals(status, PAGES.get(name).statusCode(), name);
            var page = Site.parse(PAGES.get(name));
            assertEquals("request-1", page.select("#request-id").text(), name);
            assertFalse(page.text().contains("Exception"), name);
        });
    }

    @Test
    void another_method_is_refused_on_a_page_that_names_the_right_ones() {
        var refused = site.http.send(site.http
                .request("/workshops/tags")
                .header("Cookie", OneAdministrator.COOKIE)
                .DELETE());
        assertEquals(405, refused.statusCode());
        assertEquals("GET, HEAD, OPTIONS", header(refused, "Allow"));
        assertEquals("405", Site.parse(refused).select(".error-status").text());
    }

    @Test
    void a_file_that_is_not_there_is_not_found() {
        assertEquals(
                404, site.getAsStranger("/workshops/static/bootstrap.min.css").statusCode());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }
}
