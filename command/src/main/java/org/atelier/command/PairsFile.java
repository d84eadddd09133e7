package org.atelier.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Pairs of records from a CSV file. The header names the columns: {@code a} and {@code b}, and where they are wanted
 * {@code kind}, {@code base}, {@code default}, {@code note} and {@code choose.NAME}.
 */
final class PairsFile {
    /** How many lines that cannot be read are told one by one. */
    private static final int MAX_TOLD = 20;

    private static final String CHOOSE = "choose.";
    private static final List<String> KNOWN = List.of("a", "b", "kind", "base", "default", "note");

    private PairsFile() {}

    /**
     * One line of the file; an empty cell says nothing.
     *
     * @param line where it begins, from 1
     */
    record Line(
            int line,
            String a,
            String b,
            Optional<String> kind,
            Optional<String> base,
            Optional<String> fallback,
            Optional<String> note,
            SortedMap<String, String> choices) {}

    /** @param file {@code -} for the input */
    static List<Line> read(Path file, InputStream input) {
        var name = file.toString().equals("-") ? "the input" : file.toString();
        try (var reader = reader(file, input)) {
            return read(name, reader);
        } catch (CharacterCodingException e) {
            throw bad(name, 0, "it is not UTF-8");
        } catch (IOException e) {
            throw Failure.file(name, e);
        }
    }

    private static Reader reader(Path file, InputStream input) throws IOException {
        return file.toString().equals("-")
                ? new InputStreamReader(input, StandardCharsets.UTF_8.newDecoder())
                : Files.newBufferedReader(file, StandardCharsets.UTF_8);
    }

    private static List<Line> read(String name, Reader reader) throws IOException {
        var lines = new ArrayList<Line>();
        var bad = new ArrayList<BadLine>();
        Optional<List<String>> header = Optional.empty();
        try (var parser = new CsvFactory().createParser(reader)) {
            try {
                while (parser.nextToken() != null) {
                    var token = parser.nextToken();
                    // only now does the parser know where the line begins, blank ones being skipped
                    var at = parser.currentTokenLocation().getLineNr();
                    var cells = cells(parser, token);
                    if (cells.stream().allMatch(String::isEmpty)) {
                        continue;
                    }
                    if (header.isEmpty()) {
                        header = Optional.of(header(name, at, cells));
                    } else {
                        try {
                            lines.add(line(at, header.get(), cells));
                        } catch (BadLine e) {
                            bad.add(e);
                        }
                    }
                }
            } catch (JsonProcessingException e) {
                // a quote that is never closed is told where it begins, not where the file ends
                var why = e.getOriginalMessage();
                bad.add(new BadLine(
                        parser.currentTokenLocation().getLineNr(),
                        why.startsWith("Missing closing quote")
                                ? "a quote is opened and never closed"
                                : "it is not CSV (" + why + ")"));
            }
        }
        if (!bad.isEmpty()) {
            throw bad(name, bad);
        }
        if (header.isEmpty()) {
            throw bad(name, 1, "it is empty; its first line must name the columns, as in a,b,base");
        }
        return lines;
    }

    /** The cells of the line at whose first one the parser stands, without blanks around them. */
    private static List<String> cells(CsvParser parser, JsonToken first) throws IOException {
        var cells = new ArrayList<String>();
        for (var token = first; token == JsonToken.VALUE_STRING; token = parser.nextToken()) {
            cells.add(parser.getText().strip());
        }
        return cells;
    }

    private static List<String> header(String name, int at, List<String> cells) {
        // a spreadsheet may begin the file with a mark
        var names = cells.stream()
                .map(cell -> column(cell.replace("\uFEFF", "").strip()))
                .toList();
        if (names.size() == 1 && names.getFirst().contains(";")) {
            throw bad(name, at, "the columns are separated by semicolons; save the file with commas between them");
        }
        for (var column : names) {
            if (!KNOWN.contains(column) && !(column.startsWith(CHOOSE) && column.length() > CHOOSE.length())) {
                throw bad(
                        name,
                        at,
                        "there is no column \"%s\"; known are %s and choose.NAME"
                                .formatted(column, String.join(", ", KNOWN)));
            }
            if (names.indexOf(column) != names.lastIndexOf(column)) {
                throw bad(name, at, "the column \"" + column + "\" is there twice");
            }
        }
        for (var needed : List.of("a", "b")) {
            if (!names.contains(needed)) {
                throw bad(name, at, "the column \"" + needed + "\" is missing; the first line must name the columns");
            }
        }
        return names;
    }

    /** The name of a column without regard to case, but for what comes after {@code choose.}, which is not ours. */
    private static String column(String cell) {
        var lower = cell.toLowerCase(Locale.ROOT);
        return lower.startsWith(CHOOSE) ? CHOOSE + cell.substring(CHOOSE.length()) : lower;
    }

    private static Line line(int at, List<String> header, List<String> cells) throws BadLine {
        if (cells.size() != header.size()) {
            throw new BadLine(
                    at,
                    "it has %s, and the header %d; a cell with a comma needs quotes"
                            .formatted(Terminal.count(cells.size(), "cell"), header.size()));
        }
        var values = new TreeMap<String, String>();
        var choices = new TreeMap<String, String>();
        for (var i = 0; i < cells.size(); i++) {
            var column = header.get(i);
            if (cells.get(i).isEmpty()) {
                continue;
            }
            if (column.startsWith(CHOOSE)) {
                choices.put(column.substring(CHOOSE.length()), cells.get(i));
            } else {
                values.put(column, cells.get(i));
            }
        }
        for (var needed : List.of("a", "b")) {
            if (!values.containsKey(needed)) {
                throw new BadLine(at, "\"" + needed + "\" is empty");
            }
        }
        var base = Optional.ofNullable(values.get("base"));
        if (base.isPresent() && !base.get().equals("a") && !base.get().equals("b")) {
            throw new BadLine(at, "the base must be a or b, and is \"" + base.get() + "\"");
        }
        return new Line(
                at,
                values.get("a"),
                values.get("b"),
                Optional.ofNullable(values.get("kind")),
                base,
                Optional.ofNullable(values.get("default")),
                Optional.ofNullable(values.get("note")),
                choices);
    }

    /** A line that cannot be read; the others still are, so that all such lines are told at once. */
    private static final class BadLine extends Exception {
        private static final long serialVersionUID = 1;

        private final int line;

        BadLine(int line, String why) {
            super(why);
            this.line = line;
        }
    }

    private static Failure bad(String name, List<BadLine> lines) {
        var told = lines.stream()
                .limit(MAX_TOLD)
                .map(bad -> "line " + bad.line + ", " + bad.getMessage())
                .collect(Collectors.joining("; "));
        var more = lines.size() - MAX_TOLD;
        return bad(name + ", " + told + (more > 0 ? "; and in " + Terminal.count(more, "more line") : ""));
    }

    /** @param line 0 where it is not known */
    private static Failure bad(String name, int line, String why) {
        return bad(name + (line > 0 ? ", line " + line + "," : "") + " " + why);
    }

    private static Failure bad(String why) {
        return Failure.here(ExitCode.USAGE, "bad-file", "Bad file", "Nothing was merged: in " + why + ".", "");
    }
}
