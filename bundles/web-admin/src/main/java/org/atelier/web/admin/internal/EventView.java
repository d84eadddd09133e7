package org.atelier.web.admin.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.atelier.domain.Event;
import org.atelier.domain.EventDetails;
import org.atelier.domain.Tag;
import org.atelier.merge.engine.MergeSummary;

/**
 * An event's page.
 *
 * @param merges those in which it took another event up, newest first, without those that are undone
 * @param suggestions the tags it does not have
 * @param saved what was just done to it; empty if nothing was
 * @param tag what was typed as a tag and cannot be one
 * @param tagProblem why not; empty if nothing is wrong
 */
public record EventView(
        EventDetails details,
        List<MergeSummary> merges,
        List<Tag> suggestions,
        Notice notice,
        Optional<JustDone> saved,
        String tag,
        String tagProblem) {
    /**
     * A labelled value, empty where there is none, and the same in another way of writing.
     *
     * @param href where it leads; empty for nowhere
     */
    public record Fact(String label, String value, String same, String href) {
        static Fact of(String label, Optional<?> value) {
            var text = value.map(Object::toString).map(String::strip).orElse("");
            return new Fact(label, text, "", Links.isWeb(text) ? text : "");
        }

        /** A record by its key. */
        static Fact record(String label, String kind, Optional<String> key) {
            return new Fact(
                    label,
                    key.orElse(""),
                    "",
                    key.map(it -> Links.record(kind, it)).orElse(""));
        }

        public boolean leadsOutside() {
            return Links.isWeb(href);
        }

        static Fact day(String label, Optional<LocalDate> day) {
            return new Fact(
                    label,
                    day.map(Words::day).orElse(""),
                    day.map(LocalDate::toString).orElse(""),
                    "");
        }
    }

    EventView(EventDetails details) {
        this(details, List.of(), List.of(), Notice.NONE, Optional.empty(), "", "");
    }

    public Event event() {
        return details.event();
    }

    public String days() {
        return Words.days(event().start(), event().end());
    }

    /** Days, venue and country in one line, as far as known. */
    public List<String> subtitle() {
        return java.util.stream.Stream.of(days(), text(event().venue()), country())
                .filter(text -> !text.isEmpty())
                .toList();
    }

    public String website() {
        return event().url().filter(Links::isWeb).orElse("");
    }

    public List<Fact> whenAndWhere() {
        var event = event();
        return List.of(
                Fact.day("Start", event.start()),
                Fact.day("End", event.end()),
                Fact.of("Venue", event.venue()),
                Fact.of("Address", event.address()),
                Fact.of("Country", Optional.of(country())),
                Fact.of("Coordinates", coordinates()),
                Fact.record("Language", "language", event.language()),
                Fact.of("URL", event.url()));
    }

    public List<Fact> organisation() {
        var event = event();
        return List.of(
                Fact.record("Host", "organization", event.host()),
                Fact.record("Administrator", "organization", event.administrator()),
                Fact.record("Assigned to", "person", event.assignedTo()),
                Fact.of("Contact", event.contact()),
                Fact.of("Registration key", event.registrationKey()),
                Fact.of("Admin fee", event.adminFee().map(java.math.BigDecimal::toPlainString)),
                Fact.of("Invoice status", event.invoiceStatus()),
                Fact.of("Attendance", event.attendance()),
                Fact.of("Completed", Optional.of(event.completed() ? "yes" : "no")));
    }

    public String notes() {
        return text(event().notes());
    }

    private String country() {
        return event().country()
                .filter(code -> !code.isEmpty())
                .map(code -> {
                    var name = Words.country(code);
                    return name.equals(code) ? code : name + " (" + code + ")";
                })
                .orElse("");
    }

    private Optional<String> coordinates() {
        return event().latitude()
                .flatMap(latitude -> event().longitude().map(longitude -> latitude + ", " + longitude));
    }

    private static String text(Optional<String> text) {
        return text.map(String::strip).orElse("");
    }
}
