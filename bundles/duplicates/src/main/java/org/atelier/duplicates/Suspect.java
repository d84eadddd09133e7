package org.atelier.duplicates;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A record that may be there twice, as far as the rules look at it. Blank is absent here: it says nothing. */
public sealed interface Suspect {
    long id();

    /** Names it in addresses: a slug or a user name. */
    String slug();

    /** What people call it. */
    String name();

    /** What is told of it, in the same order for every record of the kind. */
    List<Fact> facts();

    /**
     * A value and what it is.
     *
     * @param value in words; empty if nothing is known
     */
    record Fact(String name, String label, String value) {}

    /**
     * A workshop.
     *
     * @param end not before {@code start}
     * @param host the domain of the organization where it takes place
     * @param latitude degrees, and as wrong as in the data; so is {@code longitude}
     */
    record Event(
            long id,
            String slug,
            Optional<LocalDate> start,
            Optional<LocalDate> end,
            Optional<String> country,
            Optional<String> venue,
            Optional<String> address,
            Optional<Double> latitude,
            Optional<Double> longitude,
            Optional<String> url,
            Optional<String> registrationKey,
            Optional<String> host)
            implements Suspect {
        @Override
        public String name() {
            return slug;
        }

        @Override
        public List<Fact> facts() {
            return List.of(
                    fact("start", "Start", start),
                    fact("end", "End", end),
                    fact("venue", "Venue", venue),
                    fact("address", "Address", address),
                    fact("country", "Country", country),
                    new Fact(
                            "coordinates",
                            "Coordinates",
                            latitude.isPresent() && longitude.isPresent()
                                    ? latitude.get() + ", " + longitude.get()
                                    : ""),
                    fact("host", "Host", host),
                    fact("url", "URL", url),
                    fact("reg_key", "Registration key", registrationKey));
        }
    }

    /**
     * Somebody.
     *
     * @param name the whole name as people read it
     * @param namesakes how many people, this one among them, have a name that begins and ends alike
     * @param airport the name of the airport they are at
     */
    record Person(
            long id,
            String slug,
            String name,
            String personal,
            Optional<String> middle,
            Optional<String> family,
            int namesakes,
            Optional<String> email,
            Optional<String> github,
            Optional<String> twitter,
            Optional<String> orcid,
            Optional<String> airport,
            Optional<String> affiliation)
            implements Suspect {
        /** The same, among so many namesakes. */
        public Person among(int people) {
            return people == namesakes
                    ? this
                    : new Person(
                            id,
                            slug,
                            name,
                            personal,
                            middle,
                            family,
                            people,
                            email,
                            github,
                            twitter,
                            orcid,
                            airport,
                            affiliation);
        }

        @Override
        public List<Fact> facts() {
            return List.of(
                    new Fact("name", "Name", name),
                    fact("email", "E-mail", email),
                    fact("github", "GitHub", github),
                    fact("twitter", "Twitter", twitter),
                    fact("orcid", "ORCID", orcid),
                    fact("airport", "Airport", airport),
                    fact("affiliation", "Affiliation", affiliation));
        }
    }

    private static Fact fact(String name, String label, Optional<?> value) {
        return new Fact(name, label, value.map(Object::toString).orElse(""));
    }
}
