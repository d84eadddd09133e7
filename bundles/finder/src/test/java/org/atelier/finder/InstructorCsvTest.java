package org.atelier.finder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstructorCsvTest {
    private static final String HEADER =
            "username,name,email,may_contact,airport,iata,country,km,lessons,languages,badges,taught,last_taught,busy_at\r\n";

    @Test
    void one_line_tells_one_person() {
        var base = new Instructor.Base(
                "Oslo, Gardermoen", Optional.of("OSL"), "NO", new Place(60.2, 11.1), Optional.of(324.6));
        var day = LocalDate.parse("2026-03-02");
        var ann = new Instructor(
                1,
                "ann",
                "Ann \"A\" Østby",
                Optional.of("ann@example.org"),
                true,
                Optional.of(base),
                List.of("Git", "R"),
                List.of("Norwegian"),
                List.of(),
                2,
                Optional.of(day),
                List.of(new Instructor.Assignment("2026-09-01-oslo", "helper", day, Optional.empty())));
        assertEquals(
                HEADER
                        + "ann,\"Ann \"\"A\"\" Østby\",ann@example.org,yes,\"Oslo, Gardermoen\",OSL,NO,325,Git; R,"
                        + "Norwegian,,2,2026-03-02,2026-09-01-oslo\r\n",
                new String(InstructorCsv.of(List.of(ann)), StandardCharsets.UTF_8));
    }

    @Test
    void what_would_be_a_formula_is_told_as_text() {
        var evil = new Instructor(
                1,
                "=1+1",
                "@SUM(A1)",
                Optional.empty(),
                false,
                Optional.empty(),
                List.of("-x,y"),
                List.of(),
                List.of(),
                0,
                Optional.empty(),
                List.of());
        assertEquals(
                HEADER + "'=1+1,'@SUM(A1),,no,,,,,\"'-x,y\",,,0,,\r\n",
                new String(InstructorCsv.of(List.of(evil)), StandardCharsets.UTF_8));
    }
}
