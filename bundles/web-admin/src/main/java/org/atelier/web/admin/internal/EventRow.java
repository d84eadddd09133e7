package org.atelier.web.admin.internal;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atelier.domain.EventSummary;

/**
 * An event as a line of a list.
 *
 * @param isoStart its first day as ISO 8601, empty without one
 * @param days in words, empty without a first and last day
 * @param picked whether it is picked for a merge
 */
public record EventRow(
        long id,
        String slug,
        String isoStart,
        String days,
        String venue,
        String country,
        List<String> tags,
        boolean published,
        boolean picked) {
    static EventRow of(EventSummary event, boolean picked) {
        return new EventRow(
                event.id(),
                event.slug(),
                event.start().map(Object::toString).orElse(""),
                Words.days(event.start(), event.end()),
                event.venue().map(String::strip).orElse(""),
                event.country()
                        .filter(code -> !code.isEmpty())
                        .map(Words::country)
                        .orElse(""),
                event.tags(),
                event.published(),
                picked);
    }

    /** Venue and country, as far as there are any. */
    public String place() {
        return Stream.of(venue, country).filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
    }
}
