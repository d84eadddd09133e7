package org.atelier.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DayTest {
    @Test
    void a_day_is_read_as_it_is_written() {
        assertEquals(Optional.of(LocalDate.of(2024, 2, 29)), Day.of("2024-02-29"));
        assertEquals(Optional.of(LocalDate.of(1, 1, 1)), Day.of("0001-01-01"));
        assertEquals(Optional.of(LocalDate.of(9999, 12, 31)), Day.of("9999-12-31"));
    }

    @Test
    void what_is_on_no_calendar_is_no_day() {
        for (var text : List.of(
                "",
                " ",
                "today",
                "2026",
                "2026-2-3",
                "2023-02-29",
                "2026-13-01",
                "0000-01-01",
                "+12026-01-01",
                "-2026-01-01",
                "2026-01-01T00:00",
                " 2026-01-01",
                "2026-01-01\n",
                "٢٠٢٦-٠١-٠١")) {
            assertEquals(Optional.empty(), Day.of(text), text);
        }
    }
}
