package org.atelier.duplicates.internal;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** How much alike two texts are, in the plain form of {@link Plain}. */
final class Likeness {
    private static final JaroWinklerSimilarity JARO_WINKLER = new JaroWinklerSimilarity();

    /** More than this many wrong letters are no slip of the pen. */
    private static final int SLIPS = 2;

    private static final LevenshteinDistance LEVENSHTEIN = new LevenshteinDistance(SLIPS);

    /** From which on names of places and events are alike. Two names that share half their letters come to 0.8. */
    private static final double ALIKE = 0.9;

    private static final Pattern NOT_DIGITS = Pattern.compile("[^0-9]+");

    private Likeness() {}

    /**
     * How many letters somebody got wrong in one word.
     *
     * @return 0 if it is the same; -1 if it is another word: of three letters none may be wrong, of seven one
     */
    static int slips(String a, String b) {
        if (a.equals(b)) {
            return 0;
        }
        var shorter = Math.min(a.length(), b.length());
        var distance = LEVENSHTEIN.apply(a, b);
        var allowed = shorter < 4 ? 0 : shorter < 8 ? 1 : SLIPS;
        // two letters the wrong way round are two changes to Levenshtein, and one slip to whoever typed them
        if (distance == 2 && shorter >= 4 && turned(a, b)) {
            return 1;
        }
        return distance != -1 && distance <= allowed ? distance : -1;
    }

    private static boolean turned(String a, String b) {
        if (a.length() != b.length()) {
            return false;
        }
        var at = 0;
        while (a.charAt(at) == b.charAt(at)) {
            at++;
        }
        return at + 1 < a.length()
                && a.charAt(at) == b.charAt(at + 1)
                && a.charAt(at + 1) == b.charAt(at)
                && a.regionMatches(at + 2, b, at + 2, a.length() - at - 2);
    }

    /** Whether two names of things are alike: nearly the same letters, or all words of one are in the other. */
    static boolean alike(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return false;
        }
        // room 12 is not room 13, however alike they look
        if (!NOT_DIGITS
                .matcher(a)
                .replaceAll(" ")
                .strip()
                .equals(NOT_DIGITS.matcher(b).replaceAll(" ").strip())) {
            return false;
        }
        return JARO_WINKLER.apply(a, b) >= ALIKE || contains(a, b) || contains(b, a);
    }

    private static boolean contains(String all, String some) {
        return new HashSet<>(List.of(all.split(" "))).containsAll(List.of(some.split(" ")));
    }
}
