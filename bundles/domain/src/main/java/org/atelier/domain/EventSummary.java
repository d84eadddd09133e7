package org.atelier.domain;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** One line of a list of events. */
public record EventSummary(
        long id,
        String slug,
        Optional<LocalDate> start,
        Optional<LocalDate> end,
        Optional<String> venue,
        Optional<String> country,
        boolean published,
        List<String> tags) {
    public EventSummary {
        tags = List.copyOf(tags);
    }
}
