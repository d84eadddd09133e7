package org.atelier.export;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The port through which the feeds read the database: one statement each. */
@ProviderType
public interface ExportStore {
    /** Every badge with those who hold it: badges by id, holders by the id of their award. */
    List<Badge> badges();

    /** Every airport that has people: airports by id, their people by id. */
    List<Airport> airports();

    /** The published events the filter asks for, newest start first, then by id; or what it asks for in vain. */
    Answer events(EventFilter filter);

    /** A badge and who holds it. */
    record Badge(String name, List<Holder> persons) {}

    /** Who holds a badge. */
    record Holder(String name, String user, Optional<LocalDate> awarded) {}

    /** An airport and the people it is nearest to. */
    record Airport(
            String name,
            Optional<Double> latitude,
            Optional<Double> longitude,
            Optional<String> country,
            List<Person> people) {}

    /** A person by name. */
    record Person(String name, String user) {}

    /** A published event as the database has it; {@code url} is not yet in website form. Tags by id. */
    record Event(
            String slug,
            LocalDate start,
            Optional<LocalDate> end,
            Optional<String> url,
            Optional<String> contact,
            Optional<String> country,
            Optional<String> venue,
            Optional<String> address,
            Optional<Double> latitude,
            Optional<Double> longitude,
            Optional<String> registrationKey,
            List<String> tags) {}

    /** The answer to a filter. */
    sealed interface Answer {
        /** All that is asked for exists, and these are the events. */
        record Events(List<Event> events) implements Answer {}

        /** There is no such tag or organization; words such as {@code tag "NOSUCH"}, at least one. */
        record Unknown(List<String> what) implements Answer {}
    }
}
