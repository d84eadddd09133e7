package org.atelier.upload;

/**
 * What is wrong with a file, and what to do.
 *
 * @param line where it stands, from 1; 0 if it is the whole file
 * @param column the word of the column; empty if it is none in particular
 * @param value what stands there; empty if it is nothing in particular
 * @param message a sentence for people
 */
public record LineProblem(int line, String column, String value, String message) {
    /** The most of a value that is repeated, in characters. */
    private static final int LONGEST = 100;

    public LineProblem {
        if (value.codePointCount(0, value.length()) > LONGEST) {
            value = value.substring(0, value.offsetByCodePoints(0, LONGEST)) + "…";
        }
    }

    /** With its place, such as {@code Line 3, email: …}. */
    public String sentence() {
        var place = line == 0 ? "" : "Line " + line + (column.isEmpty() ? "" : ", " + column) + ": ";
        return place + message;
    }
}
