package org.atelier.export;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** The port through which the feeds read the database: one statement each. */
@ProviderType
public interface ExportStore {
    /** What can be read. */
    enum Feed {
        BADGES,
        INSTRUCTORS,
        MEMBERS,
        EVENTS
    }

    /**
     * Where the data of a feed stand: as long as this number is the same, so are they. What this node committed before
     * the call is counted in any case; what others did, psql included, a tenth of a second later at the latest.
     */
    long state(Feed feed);

    /** What {@link #state} said last, without asking anybody; empty if it never said anything. */
    Optional<Known> lastState(Feed feed);

    /** @param age how long ago the database said so */
    record Known(long state, Duration age) {}

    /** Every badge with those who hold it: badges by id, holders by the id of their award. */
    List<Badge> badges();

    /** Every airport that has people: airports by id, their people by id. */
    List<Airport> airports();

    /**
     * Those who have the badge {@code member}, and those with an instructor's badge who taught at an event that began
     * within these days; by family name, personal name, then id.
     */
    List<Member> members(LocalDate earliest, LocalDate latest);

    /**
     * Tells the published events the filter asks for, newest start first, then by id, as they are at one moment.
     *
     * @param to told one after the other while the database is read; an exception of the database's may come after some
     */
    Answer events(EventFilter filter, Consumer<Event> to);

    /**
     * What changed since, if that can be said in few words; empty where all has to be read again: when many events
     * changed, or a tag or organization did, or this is another server than it was then.
     *
     * @param filter which was answered then
     */
    Optional<Changes> changes(EventFilter filter, Moment since);

    /**
     * A moment of the database: what was committed by then, in the database's own words, and what its clock said.
     *
     * @param server which server it was, since when, and which tables
     * @param snapshot PostgreSQL's {@code pg_snapshot}
     */
    record Moment(String server, String snapshot, Instant at) {}

    /**
     * How the answer to a filter changed.
     *
     * @param touched the ids of all events that may have changed, also by being there no longer
     * @param events those of them that the answer has now, in its order
     */
    record Changes(Moment moment, List<Long> touched, List<Event> events) {
        public Changes {
            touched = List.copyOf(touched);
            events = List.copyOf(events);
        }
    }

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

    /** A member, and where to write to. */
    record Member(String name, Optional<String> email, String user) {}

    /** A published event as the database has it; {@code url} is not yet in website form. Tags by id. */
    record Event(
            long id,
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
        /** All that is asked for exists, and the events were told, as of this moment. */
        record Told(Moment moment) implements Answer {}

        /** There is no such tag or organization; words such as {@code tag "NOSUCH"}, at least one. No event was told. */
        record Unknown(List<String> what) implements Answer {}
    }
}
