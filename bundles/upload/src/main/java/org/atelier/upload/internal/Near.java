package org.atelier.upload.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Which known words somebody may have meant. */
final class Near {
    private static final int MOST = 3;

    private Near() {}

    private record Found(String word, int slips) {}

    /** The nearest of the known words, at most a few; none if none is near. */
    static List<String> to(String said, Collection<String> known) {
        var wanted = said.toLowerCase(Locale.ROOT);
        var most = Math.clamp(wanted.length() / 4L, 1, 4);
        var distance = new LevenshteinDistance(most);
        var found = known.stream()
                .filter(word -> Math.abs(word.length() - wanted.length()) <= most)
                .map(word -> new Found(word, distance.apply(wanted, word.toLowerCase(Locale.ROOT))))
                .filter(one -> one.slips() >= 0)
                .sorted(Comparator.comparingInt(Found::slips).thenComparing(Found::word))
                .limit(MOST)
                .toList();
        // beside a very near one, the others only distract
        return found.stream()
                .filter(one -> one.slips() <= found.getFirst().slips() + 1)
                .map(Found::word)
                .toList();
    }

    /** Such as {@code (did you mean “dc” or “swc”?)}, with a blank before; empty without words. */
    static String hint(List<String> words) {
        return words.isEmpty()
                ? ""
                : words.stream()
                        .map(word -> "“" + word + "”")
                        .collect(Collectors.joining(" or ", " (did you mean ", "?)"));
    }
}
