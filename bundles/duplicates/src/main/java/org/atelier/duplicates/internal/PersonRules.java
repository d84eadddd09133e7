package org.atelier.duplicates.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.atelier.duplicates.Duplicate;
import org.atelier.duplicates.Rule;
import org.atelier.duplicates.Suspect.Person;

/** By what two records may be recognized as one person. */
public final class PersonRules {
    private static final Rule ORCID = new Rule("same-orcid", "Same ORCID", 95);
    private static final Rule EMAIL = new Rule("same-email", "Same e-mail address", 90);
    private static final Rule GITHUB = new Rule("same-github", "Same GitHub account", 85);
    private static final Rule TWITTER = new Rule("same-twitter", "Same Twitter account", 85);
    private static final Rule NAME = new Rule("same-name", "Same name", 75);
    private static final Rule SIMILAR = new Rule("similar-name", "Similar name", 55);
    private static final Rule INITIALS = new Rule("initials", "Same name but for initials", 35);
    private static final Rule AFFILIATION = new Rule("same-affiliation", "Same affiliation", 35);
    private static final Rule AIRPORT = new Rule("same-airport", "Same airport", 30);
    private static final Rule MAILBOX = new Rule("same-mailbox", "E-mail addresses begin alike", 25);
    private static final Rule OTHER_ORCID = new Rule("other-orcid", "Different ORCIDs", -70);
    private static final Rule OTHER_MIDDLE = new Rule("other-middle-name", "Different middle names", -40);

    /** Up to so many people of a name, it tells as much as a name can. */
    private static final int RARE = 3;

    /** What a name tells that a few people have, and one that many have, in percent. */
    private static final int COMMON_WEIGHT = 45;

    private static final int VERY_COMMON_WEIGHT = 20;

    private PersonRules() {}

    static List<Rule> rules() {
        return List.of(
                ORCID,
                EMAIL,
                GITHUB,
                TWITTER,
                NAME,
                SIMILAR,
                INITIALS,
                AFFILIATION,
                AIRPORT,
                MAILBOX,
                OTHER_ORCID,
                OTHER_MIDDLE);
    }

    public static Optional<Duplicate> look(Person a, Person b) {
        var reasons = new Reasons();
        account(a, b, Person::orcid, Plain::orcid, ORCID, reasons);
        account(a, b, Person::email, Plain::email, EMAIL, reasons);
        account(a, b, Person::github, Plain::account, GITHUB, reasons);
        account(a, b, Person::twitter, Plain::account, TWITTER, reasons);
        names(a, b, reasons);
        if (reasons.telling()) {
            support(a, b, reasons);
            against(a, b, reasons);
        }
        return reasons.of(a, b);
    }

    private static void account(
            Person a,
            Person b,
            Function<Person, Optional<String>> value,
            UnaryOperator<String> plain,
            Rule rule,
            Reasons reasons) {
        var first = value.apply(a);
        var second = value.apply(b);
        if (first.isPresent()
                && second.isPresent()
                && !plain.apply(first.get()).isEmpty()
                && plain.apply(first.get()).equals(plain.apply(second.get()))) {
            reasons.tell(
                    rule,
                    first.equals(second)
                            ? "both have " + first.get()
                            : "%s and %s are the same".formatted(first.get(), second.get()));
        }
    }

    // ------------------------------------------------------------------------------------------------ names

    private static void names(Person a, Person b, Reasons reasons) {
        var first = words(a);
        var second = words(b);
        if (first.isEmpty() || second.isEmpty()) {
            return;
        }
        var both = "%s and %s".formatted(a.name(), b.name());
        if (sorted(spelt(first)).equals(sorted(spelt(second)))) {
            var words = a.name().equals(b.name())
                    ? "both are called " + a.name()
                    : spelt(first).equals(spelt(second))
                            ? both + " are the same name, written differently"
                            : both + " are the same words in another order";
            reasons.tell(NAME, commonly(NAME.weight(), a, b, first.size()), words + namesakes(a, b));
            return;
        }
        if (initials(first, second) || initials(second, first)) {
            reasons.tell(INITIALS, both + " may be one, with initials");
            return;
        }
        var slips = slips(first, second);
        if (slips > 0) {
            reasons.tell(
                    SIMILAR,
                    commonly(SIMILAR.weight() - 10 * (slips - 1), a, b, first.size()),
                    "%s differ in %s".formatted(both, slips == 1 ? "one letter" : slips + " letters"));
        } else if (within(first, second) || within(second, first)) {
            reasons.tell(
                    SIMILAR,
                    commonly(SIMILAR.weight() - 5, a, b, 2),
                    "%s: one has all the words of the other".formatted(both));
        }
    }

    private static List<String> words(Person person) {
        return Plain.words(person.personal() + " " + person.family().orElse(""));
    }

    /** The words that are not initials; all, if there are no others. */
    private static List<String> spelt(List<String> words) {
        var spelt = words.stream().filter(word -> word.length() > 1).toList();
        return spelt.isEmpty() ? words : spelt;
    }

    private static List<String> sorted(List<String> words) {
        var sorted = new ArrayList<>(words);
        Collections.sort(sorted);
        return sorted;
    }

    /** What a name tells: the less, the more people have it; and one word is hardly a name. */
    private static int commonly(int weight, Person a, Person b, int words) {
        var people = Math.max(a.namesakes(), b.namesakes());
        if (words < 2 || people > Blocks.MAX_SHARING) {
            return Math.min(weight, VERY_COMMON_WEIGHT);
        }
        return people <= RARE ? weight : Math.min(weight, COMMON_WEIGHT);
    }

    private static String namesakes(Person a, Person b) {
        var others = Math.max(a.namesakes(), b.namesakes()) - 2;
        return others < RARE - 1 ? "" : ", as are %,d others".formatted(others);
    }

    /** Whether one has an initial where the other has a word, and they agree in all else. */
    private static boolean initials(List<String> shortened, List<String> full) {
        if (shortened.size() != full.size() || shortened.size() < 2) {
            return false;
        }
        var initials = 0;
        for (var i = 0; i < full.size(); i++) {
            var word = shortened.get(i);
            if (word.length() == 1 && full.get(i).startsWith(word)) {
                initials++;
            } else if (!word.equals(full.get(i))) {
                return false;
            }
        }
        return initials > 0 && initials < full.size();
    }

    /** How many letters are wrong in all words together, whichever of the names came first; -1 if they are others. */
    private static int slips(List<String> a, List<String> b) {
        var first = spelt(a);
        var second = spelt(b);
        if (first.size() != second.size()) {
            return -1;
        }
        var straight = slipsInOrder(first, second);
        return straight >= 0 ? straight : slipsInOrder(first, second.reversed());
    }

    private static int slipsInOrder(List<String> a, List<String> b) {
        var sum = 0;
        for (var i = 0; i < a.size(); i++) {
            var slips = Likeness.slips(a.get(i), b.get(i));
            if (slips < 0) {
                return -1;
            }
            sum += slips;
        }
        return sum > 2 ? -1 : sum;
    }

    /** Whether the other has all these words, and they are enough to be a name. */
    private static boolean within(List<String> some, List<String> all) {
        var spelt = spelt(some);
        return spelt.size() >= 2 && new HashSet<>(all).containsAll(spelt);
    }

    // ------------------------------------------------------------------------------------------------ beside a name

    private static void support(Person a, Person b, Reasons reasons) {
        if (a.airport().isPresent() && a.airport().equals(b.airport())) {
            reasons.add(AIRPORT, "both at " + a.airport().get());
        }
        var affiliation = a.affiliation().map(Plain::text).filter(text -> !text.isEmpty());
        if (affiliation.isPresent() && affiliation.equals(b.affiliation().map(Plain::text))) {
            reasons.add(AFFILIATION, "both at " + a.affiliation().get().strip());
        }
        var mailbox = mailbox(a);
        if (mailbox.isPresent()
                && mailbox.equals(mailbox(b))
                && !a.email().map(Plain::email).equals(b.email().map(Plain::email))) {
            reasons.add(
                    MAILBOX, "%s and %s".formatted(a.email().get(), b.email().get()));
        }
    }

    private static Optional<String> mailbox(Person person) {
        return person.email()
                .map(Plain::email)
                .filter(email -> email.indexOf('@') > 3)
                .map(email -> email.substring(0, email.indexOf('@')));
    }

    private static void against(Person a, Person b, Reasons reasons) {
        if (a.orcid().isPresent()
                && b.orcid().isPresent()
                && !Plain.orcid(a.orcid().get()).equals(Plain.orcid(b.orcid().get()))) {
            reasons.add(
                    OTHER_ORCID,
                    "%s and %s".formatted(a.orcid().get(), b.orcid().get()));
        }
        var first = a.middle().map(Plain::text).orElse("");
        var second = b.middle().map(Plain::text).orElse("");
        if (!first.isEmpty() && !second.isEmpty() && !first.startsWith(second) && !second.startsWith(first)) {
            reasons.add(
                    OTHER_MIDDLE,
                    "%s and %s".formatted(a.middle().get(), b.middle().get()));
        }
    }
}
