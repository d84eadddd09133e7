package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gg.jte.output.StringOutput;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** What a browser sees when a proxy shows the pages below a path of its host. */
class BelowAPathTest {
    private static final String BASE = "/atelier";
    private static final List<String> ADDRESSES = List.of("href", "src", "action", "formaction", "hx-get", "hx-post");

    @Test
    void every_address_on_every_page_that_links_lead_to_is_below_it() {
        try (var site = Site.below(BASE)) {
            var toSee = new ArrayDeque<>(List.of(Links.HOME));
            var known = new HashSet<>(toSee);
            var seen = 0;
            while (!toSee.isEmpty() && seen < 80) {
                var target = toSee.remove();
                var answer = site.get(target);
                if (!answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
                    continue;
                }
                seen++;
                for (var address : addresses(Site.parse(answer))) {
                    assertTrue(address.startsWith(BASE + "/"), target + " leads to " + address);
                    assertFalse(address.startsWith(BASE + BASE), target + " leads to " + address);
                    var inside = address.substring(BASE.length()).replaceFirst("#.*", "");
                    if (inside.startsWith(Links.HOME) && known.add(inside)) {
                        toSee.add(inside);
                    }
                }
            }
            assertTrue(seen > 50, "only " + seen + " pages");
        }
    }

    private static List<String> addresses(Document page) {
        return ADDRESSES.stream()
                .flatMap(name -> page.select("[" + name + "]").eachAttr(name).stream())
                .filter(address -> address.startsWith("/"))
                .toList();
    }

    @Test
    void signing_in_leads_back_below_it() {
        try (var site = Site.below(BASE)) {
            var sent = site.getAsStranger("/workshops/tags");
            assertEquals(303, sent.statusCode());
            assertEquals(
                    "/atelier/workshops/login?next=%2Fworkshops%2Ftags",
                    sent.headers().firstValue("Location").orElse("none"));
            assertEquals(
                    "/atelier/workshops/",
                    site.getAsStranger("/").headers().firstValue("Location").orElse("none"));
            var lost = site.get("/workshops/event/nowhere/", "Referer", "https://example.org/atelier/workshops/tags");
            assertEquals(
                    "/atelier/workshops/tags", Site.parse(lost).select("#back").attr("href"));
        }
    }

    @Test
    void texts_are_written_as_they_are() {
        var text = new StringOutput();
        var out = new AddressedOutput(text, BASE);
        out.writeContent("<a href=\"/here\">");
        out.setContext("a", null);
        out.writeUserContent("see href=\"/there\" and /this");
        out.writeContent("</a><input value=\"");
        out.setContext("input", "value");
        out.writeUserContent("/typed");
        out.writeContent("\"><a href=\"");
        out.setContext("a", "href");
        out.writeUserContent("/filled/in");
        out.writeUserContent("/more");
        out.writeContent("\"><a href=\"");
        out.setContext("a", "href");
        out.writeUserContent("//example.org/");
        out.writeContent("\"><a href=\"https://example.org/\">");
        assertEquals(
                "<a href=\"/atelier/here\">see href=\"/there\" and /this</a><input value=\"/typed\">"
                        + "<a href=\"/atelier/filled/in/more\"><a href=\"//example.org/\">"
                        + "<a href=\"https://example.org/\">",
                text.toString());
    }
}
