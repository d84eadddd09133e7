package org.atelier.duplicates.internal;

import java.time.LocalDate;
import java.util.Optional;
import org.atelier.duplicates.Suspect.Event;
import org.atelier.duplicates.Suspect.Person;

/** Records to look at, told in few words; whatever is not said is blank. */
final class Suspects {
    private Suspects() {}

    static Event event(long id, String slug) {
        return new Event(id, slug, none(), none(), none(), none(), none(), none(), none(), none(), none(), none());
    }

    static Event dated(Event event, String start, String end) {
        return new Event(
                event.id(),
                event.slug(),
                Optional.of(LocalDate.parse(start)),
                Optional.of(LocalDate.parse(end)),
                event.country(),
                event.venue(),
                event.address(),
                event.latitude(),
                event.longitude(),
                event.url(),
                event.registrationKey(),
                event.host());
    }

    static Event at(Event event, double latitude, double longitude) {
        return new Event(
                event.id(),
                event.slug(),
                event.start(),
                event.end(),
                event.country(),
                event.venue(),
                event.address(),
                Optional.of(latitude),
                Optional.of(longitude),
                event.url(),
                event.registrationKey(),
                event.host());
    }

    static Event in(Event event, String country, String venue) {
        return new Event(
                event.id(),
                event.slug(),
                event.start(),
                event.end(),
                Optional.of(country),
                Optional.of(venue),
                event.address(),
                event.latitude(),
                event.longitude(),
                event.url(),
                event.registrationKey(),
                event.host());
    }

    static Event known(Event event, Optional<String> url, Optional<String> registration, Optional<String> host) {
        return new Event(
                event.id(),
                event.slug(),
                event.start(),
                event.end(),
                event.country(),
                event.venue(),
                event.address(),
                event.latitude(),
                event.longitude(),
                url,
                registration,
                host);
    }

    static Person person(long id, String personal, String family) {
        return person(id, personal, family, 1);
    }

    static Person person(long id, String personal, String family, int namesakes) {
        return new Person(
                id,
                "user" + id,
                personal + " " + family,
                personal,
                none(),
                Optional.of(family),
                namesakes,
                none(),
                none(),
                none(),
                none(),
                none(),
                none());
    }

    static Person reached(Person person, Optional<String> email, Optional<String> github, Optional<String> orcid) {
        return new Person(
                person.id(),
                person.slug(),
                person.name(),
                person.personal(),
                person.middle(),
                person.family(),
                person.namesakes(),
                email,
                github,
                person.twitter(),
                orcid,
                person.airport(),
                person.affiliation());
    }

    static Person living(Person person, String middle, String airport, String affiliation) {
        return new Person(
                person.id(),
                person.slug(),
                person.name(),
                person.personal(),
                Optional.of(middle).filter(text -> !text.isEmpty()),
                person.family(),
                person.namesakes(),
                person.email(),
                person.github(),
                person.twitter(),
                person.orcid(),
                Optional.of(airport).filter(text -> !text.isEmpty()),
                Optional.of(affiliation).filter(text -> !text.isEmpty()));
    }

    private static <T> Optional<T> none() {
        return Optional.empty();
    }
}
