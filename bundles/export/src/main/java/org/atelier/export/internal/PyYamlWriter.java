package org.atelier.export.internal;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Writes YAML byte for byte as PyYAML does with {@code safe_dump(default_flow_style=False, allow_unicode=True,
 * sort_keys=False)}. The three ways of writing a text are those of PyYAML's emitter, columns counted in characters as
 * there. No Java library writes these bytes; docs/decisions/yaml-as-pyyaml-writes-it.md has the differences.
 */
final class PyYamlWriter implements FeedWriter {
    /** A line is folded at the first single blank after this column. */
    private static final int WIDTH = 80;

    private static final int INDENT = 2;
    private static final Frame FRAME = new Frame("", "", "", "[]\n");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final StringBuilder out = new StringBuilder(1 << 10);

    /** In characters beyond the BMP too, which the builder counts twice. */
    private int column;

    /** Where the fields of the current row begin. */
    private int indent;

    /** The next field follows a dash and needs no line of its own. */
    private boolean afterDash;

    @Override
    public Frame frame() {
        return FRAME;
    }

    @Override
    public void startRows(String name, boolean empty) {
        key(name);
        if (empty) {
            out.append(" []");
        }
        newLine();
    }

    @Override
    public void endRows() {
        // the next field or row begins a line of its own
    }

    @Override
    public void startRow() {
        out.repeat(' ', indent).append("- ");
        indent += INDENT;
        column = indent;
        afterDash = true;
    }

    @Override
    public void endRow() {
        indent -= INDENT;
    }

    @Override
    public void text(String name, Optional<String> value) {
        key(name);
        if (value.isPresent()) {
            var codePoints = value.get().codePoints().toArray();
            switch (PyYamlScalar.of(value.get(), codePoints)) {
                case PLAIN -> plain(codePoints);
                case SINGLE_QUOTED -> singleQuoted(codePoints);
                case DOUBLE_QUOTED -> doubleQuoted(codePoints);
            }
        } else {
            write(" null");
        }
        newLine();
    }

    @Override
    public void number(String name, Optional<Double> value) {
        key(name);
        write(" ");
        write(value.map(PyYamlWriter::number).orElse("null"));
        newLine();
    }

    @Override
    public void day(String name, Optional<LocalDate> value) {
        key(name);
        write(" ");
        write(value.map(LocalDate::toString).orElse("null"));
        newLine();
    }

    @Override
    public byte[] taken() {
        var bytes = out.toString().getBytes(StandardCharsets.UTF_8);
        out.setLength(0);
        return bytes;
    }

    /** PyYAML wants a point before an exponent, or the number would read back as a text. */
    private static String number(double value) {
        if (Double.isNaN(value)) {
            return ".nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? ".inf" : "-.inf";
        }
        var repr = PythonFloat.repr(value);
        return repr.contains(".") ? repr : repr.replace("e", ".0e");
    }

    private void key(String name) {
        if (!afterDash) {
            out.repeat(' ', indent);
            column = indent;
        }
        afterDash = false;
        write(name);
        write(":");
    }

    private void plain(int[] text) {
        write(" ");
        var start = 0;
        var spaces = false;
        for (var end = 0; end <= text.length; end++) {
            var c = end < text.length ? text[end] : -1;
            if (spaces) {
                if (c != ' ') {
                    if (start + 1 == end && column > WIDTH) {
                        fold();
                    } else {
                        write(text, start, end);
                    }
                    start = end;
                }
            } else if (c == -1 || c == ' ') {
                write(text, start, end);
                start = end;
            }
            spaces = c == ' ';
        }
    }

    private void singleQuoted(int[] text) {
        write(" '");
        var start = 0;
        var spaces = false;
        var breaks = false;
        for (var end = 0; end <= text.length; end++) {
            var c = end < text.length ? text[end] : -1;
            if (spaces) {
                if (c != ' ') {
                    if (start + 1 == end && column > WIDTH && start != 0 && end != text.length) {
                        fold();
                    } else {
                        write(text, start, end);
                    }
                    start = end;
                }
            } else if (breaks) {
                if (!PyYamlScalar.isBreak(c)) {
                    breakLines(text, start, end);
                    start = end;
                }
            } else if (c == -1 || c == ' ' || c == '\'' || PyYamlScalar.isBreak(c)) {
                write(text, start, end);
                start = end;
            }
            if (c == '\'') {
                write("''");
                start = end + 1;
            }
            spaces = c == ' ';
            breaks = PyYamlScalar.isBreak(c);
        }
        write("'");
    }

    /** One line break reads back as a blank: the first line feed is therefore written twice. */
    private void breakLines(int[] text, int start, int end) {
        if (text[start] == '\n') {
            newLine();
        }
        for (var at = start; at < end; at++) {
            out.appendCodePoint(text[at]);
        }
        column = 0;
        indentContinuation();
    }

    private void doubleQuoted(int[] text) {
        write(" \"");
        var start = 0;
        for (var end = 0; end <= text.length; end++) {
            var c = end < text.length ? text[end] : -1;
            if (c == -1 || needsEscape(c)) {
                if (start < end) {
                    write(text, start, end);
                    start = end;
                }
                if (c != -1) {
                    write(escape(c));
                    start = end + 1;
                }
            }
            var inside = end > 0 && end < text.length - 1;
            if (inside && (c == ' ' || start >= end) && column + (end - start) > WIDTH) {
                if (start < end) {
                    write(text, start, end);
                    start = end;
                }
                write("\\");
                fold();
                if (text[start] == ' ') {
                    write("\\");
                }
            }
        }
        write("\"");
    }

    private static boolean needsEscape(int c) {
        return c == '"'
                || c == '\\'
                || c == 0x2028
                || c == 0x2029
                || c == 0xFEFF
                || !(c >= 0x20 && c <= 0x7E || c >= 0xA0 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD);
    }

    private static String escape(int c) {
        return switch (c) {
            case 0 -> "\\0";
            case 0x07 -> "\\a";
            case 0x08 -> "\\b";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case 0x0B -> "\\v";
            case 0x0C -> "\\f";
            case '\r' -> "\\r";
            case 0x1B -> "\\e";
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case PyYamlScalar.NEXT_LINE -> "\\N";
            case 0x2028 -> "\\L";
            case 0x2029 -> "\\P";
            default -> {
                if (c <= 0xFF) {
                    yield "\\x" + HEX.toHexDigits(c, 2);
                }
                yield c <= 0xFFFF ? "\\u" + HEX.toHexDigits(c, 4) : "\\U" + HEX.toHexDigits(c, 8);
            }
        };
    }

    private void fold() {
        newLine();
        indentContinuation();
    }

    private void indentContinuation() {
        column = indent + INDENT;
        out.repeat(' ', column);
    }

    private void newLine() {
        out.append('\n');
        column = 0;
    }

    private void write(String ascii) {
        out.append(ascii);
        column += ascii.length();
    }

    private void write(int[] text, int start, int end) {
        for (var at = start; at < end; at++) {
            out.appendCodePoint(text[at]);
        }
        column += end - start;
    }
}
