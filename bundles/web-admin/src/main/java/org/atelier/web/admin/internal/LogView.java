package org.atelier.web.admin.internal;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import org.atelier.history.LoggedOperation;

/**
 * A page of the log.
 *
 * @param problem what is wrong with the filter; empty if nothing is
 * @param kinds of records, each with what people call it
 * @param later whether newer ones were left out
 * @param older where the older ones are; empty if there are none
 */
public record LogView(
        LogFilter filter,
        String problem,
        SortedMap<String, String> kinds,
        List<Day> days,
        boolean later,
        String older) {
    /** The operations of one day (UTC), newest first. */
    public record Day(LocalDate day, List<LoggedOperation> operations) {}

    static List<Day> days(List<LoggedOperation> operations) {
        var days = new LinkedHashMap<LocalDate, List<LoggedOperation>>();
        operations.forEach(logged -> days.computeIfAbsent(
                        logged.operation().at().atZone(ZoneOffset.UTC).toLocalDate(), _ -> new ArrayList<>())
                .add(logged));
        return days.entrySet().stream()
                .map(day -> new Day(day.getKey(), day.getValue()))
                .toList();
    }

    /** Such as {@code 1,000+}, where no more were counted. */
    public static String rows(long rows) {
        return Words.count(rows, "row").replace(" ", rows >= LoggedOperation.COUNTED ? "+ " : " ");
    }
}
