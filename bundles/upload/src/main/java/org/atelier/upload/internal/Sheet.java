package org.atelier.upload.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.atelier.upload.Column;
import org.atelier.upload.LineProblem;
import org.atelier.upload.Uploads;

/** What a file says, line by line: CSV as RFC 4180 has it, or as spreadsheets write it, with semicolons or tabs. */
record Sheet(List<Row> rows, List<LineProblem> problems) {
    /** How many problems are told; whoever has more has one that makes them all. */
    static final int MOST_PROBLEMS = 200;

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');

    Sheet {
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }

    /**
     * A line that says something.
     *
     * @param line where it begins, from 1
     */
    record Row(int line, Map<Column, String> values) {
        /** What stands in the column; empty if nothing does. */
        String get(Column column) {
            return values.getOrDefault(column, "");
        }
    }

    static Sheet read(String text) {
        return new Reading().read(text);
    }

    /** Which of the separators the header uses: the one that is there most often, outside of quotes. */
    private static char separator(String text) {
        var counts = new int[SEPARATORS.size()];
        var quoted = false;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted
                    && (c == '\n' || c == '\r')
                    && !text.substring(0, i).isBlank()) {
                break;
            } else if (!quoted && SEPARATORS.contains(c)) {
                counts[SEPARATORS.indexOf(c)]++;
            }
        }
        var best = 0;
        for (var i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return SEPARATORS.get(best);
    }

    /** One reading of one text. */
    private static final class Reading {
        private final List<Row> rows = new ArrayList<>();
        private final List<LineProblem> problems = new ArrayList<>();
        private Optional<List<Optional<Column>>> header = Optional.empty();

        Sheet read(String given) {
            var text = !given.isEmpty() && given.charAt(0) == BYTE_ORDER_MARK ? given.substring(1) : given;
            if (text.getBytes(StandardCharsets.UTF_8).length > Uploads.MOST_BYTES) {
                problem(
                        0,
                        "",
                        "",
                        "the file has more than %d MiB; upload it in parts".formatted(Uploads.MOST_BYTES >> 20));
            } else if (text.isBlank()) {
                problem(
                        0,
                        "",
                        "",
                        "there is nothing in it; begin with a line that names the columns, such as %s"
                                .formatted(Column.template().strip()));
            } else {
                parse(text);
            }
            return new Sheet(rows, problems);
        }

        private void parse(String text) {
            try (var parser = new CsvFactory().createParser(text)) {
                parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(separator(text)));
                try {
                    parse(parser);
                } catch (JsonProcessingException e) {
                    // a quote that is never closed is told where it begins, not where the file ends
                    var why = e.getOriginalMessage();
                    problem(
                            parser.currentTokenLocation().getLineNr(),
                            "",
                            "",
                            why.startsWith("Missing closing quote")
                                    ? "a quote (\") is opened here and never closed; close it, or write \"\" for one that is meant"
                                    : "this is not CSV; a value with quotes (\") in it stands in quotes itself, with \"\" for each");
                }
            } catch (IOException e) {
                throw new UncheckedIOException("a text in memory can be read", e);
            }
        }

        private void parse(CsvParser parser) throws IOException {
            while (parser.nextToken() != null && problems.size() < MOST_PROBLEMS) {
                var token = parser.nextToken();
                // only now does the parser know where the line begins, blank ones being skipped
                var line = parser.currentTokenLocation().getLineNr();
                var cells = new ArrayList<String>();
                var from = line;
                for (; token != null && token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                    var cell = parser.getText();
                    var to = from + breaks(cell);
                    if (breaks(stripped(cell)) > 0 && header.isPresent() && !isWrong(line)) {
                        // it may be meant, and a quote that was not closed where the value ends looks the same
                        problem(
                                line,
                                "",
                                cell,
                                "a quote (\") is opened in line %d and closed in line %d only; close it where the value ends, and write no value in two lines"
                                        .formatted(from, to));
                    }
                    from = to;
                    cells.add(stripped(cell));
                }
                if (cells.stream().allMatch(String::isEmpty)) {
                    continue;
                }
                if (header.isEmpty()) {
                    header = Optional.of(header(line, cells));
                    if (!problems.isEmpty()) {
                        return;
                    }
                } else if (rows.size() == Uploads.MOST_LINES) {
                    problem(
                            line,
                            "",
                            "",
                            "the file has more than %,d lines; upload it in parts".formatted(Uploads.MOST_LINES));
                    return;
                } else {
                    row(line, header.get(), cells);
                }
            }
        }

        private boolean isWrong(int line) {
            return problems.stream().anyMatch(problem -> problem.line() == line);
        }

        /** How many lines a value ends before it ends itself. */
        private static int breaks(String cell) {
            return (int) cell.replace("\r\n", "\n")
                    .chars()
                    .filter(c -> c == '\n' || c == '\r')
                    .count();
        }

        /** Blanks around a value do not count, nor does the one that must not break. */
        private static String stripped(String cell) {
            return cell.replace('\u00A0', ' ').strip();
        }

        private List<Optional<Column>> header(int line, List<String> cells) {
            var columns = new ArrayList<Optional<Column>>();
            var seen = EnumSet.noneOf(Column.class);
            for (var cell : cells) {
                var column = Column.of(cell);
                columns.add(column);
                if (column.isPresent() && !seen.add(column.get())) {
                    problem(line, column.get().word(), cell, "there are two columns “%s”; leave one".formatted(cell));
                } else if (column.isEmpty() && !cell.isEmpty()) {
                    problem(line, "", cell, unknown(cell));
                }
            }
            if (!seen.isEmpty() && !seen.contains(Column.EVENT) && seen.contains(Column.ROLE)) {
                problem(line, "event", "", "there is a column “role” and none “event”; add it, or leave both");
            }
            if (seen.stream()
                    .noneMatch(column ->
                            column == Column.PERSONAL || column == Column.EMAIL || column == Column.USERNAME)) {
                problems.clear();
                problem(
                        line,
                        "",
                        String.join(" ", cells),
                        "the first line must name the columns: personal, email or username at least. There are "
                                + words());
            }
            return columns;
        }

        private static String unknown(String cell) {
            var near = Near.to(
                    cell, Arrays.stream(Column.values()).map(Column::word).toList());
            return "there is no column “%s”%s; there are %s".formatted(cell, Near.hint(near), words());
        }

        private static String words() {
            return Arrays.stream(Column.values()).map(Column::word).collect(Collectors.joining(", "));
        }

        private void row(int line, List<Optional<Column>> columns, List<String> cells) {
            var values = new EnumMap<Column, String>(Column.class);
            var nowhere = new ArrayList<String>();
            for (var i = 0; i < cells.size(); i++) {
                var cell = cells.get(i);
                var column = i < columns.size() ? columns.get(i) : Optional.<Column>empty();
                if (column.isPresent() && !cell.isEmpty()) {
                    values.put(column.get(), cell);
                } else if (!cell.isEmpty()) {
                    nowhere.add(cell);
                }
            }
            rows.add(new Row(line, values));
            if (isWrong(line)) {
                return;
            }
            if (!nowhere.isEmpty()) {
                // what stands before it may be in a wrong column, too, so that there is nothing to say about that
                problem(
                        line,
                        "",
                        nowhere.getFirst(),
                        "“%s”%s in a column that the first line does not name; check the separators of this line"
                                .formatted(
                                        cut(nowhere.getFirst()),
                                        nowhere.size() == 1
                                                ? " stands"
                                                : " and %,d more stand".formatted(nowhere.size() - 1)));
            } else {
                values.forEach((column, cell) -> check(line, column, cell));
            }
        }

        private void check(int line, Column column, String cell) {
            var length = cell.codePointCount(0, cell.length());
            if (length > column.longest()) {
                problem(
                        line,
                        column.word(),
                        cell,
                        "this has %,d characters, and may have %,d; shorten it".formatted(length, column.longest()));
            } else if (cell.codePoints().anyMatch(Character::isISOControl)) {
                problem(
                        line,
                        column.word(),
                        cell,
                        "there is a line break or another control character in it; take it out");
            } else if (cell.indexOf('\uFFFD') >= 0) {
                problem(
                        line,
                        column.word(),
                        cell,
                        "“%s” lost letters; save the file as UTF-8 and upload it again".formatted(cut(cell)));
            } else if (column == Column.EMAIL && !cell.matches("[^@\\s,;<>\"]+@[^@\\s,;<>\"]+")) {
                problem(
                        line,
                        column.word(),
                        cell,
                        "“%s” is no e-mail address; write one alone, such as ada@example.org".formatted(cut(cell)));
            } else if (column == Column.USERNAME && !cell.matches("[^/?#]+")) {
                problem(
                        line,
                        column.word(),
                        cell,
                        "“%s” has a /, ? or #, which a user name cannot have".formatted(cut(cell)));
            }
        }

        private static String cut(String cell) {
            return cell.codePointCount(0, cell.length()) <= 60
                    ? cell
                    : cell.substring(0, cell.offsetByCodePoints(0, 60)) + "…";
        }

        private void problem(int line, String column, String value, String message) {
            problems.add(new LineProblem(line, column, value, message));
        }
    }
}
