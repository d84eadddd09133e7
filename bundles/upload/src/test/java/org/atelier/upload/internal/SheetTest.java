package org.atelier.upload.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.atelier.upload.Column;
import org.atelier.upload.LineProblem;
import org.atelier.upload.Uploads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SheetTest {
    private static List<String> problems(String text) {
        return Sheet.read(text).problems().stream().map(LineProblem::sentence).toList();
    }

    private static List<Map<Column, String>> rows(String text) {
        var sheet = Sheet.read(text);
        assertEquals(List.of(), sheet.problems());
        return sheet.rows().stream().map(Sheet.Row::values).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void commas_semicolons_and_tabs_separate_with_and_without_a_byte_order_mark_and_whatever_ends_a_line(String mark) {
        var text = "Personal,EMAIL , family\nAda,ada@example.org,Lovelace\n\n,grace@example.org,\n".replace(",", mark);
        var expected = List.of(
                Map.of(Column.PERSONAL, "Ada", Column.EMAIL, "ada@example.org", Column.FAMILY, "Lovelace"),
                Map.of(Column.EMAIL, "grace@example.org"));
        assertEquals(expected, rows(text));
        assertEquals(expected, rows("\uFEFF" + text.replace("\n", "\r\n")));
        assertEquals(expected, rows(text.replace("\n", "\r")));
        assertEquals(
                List.of(2, 4),
                Sheet.read(text).rows().stream().map(Sheet.Row::line).toList(),
                "blank lines count");
    }

    @Test
    void quotes_hold_separators_and_quotes() {
        assertEquals(
                List.of(Map.of(Column.PERSONAL, "Ada, \"the\" first", Column.FAMILY, "Lovelace; née Byron")),
                rows("personal,family\r\n\"Ada, \"\"the\"\" first\",\"Lovelace; née Byron\""));
    }

    @Test
    void blanks_around_a_value_do_not_count_and_empty_columns_of_spreadsheets_neither() {
        assertEquals(
                List.of(Map.of(Column.PERSONAL, "Ada")), rows("personal,family,,\n \u00A0Ada\t,  ,,\n,,,\n , ,,\n"));
    }

    @Test
    void what_is_wrong_is_named_with_line_column_and_what_to_do() {
        var sheet = Sheet.read(
                "personal,email,username\nAda,ada at home,a/b\n\"Gr\nace\",g@x.org,g\n" + "x".repeat(201) + ",,");
        assertEquals(
                List.of(
                        "Line 2, email: “ada at home” is no e-mail address; write one alone, such as ada@example.org",
                        "Line 2, username: “a/b” has a /, ? or #, which a user name cannot have",
                        "Line 3: a quote (\") is opened in line 3 and closed in line 4 only; close it where the value ends,"
                                + " and write no value in two lines",
                        "Line 5, personal: this has 201 characters, and may have 200; shorten it"),
                sheet.problems().stream().map(LineProblem::sentence).toList());
        assertEquals("ada at home", sheet.problems().getFirst().value());
        assertEquals(3, sheet.rows().size(), "the lines are there, for the preview");
    }

    @Test
    void a_header_that_is_none_is_told_with_the_columns_there_are() {
        assertTrue(
                problems("Ada,Lovelace,ada@example.org\n").getFirst().startsWith("Line 1: the first line must name"));
        assertEquals(
                "Line 1: there is no column “e-mail” (did you mean “email”?); there are personal, family, email, event, role,"
                        + " username, airport, affiliation, title, url",
                problems("personal,e-mail\nAda,x").getFirst());
        assertEquals(
                List.of("Line 1, email: there are two columns “Email”; leave one"), problems("email,Email\na@b,a@b"));
        assertEquals(
                List.of("Line 1, event: there is a column “role” and none “event”; add it, or leave both"),
                problems("email,role\na@b,helper"));
    }

    @Test
    void nothing_and_too_much_are_told() {
        for (var nothing : List.of("", "  \r\n", "\uFEFF")) {
            assertTrue(problems(nothing).getFirst().startsWith("there is nothing in it; begin with"));
        }
        assertEquals(
                List.of("the file has more than 2 MiB; upload it in parts"),
                problems("personal\n" + "é".repeat(Uploads.MOST_BYTES / 2)));
        assertEquals(
                List.of("Line 5002: the file has more than 5,000 lines; upload it in parts"),
                problems("personal\n" + "Ada\n".repeat(5_001)));
        assertEquals(5_000, rows("personal\n" + "Ada\n".repeat(5_000)).size());
    }

    @Test
    void broken_quotes_are_told_where_they_begin() {
        assertEquals(
                List.of(
                        "Line 3: a quote (\") is opened here and never closed; close it, or write \"\" for one that is meant"),
                problems("personal,family\nAda,L\n\"Grace,H\nMary,S\n"));
        assertTrue(problems("personal,family\n\"Ada\"x,L\n").getFirst().startsWith("Line 2: this is not CSV"));
    }

    @Test
    void a_quote_that_takes_the_next_lines_in_is_told_where_it_begins_and_where_it_ends() {
        var sheet = Sheet.read(
                "personal,family,email\nAda,\"Love\nlace\",\"a@x.org\nGrace,Hopper,g@x.org\n\",\nKim,Lee,k@x.org\n");
        assertEquals(
                List.of(
                        "Line 2: a quote (\") is opened in line 2 and closed in line 3 only; close it where the value ends,"
                                + " and write no value in two lines"),
                sheet.problems().stream().map(LineProblem::sentence).toList());
        assertEquals(List.of(2, 6), sheet.rows().stream().map(Sheet.Row::line).toList());
        assertEquals(
                List.of(
                        "Line 2: a quote (\") is opened in line 3 and closed in line 4 only; close it where the value ends,"
                                + " and write no value in two lines"),
                problems("personal,family\n\"Ada\n\",\"Love\r\nlace\"\n"),
                "a line break at the end of a value is none of it");
        assertTrue(problems("personal,family\nAda,L\n\"Grace,H\n\"Mary\",S\n")
                .getFirst()
                .startsWith("Line 3: this is not CSV"));
    }

    @Test
    void a_value_too_many_and_lost_letters_are_told() {
        assertEquals(
                List.of(
                        "Line 2: “x” stands in a column that the first line does not name; check the separators of this line"),
                problems("personal,family\nAda,L,x"));
        assertEquals(
                List.of(
                        "Line 2: “2026” and 2 more stand in a column that the first line does not name; check the separators of"
                                + " this line"),
                problems("personal,email\nAda,L,2026,,helper,at home"),
                "one is enough for a line");
        assertEquals(
                List.of("Line 2, personal: “Ren\uFFFDe” lost letters; save the file as UTF-8 and upload it again"),
                problems("personal\nRen\uFFFDe"));
    }

    @Property(tries = 300)
    void whatever_text_comes_is_read_or_refused_in_words(
            @ForAll @StringLength(max = 60) @CharRange(from = ' ', to = '~') String some,
            @ForAll @StringLength(max = 30) String any) {
        for (var text : List.of(some, any, "personal,email\n" + some, "personal;email\r\n" + any + "\n" + some)) {
            var sheet = Sheet.read(text);
            assertTrue(!sheet.problems().isEmpty()
                    || sheet.rows().stream().noneMatch(row -> row.values().isEmpty()));
            sheet.problems().forEach(problem -> assertTrue(!problem.message().isBlank()));
        }
    }

    @Property(tries = 300)
    void what_is_quoted_as_rfc_4180_says_comes_back_to_the_letter(
            @ForAll List<@StringLength(min = 1, max = 12) @CharRange(from = ' ', to = '~') String> names) {
        var kept = names.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        var text = kept.stream()
                .map(name -> "\"" + name.replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining("\r\n", "personal\r\n", "\r\n"));
        assertEquals(
                kept, rows(text).stream().map(row -> row.get(Column.PERSONAL)).toList());
    }
}
