package org.atelier.duplicates;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.atelier.duplicates.internal.PersonRules;

/** Asks the rules about people who are at hand, without looking for more. */
public final class Alike {
    private Alike() {}

    /**
     * Who may be one with somebody, the likeliest first.
     *
     * @param somebody with an id below those of the others, such as 0 for one who is not there yet
     */
    public static List<Duplicate> people(Suspect.Person somebody, List<Suspect.Person> others) {
        return others.stream()
                .map(other -> PersonRules.look(somebody, other))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingInt(Duplicate::score)
                        .reversed()
                        .thenComparing(found -> found.b().id()))
                .toList();
    }
}
