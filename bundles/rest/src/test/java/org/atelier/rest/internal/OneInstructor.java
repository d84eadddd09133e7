package org.atelier.rest.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.atelier.finder.Instructor;
import org.atelier.finder.InstructorFinder;
import org.atelier.finder.InstructorPage;
import org.atelier.finder.InstructorQuery;
import org.atelier.finder.Place;

/** Finds Ann, and somebody of whom nothing is known, whatever is asked. */
final class OneInstructor implements InstructorFinder {
    Optional<InstructorQuery> asked = Optional.empty();

    @Override
    public Found find(InstructorQuery query) {
        asked = Optional.of(query);
        if (query.skills().lessons().contains("Latin")) {
            return new Found.Unknown("lessons", "Latin");
        }
        var ann = new Instructor(
                1,
                "ann",
                "Ann Østby",
                Optional.of("ann@example.org"),
                true,
                Optional.of(new Instructor.Base(
                        "Bergen Flesland",
                        Optional.of("BGO"),
                        "NO",
                        new Place(60.29, 5.22),
                        query.near().map(near -> 324.6123))),
                List.of("Git"),
                List.of("Norwegian"),
                List.of("swc-instructor"),
                2,
                Optional.of(LocalDate.parse("2026-03-02")),
                List.of(new Instructor.Assignment(
                        "2026-09-01-oslo", "helper", LocalDate.parse("2026-09-01"), Optional.empty())));
        var bob = new Instructor(
                2,
                "bob",
                "Bob",
                Optional.empty(),
                false,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                0,
                Optional.empty(),
                List.of());
        return new Found.Page(new InstructorPage(List.of(ann, bob), 3, false));
    }

    @Override
    public Optional<Airport> airport(String codeOrName) {
        return Optional.of(new Airport("Oslo Gardermoen", Optional.of("OSL"), new Place(60.1939, 11.1004)))
                .filter(_ -> codeOrName.equals("OSL"));
    }

    @Override
    public Words words() {
        return new Words(List.of(), List.of(), List.of(), List.of());
    }
}
