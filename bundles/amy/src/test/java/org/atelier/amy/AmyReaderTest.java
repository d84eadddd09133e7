package org.atelier.amy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atelier.domain.Dataset;
import org.atelier.domain.Dataset.Kind;
import org.atelier.domain.Dataset.Origin;
import org.atelier.domain.Datasets.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmyReaderTest {
    private static final String WEBSITE = """
            airports:
            - country: 'no'
              instructors:
              - {name: Åse van der  Berg, user: berg_aase}
              - {name: Prince, user: prince}
              latitude: 60.193917
              longitude: 11.100361
              name: Oslo
            badges:
            - name: trainer
              persons:
              - {awarded: '2016-02-03', name: Prince, user: prince}
              - {awarded: null, name: 'Ada  ', user: 08}
            flags:
              airports: [us]
            timestamp: 20160404T125726Z
            workshops:
            - &past
              - address: ' '
                contact: ''
                country: no
                end: null
                eventbrite_id: 0123
                humandate: Apr 04, 2016-???
                latitude: 59
                longitude: 1.0e+1
                slug: 2016-04-04-oslo
                start: 2016-04-04
                tags:
                - {name: SWC}
                - {name: TTT}
                url: ~
                venue: Universitetet
            - &current
              - {address: a, contact: null, country: W3, end: 2016-05-02, eventbrite_id: '', latitude: -90.0,
                 longitude: 180, slug: '2016', start: '2016-05-01', tags: [{name: TTT}], url: https://example.org/, venue: v}
            workshops_current: *current
            workshops_past: *past
            """;

    @Test
    void the_websites_file_becomes_rows_with_their_lines() {
        var reading = read("amy.yml", WEBSITE);

        assertEquals(List.of(), reading.rejections());
        assertEquals(
                List.of(row(2, "name", "Oslo", "latitude", 60.193917, "longitude", 11.100361, "country", "NO")),
                reading.rows().rows(Kind.AIRPORT));
        assertEquals(
                List.of(
                        row(
                                4,
                                "username",
                                "berg_aase",
                                "personal",
                                "Åse",
                                "family",
                                "van der  Berg",
                                "airport",
                                "Oslo"),
                        row(5, "username", "prince", "personal", "Prince", "family", null, "airport", "Oslo"),
                        row(13, "username", "08", "personal", "Ada", "family", " ")),
                reading.rows().rows(Kind.PERSON));
        assertEquals(List.of(row(10, "name", "trainer")), reading.rows().rows(Kind.BADGE));
        assertEquals(
                List.of(
                        row(12, "person", "prince", "badge", "trainer", "awarded", LocalDate.of(2016, 2, 3)),
                        row(13, "person", "08", "badge", "trainer", "awarded", null)),
                reading.rows().rows(Kind.AWARD));
        assertEquals(
                List.of(
                        row(
                                19,
                                "slug",
                                "2016-04-04-oslo",
                                "start",
                                LocalDate.of(2016, 4, 4),
                                "end",
                                null,
                                "url",
                                null,
                                "contact",
                                "",
                                "country",
                                "NO",
                                "venue",
                                "Universitetet",
                                "address",
                                " ",
                                "latitude",
                                59.0,
                                "longitude",
                                10.0,
                                "reg_key",
                                "0123"),
                        row(
                                35,
                                "slug",
                                "2016",
                                "start",
                                LocalDate.of(2016, 5, 1),
                                "end",
                                LocalDate.of(2016, 5, 2),
                                "url",
                                "https://example.org/",
                                "contact",
                                null,
                                "country",
                                "W3",
                                "venue",
                                "v",
                                "address",
                                "a",
                                "latitude",
                                -90.0,
                                "longitude",
                                180.0,
                                "reg_key",
                                "")),
                reading.rows().rows(Kind.EVENT));
        assertEquals(
                List.of(row(30, "name", "SWC"), row(31, "name", "TTT")),
                reading.rows().rows(Kind.TAG));
        assertEquals(
                List.of(
                        row(30, "event", "2016-04-04-oslo", "tag", "SWC"),
                        row(31, "event", "2016-04-04-oslo", "tag", "TTT"),
                        row(36, "event", "2016", "tag", "TTT")),
                reading.rows().rows(Kind.EVENT_TAG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada", "Ada Lovelace", " Ada", "Ada ", "Ada  B  C ", "Åse\u00a0Ø å", "Svaksha -"})
    void a_full_name_comes_together_again_to_the_character(String name) {
        var reading = read("p.json", """
                [{"name": "b", "persons": [{"name": "%s", "user": "u", "awarded": null}]}]""".formatted(name));

        var person = reading.rows().rows(Kind.PERSON).getFirst().values();
        var family = person.get("family");
        assertEquals(name, person.get("personal") + (family == null ? "" : " " + family));
    }

    @Test
    void the_three_answers_are_told_by_their_rows_and_read_together() {
        var reading = AmyReader.read(
                List.of(file("published.json", """
                        [
                         {"slug": "e", "start": "2016-04-04", "end": null, "url": "u", "humandate": "x", "contact": "",
                          "country": "US", "venue": "v", "address": "a", "latitude": 1, "longitude": -2.5,
                          "eventbrite_id": null, "tags": []}
                        ]"""), file("badges.yaml", """
                        - name: trainer
                          persons:
                          - name: Ada L
                            user: ada
                            awarded: '2016-01-02'
                        """), file("instructors.json", """
                        [{"name": "Here", "latitude": 1.5, "longitude": 2, "country": "us",
                          "instructors": [{"name": "Ada L", "user": "ada"}]}]""")));

        assertEquals(List.of(), reading.rejections());
        var people = reading.rows().rows(Kind.PERSON);
        assertEquals(1, people.size());
        assertEquals(new Origin("instructors.json", 2), people.getFirst().origin());
        assertEquals("Here", people.getFirst().values().get("airport"));
        var event = reading.rows().rows(Kind.EVENT).getFirst();
        assertEquals(new Origin("published.json", 2), event.origin());
        assertEquals(-2.5, event.values().get("longitude"));
        assertEquals(
                LocalDate.of(2016, 1, 2),
                reading.rows().rows(Kind.AWARD).getFirst().values().get("awarded"));
    }

    @Test
    void an_empty_answer_brings_nothing() {
        assertEquals(0, read("badges.yaml", "[]\n").rows().size());
        assertEquals(0, read("badges.json", " []").rows().size());
    }

    @Test
    void bad_rows_are_reported_with_line_and_reason_and_the_others_are_read() {
        var reading = read("events.yaml", """
                - {slug: good, start: 2016-04-04, end: 2016-04-04, url: '', contact: '', country: us, venue: v,
                   address: a, latitude: 1, longitude: 1, eventbrite_id: '', tags: [{name: SWC}]}
                - {slug: early, start: 2016-04-04, end: 2016-04-03, url: '', contact: '', country: us, venue: v,
                   address: a, latitude: 1e999, longitude: 1, eventbrite_id: '', tags: [{name: SWC}]}
                - {slug: typed, start: 2016-02-30, end: soon, url: [], contact: '', country: usa, venue: v,
                   address: a, latitude: '1', longitude: west, eventbrite_id: '', tags: {name: SWC}}
                - slug: keys
                  colour: red
                - {slug: good, start: 2016-04-04, end: 2016-04-04, url: '', contact: '', country: us, venue: v,
                   address: a, latitude: 1, longitude: 1, eventbrite_id: '', tags: [SWC, {name: ''}]}
                - {slug: good, start: 2016-04-04, end: 2016-04-04, url: '', contact: '', country: us, venue: v,
                   address: a, latitude: 1, longitude: 1, eventbrite_id: '', tags: []}
                - just words
                - {slug: last, start: 2016-04-04, end: null, url: '', contact: '', country: '', venue: v,
                   address: a, latitude: 1, longitude: 1, eventbrite_id: '', tags: []}
                """);

        assertEquals(
                List.of("good", "last"),
                reading.rows().rows(Kind.EVENT).stream()
                        .map(row -> row.values().get("slug"))
                        .toList());
        assertEquals(
                List.of(
                        rejected(
                                "early",
                                4,
                                "latitude is \"1e999\", not a number; end 2016-04-03 is before start 2016-04-04"),
                        rejected(
                                "typed",
                                5,
                                "start is \"2016-02-30\", not a day of the calendar; "
                                        + "end is \"soon\", not a day such as 2016-04-04; url is a list, not a text; "
                                        + "country is \"usa\", not a country of two letters, w3 for online, or empty; "
                                        + "latitude is the text \"1\", not a number; "
                                        + "longitude is \"west\", not a number; tags is a mapping, not a list"),
                        rejected(
                                "keys",
                                8,
                                "unknown key \"colour\"; \"start\" is missing; \"end\" is missing; \"url\" is missing; "
                                        + "\"contact\" is missing; \"country\" is missing; \"venue\" is missing; "
                                        + "\"address\" is missing; \"latitude\" is missing; \"longitude\" is missing; "
                                        + "\"eventbrite_id\" is missing; \"tags\" is missing"),
                        rejected("good", 10, "a tag is \"SWC\", not a mapping with a name; a tag's name is empty"),
                        rejected("good", 11, "\"good\" is there already, at events.yaml:1"),
                        rejected("", 13, "a row is \"just words\", not a mapping")),
                reading.rejections());
    }

    @Test
    void one_user_with_two_names_is_rejected_naming_both_lines() {
        var reading = read("badges.yaml", """
                - name: one
                  persons:
                  - {awarded: '2016-02-03', name: Ada L, user: ada}
                - name: two
                  persons:
                  - {awarded: '2016-02-03', name: Ada M, user: ada}
                """);

        assertEquals(
                List.of(new Rejection(
                        Kind.AWARD,
                        "ada two",
                        new Origin("badges.yaml", 6),
                        "ada is \"Ada M\" here and \"Ada L\" at badges.yaml:3")),
                reading.rejections());
        assertEquals(1, reading.rows().rows(Kind.PERSON).size());
        assertEquals(1, reading.rows().rows(Kind.AWARD).size());
    }

    @Test
    void people_of_a_rejected_airport_are_rejected_each_by_name() {
        var reading = read("instructors.yaml", """
                - {name: Nowhere, latitude: null, longitude: 1, country: us, instructors: [{name: Ada L, user: ada}]}
                """);

        assertEquals(0, reading.rows().size());
        assertEquals(
                List.of(
                        new Rejection(
                                Kind.AIRPORT,
                                "Nowhere",
                                new Origin("instructors.yaml", 1),
                                "an airport needs latitude, longitude and country; one of them is null"),
                        new Rejection(
                                Kind.PERSON,
                                "ada",
                                new Origin("instructors.yaml", 1),
                                "the airport \"Nowhere\" of this person is rejected")),
                reading.rejections());
    }

    @Test
    void an_airport_must_lie_on_the_globe() {
        var reading = read("instructors.yaml", """
                - {name: Far, latitude: 90.5, longitude: -181, country: us, instructors: []}
                """);

        assertEquals(
                List.of("latitude is 90.5, beyond -90 to 90; longitude is -181.0, beyond -180 to 180"),
                reading.rejections().stream().map(Rejection::reason).toList());
    }

    @Test
    void an_event_may_lie_anywhere_since_amys_do() {
        var reading = read("events.yaml", """
                - {slug: far, start: 2016-04-04, end: 2016-04-04, url: '', contact: '', country: de, venue: v,
                   address: a, latitude: 522257.2, longitude: 130350.0, eventbrite_id: '', tags: []}
                """);

        assertEquals(
                522257.2, reading.rows().rows(Kind.EVENT).getFirst().values().get("latitude"));
    }

    @Test
    void characters_the_database_cannot_keep_are_rejected() {
        var reading = read("badges.json", """
                [{"name": "b", "persons": [{"name": "A\\u0000", "user": "a", "awarded": null},
                  {"name": "A\\ud800", "user": "b", "awarded": null}]}]""");

        assertEquals(
                List.of("name has a NUL character in it", "name has half a character in it (a lone surrogate)"),
                reading.rejections().stream().map(Rejection::reason).toList());
    }

    @Test
    void a_key_nobody_knows_is_refused_by_name() {
        assertEquals(
                "amy.yml:2: unknown key \"persons\"; known are airports, badges, workshops_past, workshops_current "
                        + "(and, ignored, flags, timestamp, workshops)",
                refusal("amy.yml", "airports: []\npersons: []\n"));
    }

    @Test
    void a_file_that_is_something_else_is_refused_with_the_reason() {
        assertEquals("a.yml: the file is empty", refusal("a.yml", "\n# nothing\n"));
        assertEquals("a.yml:1: this is \"words\", neither a list nor a mapping", refusal("a.yml", "words"));
        assertEquals("a.yml:1: badges is null, not a list", refusal("a.yml", "badges:\n"));
        assertEquals(
                "a.yml:1: there is none of airports, badges, workshops_past, workshops_current",
                refusal("a.yml", "flags: {}\n"));
        assertEquals(
                "a.json:2: no row has instructors (an airport), persons (a badge) or a slug (an event)",
                refusal("a.json", "[\n{\"a\": 1}]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- slug: a\n  - b\n",
                "- slug: 'open\n",
                "- slug: a\n  slug: b\n",
                "- *nowhere\n",
                "- !!java.net.URL [http://example.org]\n",
                "- !!python/object:os.system {}\n",
                "- !local a\n",
                "- !!binary aGVsbG8=\n",
                "- &a [*a]\n",
                "- ? [a]\n  : b\n",
                "---\n- a\n---\n- b\n",
                "- a\tb: \u0007\n",
                "%YAML 9.9\n---\n[]",
            })
    void yaml_that_is_malformed_or_dangerous_is_refused_with_its_line(String yaml) {
        var message = refusal("bad.yaml", yaml);
        assertTrue(message.matches("(?s)bad\\.yaml:[1-9].*"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"slug\": }]",
                "[{\"slug\": \"a\"",
                "[{\"slug\": \"a\", \"slug\": \"b\"}]",
                "[] []",
                "[NaN]",
                "{'badges': []}",
                "[1.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000]",
            })
    void json_that_is_malformed_is_refused_with_its_line(String json) {
        var message = refusal("bad.json", json);
        assertTrue(message.startsWith("bad.json:1: "), message);
    }

    @Test
    void a_bomb_of_aliases_is_refused_or_stays_small() {
        var wide = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 10; i++) {
            var nine = String.join(", ", Collections.nCopies(9, "*a" + (i - 1)));
            wide.append("a%d: &a%d [%s]\n".formatted(i, i, nine));
        }
        assertTrue(refusal("bomb.yaml", wide.toString()).contains("Number of aliases for non-scalar nodes exceeds"));

        // fewer aliases than the limit, yet millions of values
        var deep = new StringBuilder("airports:\n- &a0 [x]\n");
        for (var i = 1; i <= 22; i++) {
            deep.append("- &a%d [*a%d, *a%d]\n".formatted(i, i - 1, i - 1));
        }
        var reading = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> read("bomb.yaml", deep.toString()));
        assertEquals(23, reading.rejections().size());
    }

    @Test
    void nesting_a_hundred_thousand_deep_is_refused() {
        for (var open : List.of("[", "- ", "{a: ", "a:\n ")) {
            var message = refusal("deep.yaml", open.repeat(100_000));
            assertTrue(message.startsWith("deep.yaml:"), message);
        }
        assertTrue(refusal("deep.yaml", "[".repeat(100_000)).contains("Nesting Depth exceeded max 50"));
        assertTrue(refusal("deep.json", "[".repeat(100_000)).contains("nesting depth (51)"));
        assertTrue(refusal("deep.json", "{\"a\":".repeat(100_000)).contains("nesting depth (51)"));
    }

    @Test
    void a_file_of_a_hundred_megabytes_is_refused() {
        var large = new byte[100_000_000];
        Arrays.fill(large, (byte) 'a');
        var refused = assertThrows(
                UnreadableFileException.class, () -> AmyReader.read(List.of(new AmyFile("large.yaml", large))));
        assertEquals(
                "large.yaml: the file has more than 33554432 characters; that is not what AMY publishes",
                refused.getMessage());
    }

    @Test
    void a_file_that_is_not_utf_8_is_refused_with_its_line() {
        assertEquals(
                "latin.yaml:2: byte 0xE9 is not UTF-8; save the file as UTF-8",
                refusal(new AmyFile("latin.yaml", "- name: a\n- name: José\n".getBytes(ISO_8859_1))));
        assertEquals(
                "wide.yaml:1: byte 0xFE is not UTF-8; save the file as UTF-8",
                refusal(new AmyFile("wide.yaml", "- name: a\n".getBytes(UTF_16))));
        assertEquals(
                "cut.json:1: byte 0xC3 is not UTF-8; save the file as UTF-8",
                refusal(new AmyFile("cut.json", Arrays.copyOf("[\"é\"]".getBytes(UTF_8), 3))));
    }

    @Test
    void a_byte_order_mark_is_passed_over() {
        assertEquals(List.of(), read("amy.yml", "\uFEFF" + WEBSITE).rejections());
        assertEquals(0, read("a.json", "\uFEFF[]").rows().size());
    }

    private static Reading read(String name, String text) {
        return AmyReader.read(List.of(file(name, text)));
    }

    private static AmyFile file(String name, String text) {
        return new AmyFile(name, text.getBytes(UTF_8));
    }

    private static String refusal(String name, String text) {
        return refusal(file(name, text));
    }

    private static String refusal(AmyFile file) {
        return assertThrows(UnreadableFileException.class, () -> AmyReader.read(List.of(file)))
                .getMessage();
    }

    private static Rejection rejected(String key, int line, String reason) {
        return new Rejection(Kind.EVENT, key, new Origin("events.yaml", line), reason);
    }

    private static Dataset.Row row(int line, Object... columnsAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (var i = 0; i < columnsAndValues.length; i += 2) {
            values.put((String) columnsAndValues[i], columnsAndValues[i + 1]);
        }
        return new Dataset.Row(new Origin("amy.yml", line), values);
    }
}
