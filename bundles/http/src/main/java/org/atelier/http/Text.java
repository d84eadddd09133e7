package org.atelier.http;

/** Text from clients that can be kept: Unicode without NUL. */
final class Text {
    private Text() {}

    /**
     * @param where such as {@code the parameter "tag"}
     * @throws ProblemException 400 for NUL, which PostgreSQL cannot hold, and for half of a surrogate pair
     */
    static String require(String where, String text) {
        if (text.indexOf('\0') >= 0) {
            throw malformed(where + " contains the character NUL.");
        }
        var unpaired = text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (unpaired) {
            throw malformed(where + " contains half of a surrogate pair.");
        }
        return text;
    }

    private static ProblemException malformed(String sentence) {
        return Problem.badRequest(
                        "malformed-text",
                        "Malformed text",
                        Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1))
                .exception();
    }
}
