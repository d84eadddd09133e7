package org.atelier.web.admin.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.atelier.duplicates.Dismissal;
import org.atelier.duplicates.Duplicate;
import org.atelier.duplicates.DuplicateQuery;
import org.atelier.duplicates.Kind;
import org.atelier.duplicates.Reason;
import org.atelier.duplicates.Rule;

/**
 * A page of duplicates of a kind.
 *
 * @param total how many pairs the filter lets through
 * @param cut whether so many pairs share something that not all were looked at
 * @param dismissals the latest of them
 * @param dismissed how many there are
 */
public record DuplicatesView(
        Filter filter,
        List<Rule> rules,
        List<Pair> pairs,
        int total,
        boolean cut,
        List<Dismissal> dismissals,
        int dismissed,
        Optional<Notice> notice) {
    /** What is chosen to be shown, as the address has it. */
    public record Filter(Kind kind, Optional<String> rule, int minimum, int page) {
        /** The scores that can be chosen. */
        public static final List<Integer> MINIMA = List.of(1, 30, 50, 70, 90);

        public boolean isUsual() {
            return rule.isEmpty() && minimum == DuplicateQuery.USUAL_MINIMUM;
        }

        public boolean isFor(Rule candidate) {
            return rule.equals(Optional.of(candidate.name()));
        }

        /** The chosen minimum among those that can be chosen, also where an address has another one. */
        public List<Integer> minima() {
            return Stream.concat(MINIMA.stream(), Stream.of(minimum))
                    .distinct()
                    .sorted()
                    .toList();
        }

        /** Another page of the same. */
        public String link(int wanted) {
            var parameters = new ArrayList<String>();
            rule.ifPresent(name -> parameters.add("rule=" + name));
            if (minimum != DuplicateQuery.USUAL_MINIMUM) {
                parameters.add("minimum=" + minimum);
            }
            if (wanted > 1) {
                parameters.add("page=" + wanted);
            }
            return Links.duplicates(kind) + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
        }
    }

    /** A value of both sides. */
    public record Compared(String label, String a, String b) {}

    /**
     * Two records side by side.
     *
     * @param differing what only one side has, or both have otherwise
     * @param equal what both have alike
     */
    public record Pair(
            Duplicate duplicate,
            String linkA,
            String linkB,
            String merge,
            List<Compared> differing,
            List<Compared> equal) {
        static Pair of(Kind kind, Duplicate duplicate) {
            var differing = new ArrayList<Compared>();
            var equal = new ArrayList<Compared>();
            var others = duplicate.b().facts();
            var facts = duplicate.a().facts();
            for (var i = 0; i < facts.size(); i++) {
                var value = facts.get(i).value();
                var other = others.get(i).value();
                if (!value.isEmpty() || !other.isEmpty()) {
                    (value.equals(other) ? equal : differing)
                            .add(new Compared(facts.get(i).label(), value, other));
                }
            }
            var a = duplicate.a().slug();
            var b = duplicate.b().slug();
            return new Pair(duplicate, record(kind, a), record(kind, b), Links.mergeOf(kind, a, b), differing, equal);
        }

        private static String record(Kind kind, String slug) {
            return kind == Kind.EVENT ? Links.event(slug) : Links.record(kind.word(), slug);
        }

        public String id() {
            return duplicate.a().id() + "-" + duplicate.b().id();
        }

        /** How likely it is, as a step of colours: 90 and more, 70 and more, or less. */
        public String likely() {
            return duplicate.score() >= 90 ? "high" : duplicate.score() >= 70 ? "middle" : "low";
        }

        /** What a reason adds, such as +80 or −30. */
        public static String weight(Reason reason) {
            return (reason.speaksFor() ? "+" : "−") + Math.abs(reason.weight());
        }
    }

    /** What was just done; without names where the words are gone. */
    public record Notice(boolean dismissed, String a, String b, long idA, long idB) {}

    public int pages() {
        return Math.max(1, Math.ceilDiv(total, DuplicatesPages.PAIRS));
    }

    /** What people call many of the kind. */
    public String many() {
        return filter.kind().plural();
    }

    /** A pair of ids, as addresses have it. */
    public static String pair(Dismissal dismissal) {
        return dismissal.a().id() + "-" + dismissal.b().id();
    }

    /** What one of the two is called, and what became of it. */
    public static String name(Dismissal.Party party) {
        return party.slug().isEmpty() ? "number " + party.id() : party.slug();
    }

    /** What a dismissal comes to, where it is not simply in force. */
    public static String state(Dismissal dismissal) {
        return switch (dismissal.state()) {
            case IN_FORCE -> "";
            case CARRIED ->
                "Merged since: " + became(dismissal.a()) + became(dismissal.b()) + "shown again, with a word";
            case OVERRULED -> "Merged with each other since";
            case GONE -> "One of them is gone";
        };
    }

    private static String became(Dismissal.Party party) {
        return party.now() == party.id() ? "" : "%s is part of %s now; ".formatted(name(party), party.nowSlug());
    }
}
