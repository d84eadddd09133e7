package org.atelier.export.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.atelier.export.ExportStore;
import org.atelier.export.Exports.Format;

/** The fields of the feeds and their order, which are AMY's; in CSV, a line for each innermost row. */
final class Feeds {
    private Feeds() {}

    static RowWriter<ExportStore.Badge> badges(Format format) {
        return switch (format) {
            case YAML -> RowWriter.nested(new PyYamlWriter(), Feeds::badge);
            case JSON -> RowWriter.nested(new JsonFeedWriter(), Feeds::badge);
            case CSV -> CsvWriter.rows(List.of("name", "person_name", "person_user", "awarded"), Feeds::badgeLines);
        };
    }

    static RowWriter<ExportStore.Airport> instructors(Format format) {
        return switch (format) {
            case YAML -> RowWriter.nested(new PyYamlWriter(), Feeds::airport);
            case JSON -> RowWriter.nested(new JsonFeedWriter(), Feeds::airport);
            case CSV ->
                CsvWriter.rows(
                        List.of("name", "latitude", "longitude", "country", "instructor_name", "instructor_user"),
                        Feeds::airportLines);
        };
    }

    static RowWriter<ExportStore.Member> members(Format format) {
        return switch (format) {
            case YAML -> RowWriter.nested(new PyYamlWriter(), Feeds::member);
            case JSON -> RowWriter.nested(new JsonFeedWriter(), Feeds::member);
            case CSV -> CsvWriter.rows(List.of("name", "email", "username"), Feeds::memberLine);
        };
    }

    static RowWriter<ExportStore.Event> events(Format format) {
        return switch (format) {
            case YAML -> RowWriter.nested(new PyYamlWriter(), Feeds::event);
            case JSON -> RowWriter.nested(new JsonFeedWriter(), Feeds::event);
            case CSV ->
                CsvWriter.rows(
                        List.of(
                                "slug",
                                "start",
                                "end",
                                "url",
                                "humandate",
                                "contact",
                                "country",
                                "venue",
                                "address",
                                "latitude",
                                "longitude",
                                "eventbrite_id",
                                "tags"),
                        Feeds::eventLine);
        };
    }

    private static void badge(ExportStore.Badge badge, FeedWriter to) {
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
    }

    private static void badgeLines(ExportStore.Badge badge, CsvWriter to) {
        if (badge.persons().isEmpty()) {
            to.text(badge.name())
                    .text(Optional.empty())
                    .text(Optional.empty())
                    .day(Optional.empty())
                    .endLine();
        }
        for (var holder : badge.persons()) {
            to.text(badge.name())
                    .text(holder.name())
                    .text(holder.user())
                    .day(holder.awarded())
                    .endLine();
        }
    }

    private static void airport(ExportStore.Airport airport, FeedWriter to) {
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
    }

    private static void airportLines(ExportStore.Airport airport, CsvWriter to) {
        for (var person : airport.people()) {
            to.text(airport.name())
                    .number(airport.latitude())
                    .number(airport.longitude())
                    .text(airport.country())
                    .text(person.name())
                    .text(person.user())
                    .endLine();
        }
    }

    private static void member(ExportStore.Member member, FeedWriter to) {
        to.text("name", Optional.of(member.name()));
        to.text("email", member.email());
        to.text("username", Optional.of(member.user()));
    }

    private static void memberLine(ExportStore.Member member, CsvWriter to) {
        to.text(member.name()).text(member.email()).text(member.user()).endLine();
    }

    private static void event(ExportStore.Event event, FeedWriter to) {
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
    }

    private static void eventLine(ExportStore.Event event, CsvWriter to) {
        to.text(event.slug())
                .day(Optional.of(event.start()))
                .day(event.end())
                .text(event.url().map(Website::of))
                .text(HumanDate.of(event.start(), event.end()))
                .text(event.contact())
                .text(event.country())
                .text(event.venue())
                .text(event.address())
                .number(event.latitude())
                .number(event.longitude())
                .text(event.registrationKey())
                .texts(event.tags())
                .endLine();
    }
}
