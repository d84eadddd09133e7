package org.atelier.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DescriptionPageTest {
    private final ApiFixture api = new ApiFixture(Fakes.everyRoute());
    private final Document page = Jsoup.parse(api.http.get("/api/v1/docs").body());

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void every_route_is_on_the_page_with_an_example() {
        var shown = page.select("article .address").eachText();
        for (var route : Fakes.everyRoute()) {
            // AMY's trailing slash is described in words
            var address = route.method() + " " + route.path().replaceAll("/$", "");
            assertTrue(shown.stream().anyMatch(text -> text.startsWith(address)), address);
        }
        assertEquals(
                List.of(),
                page.select("section:has(.address) article").stream()
                        .filter(article -> !article.select("pre").text().startsWith("curl "))
                        .map(Element::id)
                        .toList());
    }

    @Test
    void every_link_leads_somewhere_on_the_page_and_no_two_places_share_a_name() {
        var ids = page.select("[id]").eachAttr("id");
        assertEquals(ids.stream().distinct().toList(), ids);
        var links = new ArrayList<>(page.select("a[href^=#]").eachAttr("href"));
        assertTrue(links.size() > 100, "only " + links.size());
        links.removeIf(link -> ids.contains(link.substring(1)));
        assertEquals(List.of(), links);
    }

    @Test
    void an_operation_is_told_with_parameters_body_answers_and_a_command_line() {
        var change = page.getElementById("put-records-kind-key");

        assertEquals(
                "Change the stated fields and links of a record",
                change.select("h3").text());
        assertEquals(
                List.of("kind", "key", "If-Match", "note"),
                change.select("dl").first().select("dt code").eachText());
        assertEquals("application/json", change.select("dl").get(1).select("dt").text());
        assertEquals(
                "#shape-RecordValues", change.select("dl").get(1).select("a").attr("href"));
        assertEquals(
                List.of("200", "400, 401, 403, 404, 409, 428", "412", "422"),
                change.select(".status").eachText());
        assertEquals("""
                curl -X PUT \\
                  -H "Authorization: Bearer $ATELIER_TOKEN" \\
                  -H 'If-Match: "1f0c29"' \\
                  -H "Content-Type: application/json" \\
                  -d '{"venue":"University of Oslo","host":null,"tags":["SWC"]}' \\
                  "$ATELIER/api/v1/records/event/2026-03-01-oslo\"""", change.select("pre").first().wholeText());
    }

    @Test
    void the_examples_take_the_address_at_which_the_page_is_read() {
        assertEquals(
                "export ATELIER=" + api.http.uri(""),
                page.select("pre").first().wholeText().lines().findFirst().orElseThrow());
    }

    @Test
    void what_is_open_to_everybody_says_so_and_needs_no_token() {
        var feed = page.getElementById("get-events-published-yaml");

        assertEquals("no login", feed.select(".open").text());
        assertEquals(
                "curl \"$ATELIER/api/v1/events/published.yaml\"",
                feed.select("pre").text());
        assertEquals("", page.getElementById("get-records").select(".open").text());
    }

    @Test
    void the_page_runs_no_script_has_no_style_of_its_own_and_asks_no_other_host() {
        var answer = api.http.get("/api/v1/docs");

        assertEquals(
                "text/html;charset=utf-8",
                ApiFixture.header(answer, "Content-Type").toLowerCase(Locale.ROOT));
        assertTrue(ApiFixture.header(answer, "Content-Security-Policy")
                .startsWith("default-src 'none'; style-src 'self'"));
        assertTrue(page.select("script, style, [style], [src]").isEmpty());
        assertEquals(List.of("docs.css"), page.select("link").eachAttr("href"));
        var style = api.http.get("/api/v1/docs.css");
        assertEquals(200, style.statusCode());
        assertTrue(style.body().contains("prefers-color-scheme: dark"));
        assertEquals(
                304,
                api.http
                        .send(api.http
                                .request("/api/v1/docs")
                                .header("If-None-Match", ApiFixture.header(answer, "ETag")))
                        .statusCode());
    }
}
