package org.atelier.export.internal;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides, as PyYAML 6 does with {@code safe_dump(allow_unicode=True)}, how a text is to be written. The conditions stand
 * in the order of {@code analyze_scalar} and {@code choose_scalar_style} in its emitter, so that the two can be compared.
 */
enum PyYamlScalar {
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED;

    /** Next line: a line break to YAML 1.1, which no reader gives back unless it is escaped. */
    static final int NEXT_LINE = 0x85;

    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private static final String INDICATORS_AT_THE_START = "#,[]{}&*!|>'\"%@`";

    private static final Set<String> WORDS = Set.of(
            "yes", "Yes", "YES", "no", "No", "NO", "true", "True", "TRUE", "false", "False", "FALSE", "on", "On", "ON",
            "off", "Off", "OFF", "~", "null", "Null", "NULL", "", "<<", "=");

    /*
     * From PyYAML's resolver: what a plain text must not look like. The repeated group is possessive, for Java would
     * otherwise recurse once per repetition.
     */
    private static final Pattern NUMBER_OR_TIME = Pattern.compile("""
            [-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?
            |\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?
            |[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])++\\.[0-9_]*
            |[-+]?\\.(?:inf|Inf|INF)
            |\\.(?:nan|NaN|NAN)
            |[-+]?0b[0-1_]+
            |[-+]?0[0-7_]+
            |[-+]?(?:0|[1-9][0-9_]*)
            |[-+]?0x[0-9a-fA-F_]+
            |[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])++
            |[0-9]{4}-[0-9]{2}-[0-9]{2}
            |[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[\\ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]*)?
             (?:[\\ \\t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?
            """, Pattern.COMMENTS);

    /** How this text is written as a value in block style. */
    static PyYamlScalar of(String text, int[] codePoints) {
        if (text.isEmpty()) {
            return SINGLE_QUOTED;
        }
        var indicators = text.startsWith("---") || text.startsWith("...");
        var lineBreaks = false;
        var special = false;
        var breakThenSpace = false;
        var spaceThenBreak = false;
        var previous = -1;
        for (var index = 0; index < codePoints.length; index++) {
            var c = codePoints[index];
            if (isIndicator(codePoints, index, previous)) {
                indicators = true;
            }
            if (isBreak(c)) {
                lineBreaks = true;
                spaceThenBreak |= previous == ' ';
            }
            if (c == ' ') {
                breakThenSpace |= isBreak(previous);
            }
            special |= c != '\n' && !isPrintable(c);
            previous = c;
        }
        if (special || breakThenSpace || spaceThenBreak) {
            return DOUBLE_QUOTED;
        }
        var first = codePoints[0];
        var blankAtAnEnd = first == ' ' || previous == ' ';
        if (indicators || lineBreaks || blankAtAnEnd || looksLikeSomethingElse(text)) {
            return SINGLE_QUOTED;
        }
        return PLAIN;
    }

    static boolean isBreak(int c) {
        return c == '\n' || c == NEXT_LINE || c == 0x2028 || c == 0x2029;
    }

    private static boolean isIndicator(int[] codePoints, int index, int previous) {
        var c = codePoints[index];
        if (index == 0 && INDICATORS_AT_THE_START.indexOf(c) >= 0) {
            return true;
        }
        return switch (c) {
            case ':' -> blankFollows(codePoints, index);
            case '?', '-' -> index == 0 && blankFollows(codePoints, index);
            case '#' -> isBlank(previous);
            default -> false;
        };
    }

    private static boolean blankFollows(int[] codePoints, int index) {
        return index + 1 >= codePoints.length || isBlank(codePoints[index + 1]);
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == 0 || isBreak(c);
    }

    /*
     * PyYAML counts the next line as printable and leaves it bare, where every reader takes it for a blank. Here it is
     * escaped: the one case in which we write other bytes than PyYAML, since its own lose the character.
     */
    private static boolean isPrintable(int c) {
        return c >= 0x20 && c <= 0x7E
                || c >= 0xA0 && c <= 0xD7FF
                || c >= 0xE000 && c <= 0xFFFD && c != BYTE_ORDER_MARK
                || c >= 0x10000 && c < Character.MAX_CODE_POINT;
    }

    private static boolean looksLikeSomethingElse(String text) {
        return WORDS.contains(text)
                || "-+.0123456789".indexOf(text.charAt(0)) >= 0
                        && NUMBER_OR_TIME.matcher(text).matches();
    }
}
