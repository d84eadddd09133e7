package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.atelier.duplicates.Dismissal;
import org.atelier.http.Access;
import org.atelier.http.Method;
import org.atelier.http.Route;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Goes wherever the pages lead somebody of a level, and sends every form that they are given. */
class NothingForbiddenIsOfferedTest {
    /** Pages to begin with, where no link of the others leads in a house as small as this one. */
    private static final List<String> SEEDS = List.of(
            Links.HOME,
            Links.MERGE,
            Links.merge(Site.A, Site.B),
            "/workshops/tags/merge?tag_a=SWC&tag_b=DC",
            "/workshops/merge/venue?a=901&b=902",
            "/workshops/duplicates/events",
            "/workshops/duplicates/events?dismissed=3-4",
            "/workshops/event/2026-03-02-oslo/?added=SWC",
            "/workshops/event/2026-03-02-oslo/?removed=TTT",
            "/workshops/event/2026-03-02-oslo/?saved=7",
            "/workshops/tag/SWC/?saved=7",
            "/workshops/events?deleted=7&saved=8",
            "/workshops/merges/" + OneUndo.MERGE + "/undo",
            "/workshops/merges/" + OneUndo.UNDONE,
            "/workshops/merges/" + OneUndo.REDONE,
            "/workshops/log/" + OneUndo.MERGE + "/undo",
            "/workshops/log/" + PastChanges.EDIT,
            "/workshops/history/event/oslo",
            "/workshops/history/event/oslo?at=2026-03-30T23:30:05Z",
            "/workshops/search?search=oslo");

    /** How many pages of one route are looked at. */
    private static final int ENOUGH = 4;

    /** What is asked for by scripts alone, or is no page. */
    private static final Set<String> PARTS = Set.of("/workshops/static/{file}", "/workshops/choices/{kind}");

    private Site site;

    @BeforeEach
    void start() {
        site = Site.believable();
        site.administrator.actor = "vera";
        site.duplicates.events(1, Site.A, 2, Site.B, "Hall", "both in Oslo");
        site.duplicates.dismissed(
                new Dismissal.Party(3, "c", 3, "c"), new Dismissal.Party(4, "d", 4, "d"), "two rooms");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private record Form(String page, String method, String target, List<String> fields) {}

    @ParameterizedTest
    @EnumSource(value = Access.class, names = "PUBLIC", mode = EnumSource.Mode.EXCLUDE)
    void no_link_leads_to_a_refusal_and_no_form_that_is_offered_is_refused(Access level) {
        site.administrator.access = level;
        var forms = new LinkedHashMap<String, Form>();
        var pages = 0;
        var visits = new HashMap<String, Integer>();
        var known = new LinkedHashSet<>(SEEDS);
        site.routes.stream()
                .filter(route ->
                        route.method() == Method.GET && route.access() != Access.PUBLIC && level.covers(route.access()))
                .forEach(route -> known.add(route.path().replaceAll("\\{[a-z]+}", "1")));
        var open = new ArrayDeque<>(known);
        while (!open.isEmpty()) {
            var target = open.poll();
            var route = route(Method.GET, target);
            if (PARTS.contains(route) || visits.merge(route, 1, Integer::sum) > ENOUGH && !SEEDS.contains(target)) {
                continue;
            }
            var answer = site.get(target);
            assertNotEquals(403, answer.statusCode(), "offered to " + level + ": " + target);
            pages += answer.statusCode() == 200 ? 1 : 0;
            for (var next : leadsTo(answer)) {
                if (known.add(next)) {
                    open.add(next);
                }
            }
            formsOf(target, Site.parse(answer)).forEach(form -> forms.putIfAbsent(form.target() + form.fields(), form));
        }
        for (var form : forms.values()) {
            if (!form.target().equals(Links.LOGOUT)) {
                var answer = site.post(form.target(), form.fields().toArray(String[]::new));
                assertNotEquals(403, answer.statusCode(), form + " is offered to " + level);
                assertNotEquals(404, answer.statusCode(), form + " leads nowhere");
            }
        }
        assertTrue(pages > 60, level + " saw " + pages + " pages");
        if (level == Access.VIEWER) {
            for (var form : forms.values()) {
                assertTrue(
                        form.target().equals(Links.LOGOUT) || form.target().startsWith(Links.ACCOUNT + "/"),
                        form.toString());
            }
        } else {
            assertTrue(forms.size() > 20, level + " has " + forms.size() + " forms");
        }
    }

    @Test
    void what_was_not_offered_is_refused_all_the_same() {
        site.administrator.access = Access.EDITOR;
        var refused = site.post("/workshops/merges/" + OneUndo.MERGE + "/undo");
        assertEquals(403, refused.statusCode());
        assertEquals("Not yours to undo", Site.parse(refused).select("h1").text());
        site.administrator.access = Access.VIEWER;
        assertEquals(403, site.post(Links.MERGE).statusCode());
    }

    @ParameterizedTest
    @EnumSource(value = Access.class, names = "PUBLIC", mode = EnumSource.Mode.EXCLUDE)
    void where_something_is_missing_one_line_says_why(Access level) {
        site.administrator.access = level;
        for (var target : List.of(
                "/workshops/events",
                "/workshops/tag/SWC/",
                "/workshops/event/2026-03-02-oslo/",
                Links.MERGES,
                Links.MERGE,
                Links.merge(Site.A, Site.B),
                "/workshops/duplicates/events")) {
            assertEquals(
                    level == Access.VIEWER ? 1 : 0,
                    site.page(target).select(".only-editors, #only-editors").size(),
                    target + " for " + level);
        }
        assertEquals(
                level == Access.ADMINISTRATOR ? 0 : 1,
                site.page("/workshops/merges/" + OneUndo.MERGE + "/undo")
                        .select("#why-not-undo")
                        .size());
    }

    /** Every address that a page has a browser go to, by itself, by a link, or by a script. */
    private List<String> leadsTo(HttpResponse<String> answer) {
        var addresses = new ArrayList<String>(answer.headers().allValues("Location"));
        var page = Site.parse(answer);
        addresses.addAll(page.select("a[href]").eachAttr("href"));
        addresses.addAll(page.select("form[method=get]").eachAttr("action"));
        addresses.addAll(page.select("[formaction]").eachAttr("formaction"));
        addresses.addAll(page.select("[hx-get]").eachAttr("hx-get"));
        return addresses.stream()
                .filter(address -> address.startsWith(Links.HOME))
                .toList();
    }

    private static List<Form> formsOf(String page, Document document) {
        var forms = new ArrayList<Form>();
        for (var form : document.select("form[method=post]")) {
            forms.add(new Form(page, "post", form.attr("action"), fields(form)));
        }
        for (var live : document.select("[hx-post]")) {
            forms.add(new Form(page, "hx-post", live.attr("hx-post"), List.of()));
        }
        return forms;
    }

    private static List<String> fields(Element form) {
        var fields = new ArrayList<String>();
        for (var field : form.select("input[name]:not([name=csrf]):not([type=checkbox]):not([type=radio])"
                + ", input[type=radio][checked], button[name]")) {
            fields.addAll(List.of(field.attr("name"), field.attr("value")));
        }
        return fields;
    }

    private String route(Method method, String target) {
        var path = URI.create(target).getPath();
        return site.routes.stream()
                .filter(route -> route.method() == method)
                .map(Route::path)
                .filter(pattern -> path.matches(pattern.replaceAll("\\{[a-z]+}", "[^/]+")))
                // what is written out comes before what may be anything
                .min((one, other) -> one.replaceAll("[^{]", "").length()
                        - other.replaceAll("[^{]", "").length())
                .orElse(target);
    }
}
