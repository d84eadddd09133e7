package org.atelier.rest.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atelier.overview.Overview;

/** An overview of little, which remembers what was asked. */
final class Looked implements Overview {
    final List<String> asked = new ArrayList<>();

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    @Override
    public Work work(String person, LocalDate today, LocalDate due) {
        asked.add("work of " + person + " " + today + " " + due);
        return new Work(
                List.of(new Mine(
                        "oslo",
                        Optional.of(day("2026-07-01")),
                        Optional.empty(),
                        "Rådhuset",
                        List.of("helper", "host"),
                        false)),
                List.of(new Mine("no-day", Optional.empty(), Optional.empty(), "", List.of(), true)),
                List.of(new Todo(7, "book", "oslo", day("2026-06-20"))));
    }

    @Override
    public Calendar calendar(LocalDate from, LocalDate to) {
        asked.add("calendar " + from + " " + to);
        return new Calendar(
                List.of(new Entry("oslo", day("2026-07-01"), day("2026-07-02"), "Rådhuset", "NO", true, List.of("DC"))),
                true);
    }

    @Override
    public Places events(LocalDate from, LocalDate to) {
        asked.add("events " + from + " " + to);
        return new Places(List.of(new Spot(59.91, 10.75, 3, "oslo", "NO")), 3, 1);
    }

    @Override
    public Places instructors() {
        asked.add("instructors");
        return new Places(List.of(), 0, 2);
    }

    @Override
    public Numbers numbers(Unit unit, LocalDate from, LocalDate to) {
        asked.add("numbers " + unit + " " + from + " " + to);
        return new Numbers(List.of("SWC", "DC"), List.of(new Period(day("2026-01-01"), List.of(2, 0, 1))));
    }
}
