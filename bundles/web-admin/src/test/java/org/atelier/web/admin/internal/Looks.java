package org.atelier.web.admin.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atelier.overview.Overview;

/** Overviews of a handful of events, whatever days are asked for from 2000 on; before, there is nothing. */
final class Looks implements Overview {
    Optional<String> asked = Optional.empty();
    Work work = new Work(List.of(), List.of(), List.of());
    final List<Entry> entries = new ArrayList<>(List.of(
            new Entry("oslo", day("2026-03-02"), day("2026-03-03"), "Rådhuset", "NO", true, List.of("DC", "SWC")),
            new Entry("no-tags", day("2026-03-05"), day("2026-03-05"), "", "", false, List.of())));
    boolean more;

    static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    private static boolean early(LocalDate day) {
        return day.getYear() < 2000;
    }

    @Override
    public Work work(String person, LocalDate today, LocalDate due) {
        asked = Optional.of(person);
        return work;
    }

    @Override
    public Calendar calendar(LocalDate from, LocalDate to) {
        return new Calendar(early(from) ? List.of() : entries, more);
    }

    @Override
    public Places events(LocalDate from, LocalDate to) {
        return new Places(
                List.of(new Spot(59.91, 10.75, 3, "oslo", "NO"), new Spot(-33.87, 151.21, 1, "sydney", "")), 4, 1);
    }

    @Override
    public Places instructors() {
        return new Places(List.of(), 0, 2);
    }

    @Override
    public Numbers numbers(Unit unit, LocalDate from, LocalDate to) {
        return new Numbers(
                List.of("SWC", "DC"),
                List.of(
                        new Period(day("2026-01-01"), List.of(2, 1, 0)),
                        new Period(day("2026-04-01"), List.of(0, 0, 0)),
                        new Period(day("2026-07-01"), List.of(4, 0, 3))));
    }
}
