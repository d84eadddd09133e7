package org.atelier.export.internal;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes lines of values as RFC 4180 has them, ended by CR LF. Absent is nothing at all, the empty text is {@code ""}, as
 * in PostgreSQL's CSV; a spreadsheet shows both as an empty cell. Jackson's generator cannot write this: where it quotes
 * only what has to be, it leaves the empty text and blanks at an end without quotes, else it quotes every text with a blank.
 */
final class CsvWriter {
    private static final Pattern QUOTED = Pattern.compile("[\",\r\n]|^$|^[\\s]|[\\s]$");

    private final StringBuilder out = new StringBuilder();
    private boolean lineBegun;

    /** Rows of these columns; each value is written as no, one or several lines. */
    static <T> RowWriter<T> rows(List<String> columns, BiConsumer<T, CsvWriter> lines) {
        var header = String.join(",", columns) + "\r\n";
        var frame = new Frame(header, "", "", header);
        var writer = new CsvWriter();
        return new RowWriter<>() {
            @Override
            public Frame frame() {
                return frame;
            }

            @Override
            public byte[] row(T value) {
                lines.accept(value, writer);
                return writer.taken();
            }
        };
    }

    CsvWriter text(String value) {
        next();
        if (QUOTED.matcher(value).find()) {
            out.append('"').append(value.replace("\"", "\"\"")).append('"');
        } else {
            out.append(value);
        }
        return this;
    }

    CsvWriter text(Optional<String> value) {
        value.ifPresentOrElse(this::text, this::next);
        return this;
    }

    CsvWriter number(Optional<Double> value) {
        next();
        value.map(PythonFloat::repr).ifPresent(out::append);
        return this;
    }

    CsvWriter day(Optional<LocalDate> value) {
        next();
        value.ifPresent(out::append);
        return this;
    }

    /** Several texts in one value, with semicolons between them; one within a text has a backslash before it. */
    CsvWriter texts(List<String> values) {
        return text(
                values.isEmpty()
                        ? Optional.empty()
                        : Optional.of(values.stream()
                                .map(value -> value.replace("\\", "\\\\").replace(";", "\\;"))
                                .collect(Collectors.joining(";"))));
    }

    CsvWriter endLine() {
        out.append("\r\n");
        lineBegun = false;
        return this;
    }

    private void next() {
        if (lineBegun) {
            out.append(',');
        }
        lineBegun = true;
    }

    private byte[] taken() {
        var bytes = out.toString().getBytes(StandardCharsets.UTF_8);
        out.setLength(0);
        return bytes;
    }
}
