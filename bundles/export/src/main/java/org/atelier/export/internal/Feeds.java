package org.atelier.export.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.atelier.export.ExportStore;

/** The fields of the feeds and their order, which are AMY's. */
final class Feeds {
    private Feeds() {}

    static void badges(List<ExportStore.Badge> badges, FeedWriter to) {
        to.startRows(badges.isEmpty());
        for (var badge : badges) {
            to.startRow();
            to.text("name", Optional.of(badge.name()));
            to.startRows("persons", badge.persons().isEmpty());
            for (var holder : badge.persons()) {
                to.startRow();
                to.text("name", Optional.of(holder.name()));
                to.text("user", Optional.of(holder.user()));
                // AMY publishes this day as a text, the days of events as dates
                to.text("awarded", holder.awarded().map(LocalDate::toString));
                to.endRow();
            }
            to.endRows();
            to.endRow();
        }
        to.endRows();
    }

    static void instructors(List<ExportStore.Airport> airports, FeedWriter to) {
        to.startRows(airports.isEmpty());
        for (var airport : airports) {
            to.startRow();
            to.text("name", Optional.of(airport.name()));
            to.number("latitude", airport.latitude());
            to.number("longitude", airport.longitude());
            to.startRows("instructors", airport.people().isEmpty());
            for (var person : airport.people()) {
                to.startRow();
                to.text("name", Optional.of(person.name()));
                to.text("user", Optional.of(person.user()));
                to.endRow();
            }
            to.endRows();
            to.text("country", airport.country());
            to.endRow();
        }
        to.endRows();
    }

    static void events(List<ExportStore.Event> events, FeedWriter to) {
        to.startRows(events.isEmpty());
        for (var event : events) {
            to.startRow();
            to.text("slug", Optional.of(event.slug()));
            to.day("start", Optional.of(event.start()));
            to.day("end", event.end());
            to.text("url", event.url().map(Website::of));
            to.text("humandate", Optional.of(HumanDate.of(event.start(), event.end())));
            to.text("contact", event.contact());
            to.text("country", event.country());
            to.text("venue", event.venue());
            to.text("address", event.address());
            to.number("latitude", event.latitude());
            to.number("longitude", event.longitude());
            to.text("eventbrite_id", event.registrationKey());
            to.startRows("tags", event.tags().isEmpty());
            for (var tag : event.tags()) {
                to.startRow();
                to.text("name", Optional.of(tag));
                to.endRow();
            }
            to.endRows();
            to.endRow();
        }
        to.endRows();
    }
}
