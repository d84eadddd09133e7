package org.atelier.web.admin.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atelier.finder.Instructor;
import org.atelier.finder.InstructorFinder;
import org.atelier.finder.InstructorPage;
import org.atelier.finder.InstructorQuery;
import org.atelier.finder.Place;

/** Finds whoever was put here, whatever is asked, and remembers what was asked. */
final class Staff implements InstructorFinder {
    private static final Place OSLO = new Place(60.1939, 11.1004);

    final List<Instructor> found = new ArrayList<>();
    Optional<InstructorQuery> asked = Optional.empty();
    int count;

    static Instructor ann() {
        return new Instructor(
                1,
                "ann",
                "Ann Østby",
                Optional.of("ann@example.org"),
                true,
                Optional.of(new Instructor.Base(
                        "Bergen Flesland", Optional.of("BGO"), "NO", new Place(60.29, 5.22), Optional.of(324.6))),
                List.of("Git", "R"),
                List.of("Norwegian"),
                List.of("swc-instructor"),
                2,
                Optional.of(LocalDate.parse("2026-03-02")),
                List.of(new Instructor.Assignment(
                        "2026-09-01-oslo",
                        "helper",
                        LocalDate.parse("2026-09-01"),
                        Optional.of(LocalDate.parse("2026-09-04")))));
    }

    static Instructor blank(String name) {
        return new Instructor(
                2,
                name,
                name,
                Optional.empty(),
                false,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                0,
                Optional.empty(),
                List.of());
    }

    @Override
    public Found find(InstructorQuery query) {
        asked = Optional.of(query);
        if (query.skills().lessons().contains("Latin")) {
            return new Found.Unknown("lessons", "Latin");
        }
        return new Found.Page(new InstructorPage(found, Math.max(count, found.size()), false));
    }

    @Override
    public Optional<Airport> airport(String codeOrName) {
        return Optional.of(new Airport("Oslo Gardermoen", Optional.of("OSL"), OSLO))
                .filter(_ -> codeOrName.equals("OSL"));
    }

    @Override
    public Words words() {
        return new Words(
                List.of("Git", "R"), List.of("English", "Norwegian"), List.of("swc-instructor"), List.of("NO", "PL"));
    }
}
