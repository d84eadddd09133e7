package org.atelier.duplicates.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.atelier.duplicates.Suspect.Person;

/**
 * What brings people together: mail, accounts, the ends of the name; and, for slips of the pen, one end whole with the
 * first or the last three letters of the other, or both without vowels. A name that many have is a key with an airport.
 */
final class PersonKeys {
    /** Nobody's name or address is longer, in characters. */
    private static final int LONGEST = 500;

    private static final int FEW_LETTERS = 3;

    private PersonKeys() {}

    static Keys of(Person person) {
        var keys = new ArrayList<Long>();
        account('e', person.email().filter(email -> email.length() <= LONGEST), Plain::email, keys);
        account('g', person.github(), Plain::account, keys);
        account('t', person.twitter(), Plain::account, keys);
        account('o', person.orcid(), Plain::orcid, keys);
        return Keys.of(keys, name(person, keys));
    }

    private static void account(char mark, Optional<String> said, UnaryOperator<String> plain, Collection<Long> keys) {
        said.map(plain).filter(text -> !text.isEmpty()).ifPresent(text -> keys.add(Keys.of(mark + text)));
    }

    /** The key of the name; 0 if there is none. */
    private static long name(Person person, Collection<Long> keys) {
        var whole = person.personal() + " " + person.family().orElse("");
        var words = whole.length() > LONGEST + 1 ? new ArrayList<String>() : Plain.words(whole);
        if (words.isEmpty()) {
            return 0;
        }
        // it does not matter which of the two is the family's
        var straight = words.getFirst().compareTo(words.getLast()) <= 0;
        var a = straight ? words.getFirst() : words.getLast();
        var b = straight ? words.getLast() : words.getFirst();
        var name = Keys.of("n" + a + " " + b);
        keys.add(name);
        person.airport().ifPresent(airport -> keys.add(Keys.of("p" + a + " " + b + " " + airport)));
        keys.add(Keys.of("l" + a + " " + first(b)));
        keys.add(Keys.of("l" + b + " " + first(a)));
        keys.add(Keys.of("r" + a + " " + last(b)));
        keys.add(Keys.of("r" + b + " " + last(a)));
        keys.add(Keys.of("s" + unordered(consonants(a), consonants(b))));
        initial(a, b, keys);
        initial(b, a, keys);
        return name;
    }

    private static String first(String word) {
        return word.substring(0, Math.min(FEW_LETTERS, word.length()));
    }

    private static String last(String word) {
        return word.substring(Math.max(0, word.length() - FEW_LETTERS));
    }

    private static String consonants(String word) {
        var consonants = new StringBuilder(word.length());
        word.chars()
                .filter(letter -> "aeiouyhw".indexOf(letter) < 0)
                .forEach(letter -> consonants.append((char) letter));
        return consonants.toString();
    }

    private static String unordered(String a, String b) {
        return a.compareTo(b) <= 0 ? a + " " + b : b + " " + a;
    }

    /** Whoever writes the word whole is found by who writes it as an initial, not by another who writes it whole. */
    private static void initial(String word, String other, Collection<Long> keys) {
        var key = "i" + word.charAt(0) + " " + other;
        keys.add(word.length() == 1 ? Keys.of(key) : Keys.unsure(key));
    }
}
