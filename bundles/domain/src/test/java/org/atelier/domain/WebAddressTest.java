package org.atelier.domain;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org",
                "http://example.org/",
                "HTTPS://Example.org/A",
                "https://my_site.github.io/2026-03-01-oslo/?a=b|c&d={e}#f",
                "https://example.org?a",
                "https://example.org#a",
                "http://localhost:8080/x",
                "http://[::1]:80/",
                "https://universität.example/ø",
            })
    void absolute_addresses_with_a_host_are(String url) {
        assertTrue(WebAddress.isOne(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "javascript:alert(1)",
                "javascript://example.org/%0aalert(1)",
                "data:text/html,x",
                "ftp://example.org/",
                "mailto:ann@example.org",
                "//example.org",
                "/workshops/",
                "example.org",
                "www.example.org/x",
                "https:/example.org",
                "https:example.org",
                "https://",
                "https:///path",
                "https://?a",
                "https://:80/",
                "https://.example.org",
                "https://name:password@example.org/",
                "https://example.org\\@elsewhere.example",
                "https://example.org/a b",
                "https://example.org/\nx",
                "https://example.org/\u00a0",
                " https://example.org",
                "https://example.org ",
                "see https://example.org",
            })
    void anything_else_is_none(String url) {
        assertFalse(WebAddress.isOne(url));
    }

    @Test
    void however_long_it_is_it_is_read() {
        assertTrue(WebAddress.isOne("https://" + "a.b-".repeat(500_000) + "/" + "x?".repeat(500_000)));
        assertFalse(WebAddress.isOne("https://" + "a.b-".repeat(500_000) + " "));
    }
}
