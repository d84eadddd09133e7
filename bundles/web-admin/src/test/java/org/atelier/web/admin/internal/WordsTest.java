package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static String days(String start, String end) {
        return Words.days(
                Optional.of(start).filter(day -> !day.isEmpty()).map(LocalDate::parse),
                Optional.of(end).filter(day -> !day.isEmpty()).map(LocalDate::parse));
    }

    @Test
    void days_say_no_more_than_needed() {
        assertEquals("7–8 Nov 2011", days("2011-11-07", "2011-11-08"));
        assertEquals("20 Feb – 2 Mar 2012", days("2012-02-20", "2012-03-02"));
        assertEquals("30 Dec 2014 – 2 Jan 2015", days("2014-12-30", "2015-01-02"));
        assertEquals("6 May 2016", days("2016-05-06", "2016-05-06"));
        assertEquals("from 11 Jan 2013", days("2013-01-11", ""));
        assertEquals("until 11 Jan 2013", days("", "2013-01-11"));
        assertEquals("", days("", ""));
    }

    @Test
    void countries_have_names_and_online_is_none() {
        assertEquals("Norway", Words.country("NO"));
        assertEquals("Online", Words.country("W3"));
        assertEquals("ZZZ", Words.country("ZZZ"));
    }

    @Test
    void one_is_not_many() {
        assertEquals("1 event", Words.count(1, "event"));
        assertEquals("0 events", Words.count(0, "event"));
        assertEquals("1,234 events", Words.count(1234, "event"));
    }

    @Test
    void messages_become_sentences() {
        assertEquals("Choose another.", Words.sentence("choose another"));
        assertEquals("Why not?", Words.sentence("why not?"));
        assertEquals("", Words.sentence(""));
        assertEquals("Reg key", Words.label("reg_key"));
    }

    @Property
    void every_slug_has_an_address_that_leads_back_to_it(@ForAll String slug) {
        var path = URI.create(Links.event(slug)).getRawPath();
        var segment = path.substring("/workshops/event/".length(), path.length() - 1);
        assertFalse(segment.contains("/"));
        var expected = new String(slug.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertEquals(expected, URLDecoder.decode(segment, StandardCharsets.UTF_8));
    }

    @Test
    void only_web_addresses_become_links() {
        assertTrue(Links.isWeb("HTTPS://example.org"));
        assertFalse(Links.isWeb("javascript:alert(1)"));
        assertFalse(Links.isWeb("//example.org"));
    }

    @Test
    void a_browser_is_called_what_people_call_it() {
        assertEquals(
                "Chrome on Linux",
                Words.browser("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
                        + " Chrome/131.0.0.0 Safari/537.36"));
        assertEquals(
                "Safari on an iPhone",
                Words.browser("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"));
        assertEquals("curl/8.1", Words.browser("curl/8.1"));
        assertEquals("A browser that does not say what it is", Words.browser(""));
    }
}
