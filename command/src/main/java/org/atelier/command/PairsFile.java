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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Pairs of records from a CSV file. The header names the columns: {@code a} and {@code b}, and where they are wanted
 * {@code kind}, {@code base}, {@code default}, {@code note} and {@code choose.NAME}.
 */
final class PairsFile {
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
        } catch (NoSuchFileException e) {
            throw Failure.here(
                    ExitCode.USAGE, "no-such-file", "No such file", "The file " + name + " is not there.", "", e);
        } catch (CharacterCodingException e) {
            throw bad(name, 0, "it is not UTF-8");
        } catch (IOException e) {
            throw Failure.here(
                    ExitCode.USAGE,
                    "unreadable-file",
                    "Unreadable file",
                    "The file " + name + " cannot be read (" + e.getClass().getSimpleName() + ").",
                    "",
                    e);
        }
    }

    private static Reader reader(Path file, InputStream input) throws IOException {
        return file.toString().equals("-")
                ? new InputStreamReader(input, StandardCharsets.UTF_8.newDecoder())
                : Files.newBufferedReader(file, StandardCharsets.UTF_8);
    }

    private static List<Line> read(String name, Reader reader) throws IOException {
        var lines = new ArrayList<Line>();
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
                        lines.add(line(name, at, header.get(), cells));
                    }
                }
            } catch (JsonProcessingException e) {
                // a quote that is never closed is told where it begins, not where the file ends
                var why = e.getOriginalMessage();
                throw bad(
                        name,
                        parser.currentTokenLocation().getLineNr(),
                        "there is " + Character.toLowerCase(why.charAt(0)) + why.substring(1));
            }
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
        var names =
                cells.stream().map(cell -> cell.replace("\uFEFF", "").strip()).toList();
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

    private static Line line(String name, int at, List<String> header, List<String> cells) {
        if (cells.size() != header.size()) {
            throw bad(
                    name,
                    at,
                    "it has %d cells, and the header %d; a cell with a comma needs quotes"
                            .formatted(cells.size(), header.size()));
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
                throw bad(name, at, "\"" + needed + "\" is empty");
            }
        }
        var base = Optional.ofNullable(values.get("base"));
        if (base.isPresent() && !base.get().equals("a") && !base.get().equals("b")) {
            throw bad(name, at, "the base must be a or b, and is \"" + base.get() + "\"");
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

    /** @param line 0 where it is not known */
    private static Failure bad(String name, int line, String why) {
        return Failure.here(
                ExitCode.USAGE,
                "bad-file",
                "Bad file",
                "Nothing was merged: in %s%s %s.".formatted(name, line > 0 ? ", line " + line + "," : "", why),
                "");
    }
}
