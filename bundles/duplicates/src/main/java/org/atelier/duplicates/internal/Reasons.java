package org.atelier.duplicates.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.atelier.duplicates.Duplicate;
import org.atelier.duplicates.Reason;
import org.atelier.duplicates.Rule;
import org.atelier.duplicates.Suspect;

/** What the rules say to one pair, while they say it. */
final class Reasons {
    private final List<Reason> said = new ArrayList<>();
    private boolean telling;

    /** Something that makes a duplicate of two records by itself. */
    void tell(Rule rule, int weight, String words) {
        said.add(new Reason(rule, weight, words));
        telling = true;
    }

    void tell(Rule rule, String words) {
        tell(rule, rule.weight(), words);
    }

    /** Something that only counts beside something else, for or against. */
    void add(Rule rule, String words) {
        said.add(new Reason(rule, rule.weight(), words));
    }

    boolean telling() {
        return telling;
    }

    Optional<Duplicate> of(Suspect a, Suspect b) {
        return telling ? Optional.of(duplicate(a, b, said)) : Optional.empty();
    }

    /**
     * The score of all reasons together, as if each were right with the probability of its weight and knew nothing of
     * the others; and what speaks against takes its share away.
     */
    static Duplicate duplicate(Suspect a, Suspect b, List<Reason> reasons) {
        var wrong = 1.0;
        var left = 1.0;
        for (var reason : reasons) {
            if (reason.speaksFor()) {
                wrong *= 1 - reason.weight() / 100.0;
            } else {
                left *= 1 + reason.weight() / 100.0;
            }
        }
        var score = (int) Math.round(100 * (1 - wrong) * left);
        return new Duplicate(
                a,
                b,
                Math.clamp(score, 1, 99),
                reasons.stream()
                        .sorted(Comparator.comparingInt(Reason::weight).reversed())
                        .toList());
    }
}
