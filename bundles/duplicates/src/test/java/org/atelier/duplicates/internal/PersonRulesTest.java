package org.atelier.duplicates.internal;

import static org.atelier.duplicates.internal.Suspects.living;
import static org.atelier.duplicates.internal.Suspects.person;
import static org.atelier.duplicates.internal.Suspects.reached;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.atelier.duplicates.Suspect.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonRulesTest {
    private static List<String> told(Person a, Person b) {
        return PersonRules.look(a, b)
                .map(found -> found.reasons().stream()
                        .map(reason -> "%s %d: %s".formatted(reason.rule().name(), reason.weight(), reason.words()))
                        .toList())
                .orElse(List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "Harry, Potter, Harry, Potter, same-name 75: both are called Harry Potter",
        "Harry, Potter, Potter, Harry, same-name 75: Harry Potter and Potter Harry are the same words in another order",
        "José, García, Jose, GARCIA, 'same-name 75: José García and Jose GARCIA are the same name, written differently'",
        "Søren, O'Neil, Soren, ONeil, 'same-name 75: Søren O''Neil and Soren ONeil are the same name, written differently'",
        "Maria José, García, Maria, José García, same-name 75: both are called Maria José García",
        "Harry J., Potter, Harry, Potter, 'same-name 75: Harry J. Potter and Harry Potter are the same name, written differently'",
        "Harry, Potter, Harry, Poter, similar-name 55: Harry Potter and Harry Poter differ in one letter",
        "Hermione, Granger, Granegr, Hermione, similar-name 55: Hermione Granger and Granegr Hermione differ in one letter",
        "Hermione, Granger, Hermoine, Grangre, similar-name 45: Hermione Granger and Hermoine Grangre differ in 2 letters",
        "Maria, García, Maria José, García, 'similar-name 50: Maria García and Maria José García: one has all the words of the other'",
        "H., Potter, Harry, Potter, 'initials 35: H. Potter and Harry Potter may be one, with initials'",
        "Harry, Potter, H, Potter, 'initials 35: Harry Potter and H Potter may be one, with initials'",
    })
    void names_are_compared_as_people_would(
            String personal, String family, String otherPersonal, String other, String told) {
        assertEquals(List.of(told), told(person(1, personal, family), person(2, otherPersonal, other)));
    }

    @ParameterizedTest
    @CsvSource({
        "Ann, Li, Anna, Li",
        "Jan, Novak, Ian, Novak",
        "Harry, Potter, Garry, Weasley",
        "G., Potter, Harry, Potter",
        "'', '', '', ''",
        "?, !, -, -",
    })
    void other_names_are_others(String personal, String family, String otherPersonal, String other) {
        assertEquals(List.of(), told(person(1, personal, family), person(2, otherPersonal, other)));
    }

    @Test
    void a_name_tells_the_less_the_more_people_have_it() {
        assertEquals(
                List.of("same-name 45: both are called Wei Wang, as are 8 others"),
                told(person(1, "Wei", "Wang", 10), person(2, "Wei", "Wang", 10)));
        assertEquals(
                List.of("same-name 20: both are called Wei Wang, as are 248 others"),
                told(person(1, "Wei", "Wang", 250), person(2, "Wei", "Wang", 250)));
        assertEquals(List.of("same-name 20: both are called Wei "), told(person(1, "Wei", ""), person(2, "Wei", "")));
    }

    @ParameterizedTest
    @CsvSource({
        "h.potter@gmail.com, hpotter+swc@googlemail.com, same-email",
        "h.potter@x.org, 'H.Potter@X.org ', same-email",
        "h.potter@x.org, h.potter+dc@x.org, same-email",
    })
    void an_address_for_mail_counts_however_it_was_written(String email, String other, String rule) {
        var a = reached(person(1, "A", "B"), Optional.of(email), Optional.empty(), Optional.empty());
        var b = reached(person(2, "C", "D"), Optional.of(other), Optional.empty(), Optional.empty());
        assertEquals(List.of(rule + " 90: " + email + " and " + other + " are the same"), told(a, b));
    }

    @Test
    void accounts_count_however_they_were_written() {
        var a = reached(
                person(1, "A", "B"),
                Optional.empty(),
                Optional.of("https://github.com/HPotter/"),
                Optional.of("https://orcid.org/0000-0002-1825-0097"));
        var b = reached(
                person(2, "C", "D"), Optional.empty(), Optional.of("@hpotter"), Optional.of("0000000218250097"));
        assertEquals(
                List.of(
                        "same-orcid 95: https://orcid.org/0000-0002-1825-0097 and 0000000218250097 are the same",
                        "same-github 85: https://github.com/HPotter/ and @hpotter are the same"),
                told(a, b));
        assertEquals(
                List.of(),
                told(
                        reached(person(1, "A", "B"), Optional.of("@"), Optional.of("/"), Optional.of("-")),
                        reached(person(2, "C", "D"), Optional.of("@x"), Optional.of("@"), Optional.of("-"))));
    }

    @Test
    void where_somebody_is_counts_only_beside_a_name() {
        var a = living(person(1, "Harry", "Potter"), "", "London", "Hogwarts");
        var b = living(person(2, "Harry", "Potter"), "", "London", "hogwarts ");
        assertEquals(
                List.of(
                        "same-name 75: both are called Harry Potter",
                        "same-affiliation 35: both at Hogwarts",
                        "same-airport 30: both at London"),
                told(a, b));
        assertEquals(89, PersonRules.look(a, b).orElseThrow().score());
        assertEquals(List.of(), told(a, living(person(2, "Ron", "Weasley"), "", "London", "Hogwarts")));
    }

    @Test
    void what_differs_speaks_against() {
        var a = living(
                reached(
                        person(1, "Harry", "Potter"),
                        Optional.of("harry@x.org"),
                        Optional.empty(),
                        Optional.of("0000-0001")),
                "James",
                "",
                "");
        var b = living(
                reached(
                        person(2, "Harry", "Potter"),
                        Optional.of("harry@y.org"),
                        Optional.empty(),
                        Optional.of("0000-0002")),
                "Albus",
                "",
                "");
        assertEquals(
                List.of(
                        "same-name 75: both are called Harry Potter",
                        "same-mailbox 25: harry@x.org and harry@y.org",
                        "other-middle-name -40: James and Albus",
                        "other-orcid -70: 0000-0001 and 0000-0002"),
                told(a, b));
        assertEquals(15, PersonRules.look(a, b).orElseThrow().score());
        assertEquals(
                List.of("same-name 75: both are called Harry Potter"),
                told(
                        living(person(1, "Harry", "Potter"), "James", "", ""),
                        living(person(2, "Harry", "Potter"), "J.", "", "")));
    }
}
