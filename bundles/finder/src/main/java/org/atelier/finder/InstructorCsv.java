package org.atelier.finder;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Instructors as a table for a spreadsheet: CSV as of RFC 4180, UTF-8. A text that a spreadsheet would take for a
 * formula gets an apostrophe before it, which spreadsheets do not show.
 */
public final class InstructorCsv {
    private static final List<String> HEADER = List.of(
            "username",
            "name",
            "email",
            "may_contact",
            "airport",
            "iata",
            "country",
            "km",
            "lessons",
            "languages",
            "badges",
            "taught",
            "last_taught",
            "busy_at");

    private InstructorCsv() {}

    public static byte[] of(List<Instructor> instructors) {
        var text = new StringBuilder();
        line(text, HEADER);
        instructors.forEach(instructor -> line(text, cells(instructor)));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> cells(Instructor one) {
        var base = one.base();
        return Arrays.asList(
                one.username(),
                one.name(),
                one.email().orElse(""),
                one.mayContact() ? "yes" : "no",
                base.map(Instructor.Base::airport).orElse(""),
                base.flatMap(Instructor.Base::iata).orElse(""),
                base.map(Instructor.Base::country).orElse(""),
                base.flatMap(Instructor.Base::kilometres)
                        .map(km -> Long.toString(Math.round(km)))
                        .orElse(""),
                String.join("; ", one.lessons()),
                String.join("; ", one.languages()),
                String.join("; ", one.badges()),
                Integer.toString(one.taught()),
                one.last().map(LocalDate::toString).orElse(""),
                one.busy().stream().map(Instructor.Assignment::event).collect(Collectors.joining("; ")));
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append(cells.stream().map(InstructorCsv::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String cell(String value) {
        var harmless = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return harmless.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? "\"" + harmless.replace("\"", "\"\"") + "\""
                : harmless;
    }
}
