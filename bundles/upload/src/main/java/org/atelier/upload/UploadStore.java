package org.atelier.upload;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.atelier.domain.NewOperation;
import org.atelier.duplicates.Suspect;
import org.osgi.annotation.versioning.ProviderType;

/** The port through which uploads reach the database. How many statements it takes does not depend on the file. */
@ProviderType
public interface UploadStore {
    /** How many people of the same name are counted, at most; that there are more is all one needs to know. */
    int MOST_NAMESAKES = 21;

    /** How many people of a name, or of a mailbox, are looked at; whoever has a commoner name is found by address. */
    int MOST_LOOKED_AT = 10;

    /**
     * What a file asks about.
     *
     * @param people of whom it tells, by number
     * @param usernames that it names or that new people would have; whatever begins with one of them and a _ is asked, too
     * @param events slugs, {@code roles} and {@code airports} as the file has them
     */
    record Question(
            List<Asked> people, Set<String> usernames, Set<String> events, Set<String> roles, Set<String> airports) {
        public Question {
            people = List.copyOf(people);
            usernames = Set.copyOf(usernames);
            events = Set.copyOf(events);
            roles = Set.copyOf(roles);
            airports = Set.copyOf(airports);
        }
    }

    /** Somebody in a file; whatever is not known is empty. */
    record Asked(String personal, String family, String email, String username) {}

    /**
     * What is there.
     *
     * @param people whoever may be meant
     * @param byEmail who has an address, by the number of who has it in the file
     * @param byUsername who has a user name or once had it, likewise
     * @param alike the ids of those with a like name or address, likewise
     * @param taken user names that nobody new can have, of those that were asked
     * @param events by what the file calls them
     * @param slugs every event's, if one was asked that is not there; else none
     * @param roles all of them, and former names that were asked
     * @param airports all of them by name, if one was asked
     * @param tasks of these people at these events
     */
    record Known(
            Map<Long, Suspect.Person> people,
            Map<Integer, Long> byEmail,
            Map<Integer, Long> byUsername,
            Map<Integer, List<Long>> alike,
            Set<String> taken,
            Map<String, Named> events,
            List<String> slugs,
            Map<String, Named> roles,
            List<Airport> airports,
            Set<Task> tasks) {}

    /** A record and what it is called. */
    record Named(long id, String name) {}

    /** An airport; {@code iata} may be empty. */
    record Airport(long id, String name, String iata) {}

    /** A task by what makes it the only one. */
    record Task(long event, long person, long role) {}

    /** Somebody to be made; whatever is not known is empty. */
    record NewPerson(
            String username,
            String personal,
            String family,
            String email,
            Optional<Long> airport,
            String affiliation) {}

    /**
     * A task to be made.
     *
     * @param person the id of who is there; empty for somebody new
     * @param username of whoever it is
     */
    record NewTask(long event, Optional<Long> person, String username, long role, String title, String url) {}

    /** What is to be written. */
    record Writing(List<NewPerson> people, List<NewTask> tasks) {
        public Writing {
            people = List.copyOf(people);
            tasks = List.copyOf(tasks);
        }
    }

    /** What is there, all of it as of one moment. */
    Known look(Question question);

    /**
     * Looks again in a transaction, decides, and writes.
     *
     * @param decide what to write; empty to write nothing. It may be asked more than once: whatever was decided is rolled
     *     back where somebody else got in between, and then decided anew
     * @return the operation, empty if nothing was written
     */
    Optional<Long> write(Question question, Function<Known, Optional<Writing>> decide, NewOperation by);

    /** What an operation of the kind {@link Uploads#OPERATION} made. */
    Optional<UploadReceipt> receipt(long operation);
}
