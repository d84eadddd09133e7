package org.atelier.export.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebsiteTest {
    @ParameterizedTest
    @CsvSource({
        "https://github.com/owner/2016-04-04-place, https://owner.github.io/2016-04-04-place/",
        "https://github.com/owner/2016-04-04-place/, https://owner.github.io/2016-04-04-place/",
        "http://github.com/owner/2016-04-04-place.git, https://owner.github.io/2016-04-04-place/",
        "https://github.com/owner/2016-04-04-place.git/, https://owner.github.io/2016-04-04-place/",
        "https://github.com/owner/owner.github.io, https://owner.github.io/",
        "https://github.com/Owner/owner.github.io.git, https://Owner.github.io/",
        "https://github.com/owner/other.github.io, https://owner.github.io/other.github.io/",
    })
    void a_repository_becomes_the_page_published_from_it(String repository, String page) {
        assertEquals(page, Website.of(repository));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "https://owner.github.io/2016-04-04-place/",
                "https://example.org/github.com/owner/repo",
                "https://github.com/owner",
                "https://github.com/owner/repo/tree/gh-pages",
                "https://gitlab.com/owner/repo",
                " https://github.com/owner/repo",
            })
    void any_other_address_stays_as_it_is(String url) {
        assertEquals(url, Website.of(url));
    }
}
