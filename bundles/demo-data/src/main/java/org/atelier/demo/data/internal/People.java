package org.atelier.demo.data.internal;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.atelier.domain.Dataset;
import org.atelier.domain.Dataset.Kind;

/**
 * People who do not exist.
 *
 * @param all everybody's user names, in the order in which they came
 * @param instructors those who teach
 * @param trainers those instructors who train others
 * @param coordinators those who look after events
 */
record People(List<Person> all, List<Person> instructors, List<Person> trainers, List<Person> coordinators) {
    private static final int HOW_MANY = 250;

    private static final List<String> OCCUPATIONS = List.of(
            "Doctoral student",
            "Postdoctoral researcher",
            "Research software engineer",
            "Librarian",
            "Lecturer",
            "Data steward",
            "Professor",
            "Field ecologist",
            "System administrator",
            "");

    /** Letters that Unicode does not take apart. */
    private static final Map<Character, String> LETTERS = Map.ofEntries(
            Map.entry('ø', "o"),
            Map.entry('æ', "ae"),
            Map.entry('å', "aa"),
            Map.entry('ð', "d"),
            Map.entry('þ', "th"),
            Map.entry('ł', "l"),
            Map.entry('ß', "ss"),
            Map.entry('ı', "i"),
            Map.entry('ä', "ae"),
            Map.entry('ö', "oe"),
            Map.entry('ü', "ue"));

    /** Somebody, and where they live. */
    record Person(String username, String email, Place home) {}

    static People add(Dataset rows, Dice dice) {
        var all = new ArrayList<Person>();
        var taken = new HashSet<String>();
        while (all.size() < HOW_MANY) {
            invent(rows, dice, taken).ifPresent(all::add);
        }
        var instructors = dice.some(110, all);
        return new People(List.copyOf(all), instructors, instructors.subList(0, 14), instructors.subList(14, 19));
    }

    /** Those who live there; everybody where nobody does. */
    List<Person> near(Place place) {
        var there = all.stream().filter(person -> person.home().equals(place)).toList();
        return there.isEmpty() ? all : there;
    }

    private static Optional<Person> invent(Dataset rows, Dice dice, Set<String> taken) {
        var home = dice.oneOf(Place.ALL);
        var personal = dice.oneOf(home.names().personal());
        var families = home.names().family();
        var family = families.isEmpty() ? Optional.<String>empty() : Optional.of(dice.oneOf(families));
        var username = family.map(name -> plain(name) + "_").orElse("") + plain(personal);
        if (!taken.add(username)) {
            return Optional.empty();
        }
        var email = username.replace('_', '.') + "@" + Vocabulary.domain(home);
        var hasEmail = dice.chance(92);
        Rows.add(
                rows,
                Kind.PERSON,
                "username",
                username,
                "personal",
                personal,
                "middle",
                dice.chance(6) ? (char) ('A' + dice.below(26)) + "." : null,
                "family",
                family.orElse(null),
                "email",
                hasEmail ? email : null,
                "may_contact",
                dice.chance(85),
                "publish_profile",
                dice.chance(40),
                "airport",
                dice.chance(78) ? home.airport().name() : null,
                "github",
                dice.chance(45) ? "example-" + username.replace('_', '-') : null,
                "url",
                dice.chance(20) ? "https://" + Vocabulary.domain(home) + "/~" + username : null,
                "affiliation",
                dice.oneOf(home.venues()),
                "occupation",
                dice.oneOf(OCCUPATIONS),
                "notes",
                dice.chance(8) ? "Would rather teach on weekdays." : null);
        return Optional.of(new Person(username, email, home));
    }

    /** In small letters of ASCII, with a hyphen for whatever separates words. */
    static String plain(String name) {
        var spelt = new StringBuilder();
        for (var letter : name.toLowerCase(Locale.ROOT).toCharArray()) {
            spelt.append(LETTERS.getOrDefault(letter, String.valueOf(letter)));
        }
        return Normalizer.normalize(spelt, Normalizer.Form.NFD)
                .replaceAll("\\p{M}|'", "")
                .replaceAll("[^a-z]+", "-");
    }
}
