package org.atelier.export.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.atelier.export.EventFilter;
import org.atelier.export.ExportStore;
import org.atelier.export.Exports.Format;
import org.atelier.export.Exports.UnknownFilterException;
import org.junit.jupiter.api.Test;

class StoredExportsTest {
    /** Knows one event, and the tag TTT only. */
    private static final ExportStore STORE = new ExportStore() {
        @Override
        public List<Badge> badges() {
            return List.of(new Badge("trainer", List.of()));
        }

        @Override
        public List<Airport> airports() {
            return List.of();
        }

        @Override
        public Answer events(EventFilter filter) {
            return filter.tags().equals(List.of("TTT"))
                    ? new Answer.Events(List.of(new Event(
                            "2016-05-06-here",
                            LocalDate.of(2016, 5, 6),
                            Optional.of(LocalDate.of(2016, 5, 6)),
                            Optional.of("https://github.com/owner/2016-05-06-here"),
                            Optional.of(""),
                            Optional.of("W3"),
                            Optional.of("Internet"),
                            Optional.of(" "),
                            Optional.of(-48.876667),
                            Optional.of(0.00054),
                            Optional.empty(),
                            List.of("TTT"))))
                    : new Answer.Unknown(List.of("tag \"NOSUCH\""));
        }
    };

    private final StoredExports exports = new StoredExports(STORE);

    @Test
    void an_event_has_amys_fields_in_amys_order() {
        assertEquals("""
                - slug: 2016-05-06-here
                  start: 2016-05-06
                  end: 2016-05-06
                  url: https://owner.github.io/2016-05-06-here/
                  humandate: May 06-06, 2016
                  contact: ''
                  country: W3
                  venue: Internet
                  address: ' '
                  latitude: -48.876667
                  longitude: 0.00054
                  eventbrite_id: null
                  tags:
                  - name: TTT
                """, new String(exports.events(filter("TTT"), Format.YAML).body(), UTF_8));
    }

    @Test
    void a_tag_that_is_unknown_is_refused_by_name() {
        var refused =
                assertThrows(UnknownFilterException.class, () -> exports.events(filter("TTT", "NOSUCH"), Format.YAML));
        assertEquals(List.of("tag \"NOSUCH\""), refused.what());
    }

    @Test
    void nothing_at_all_is_an_empty_list() {
        assertEquals("[]\n", new String(exports.instructors(Format.YAML).body(), UTF_8));
        assertEquals("[]", new String(exports.instructors(Format.JSON).body(), UTF_8));
    }

    @Test
    void a_badge_nobody_holds_has_an_empty_list_of_persons() {
        assertEquals(
                "- name: trainer\n  persons: []\n",
                new String(exports.badges(Format.YAML).body(), UTF_8));
    }

    private static EventFilter filter(String... tags) {
        return new EventFilter(List.of(tags), OptionalLong.empty(), OptionalLong.empty());
    }
}
