package org.atelier.web.admin.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.atelier.domain.YesNo;
import org.atelier.finder.Asked;
import org.atelier.finder.Instructor;
import org.atelier.finder.InstructorFinder;
import org.atelier.finder.InstructorPage;
import org.atelier.finder.InstructorQuery;
import org.atelier.finder.InstructorQuery.Order;

/**
 * Looking for instructors.
 *
 * @param given what the address asks for, as it was typed
 * @param page who was found; empty if what was asked cannot be answered
 */
public record FinderView(
        Map<String, List<String>> given,
        InstructorFinder.Words words,
        Asked asked,
        Map<String, String> problems,
        Optional<InstructorPage> page) {
    /** An order that can be chosen. */
    public record Sort(String word, String label, boolean chosen) {}

    /** Several things of which any can be ticked. */
    public record Ticks(String name, String label, String how, List<Tick> all, String problem) {
        public long ticked() {
            return all.stream().filter(Tick::ticked).count();
        }
    }

    public record Tick(String value, String label, boolean ticked) {}

    /** What was typed for a parameter that comes once. */
    public String value(String name) {
        return given.getOrDefault(name, List.of()).stream().findFirst().orElse("");
    }

    public boolean isYes(String name) {
        return YesNo.of(value(name)).orElse(false);
    }

    public String problem(String name) {
        return problems.getOrDefault(name, "");
    }

    /** For {@code aria-invalid}: null where nothing is wrong. */
    public String invalid(String name) {
        return problems.containsKey(name) ? "true" : null;
    }

    /** For {@code aria-describedby}: null where nothing is wrong. */
    public String describedBy(String name) {
        return problems.containsKey(name) ? "problem-" + name : null;
    }

    public List<Ticks> groups() {
        return List.of(
                ticks(Asked.LESSONS, "Lessons", "qualified for all of these", words.lessons()),
                ticks(Asked.LANGUAGES, "Languages", "speaks all of these", words.languages()),
                ticks(Asked.BADGES, "Badges", "holds any of these", words.badges()),
                ticks(Asked.COUNTRY, "Countries", "is in any of these", words.countries()));
    }

    private Ticks ticks(String name, String label, String how, List<String> offered) {
        var chosen = given.getOrDefault(name, List.of()).stream()
                .map(value ->
                        name.equals(Asked.COUNTRY) ? value.strip().toUpperCase(java.util.Locale.ROOT) : value.strip())
                .toList();
        // what was asked for stays, also where it is not offered
        var all = Stream.concat(offered.stream(), chosen.stream())
                .distinct()
                .map(value -> new Tick(
                        value, name.equals(Asked.COUNTRY) ? Words.country(value) : value, chosen.contains(value)))
                .toList();
        return new Ticks(name, label, how, all, problem(name));
    }

    /** The orders, the usual one first; it is by distance as soon as there is a place. */
    public List<Sort> sorts() {
        var word = value(Asked.SORT).equals("distance") ? "" : value(Asked.SORT);
        return List.of(
                new Sort("", "Nearest, else most often, first", word.isEmpty()),
                new Sort("taught", "Taught most often first", word.equals("taught")),
                new Sort("last", "Taught last first", word.equals("last")),
                new Sort("name", "By family name", word.equals("name")));
    }

    /** Whether anything but the order was asked for. */
    public boolean isNarrowed() {
        return given.keySet().stream().anyMatch(name -> !name.equals(Asked.SORT) && !name.equals(Asked.PAGE));
    }

    /** Whether it is told who is busy. */
    public boolean tellsBusy() {
        return asked.query().flatMap(InstructorQuery::during).isPresent();
    }

    /** What the order leaves out; empty if nothing. */
    public String leftOut() {
        return switch (asked.query().map(InstructorQuery::order).orElse(Order.NAME)) {
            case DISTANCE -> "Nobody is in a list by distance whose airport is not known.";
            case TAUGHT, LAST -> "Nobody is in this list who has not taught yet; by family name, they are.";
            case NAME -> "";
        };
    }

    public String count() {
        return page.map(found -> found.more()
                        ? "More than " + Words.count(found.count(), "person", "people")
                        : Words.count(found.count(), "person", "people"))
                .orElse("");
    }

    /** From where the distances are, as one reads it; empty without a place. */
    public String from() {
        return asked.airport()
                .map(airport -> airport.name()
                        + airport.iata().map(code -> " (" + code + ")").orElse(""))
                .or(() -> asked.query()
                        .flatMap(InstructorQuery::near)
                        .map(near ->
                                near.place().latitude() + ", " + near.place().longitude()))
                .orElse("");
    }

    public static String kilometres(Instructor.Base base) {
        return base.kilometres()
                .map(km -> km < 1 ? "right there" : String.format(java.util.Locale.ENGLISH, "%,d km", Math.round(km)))
                .orElse("");
    }

    /** How often somebody taught, and when last. */
    public static String taught(Instructor one) {
        return one.taught() == 0
                ? "not yet"
                : Words.count(one.taught(), "time")
                        + one.last().map(day -> ", last " + Words.day(day)).orElse("");
    }

    public static String days(Instructor.Assignment task) {
        return Words.days(Optional.of(task.start()), Optional.of(task.end().orElse(task.start())));
    }

    private int number() {
        return asked.query().map(InstructorQuery::page).orElse(1);
    }

    /** The page after this one; empty if it is the last. */
    public String next() {
        return page.filter(found -> found.more() || found.count() > number() * FinderPages.ROWS)
                .filter(_ -> number() * FinderPages.ROWS < InstructorQuery.DEEPEST)
                .map(_ -> address(number() + 1))
                .orElse("");
    }

    public String previous() {
        return number() > 1 ? address(number() - 1) : "";
    }

    public String csv() {
        return Links.INSTRUCTORS + "csv/" + query(1);
    }

    private String address(int wanted) {
        return Links.INSTRUCTORS + query(wanted);
    }

    /** What the address asks for, on another page. */
    private String query(int wanted) {
        var parameters = new ArrayList<String>();
        given.forEach((name, values) -> {
            if (!name.equals(Asked.PAGE)) {
                values.forEach(value -> parameters.add(name + "=" + Links.encode(value)));
            }
        });
        if (wanted > 1) {
            parameters.add(Asked.PAGE + "=" + wanted);
        }
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }
}
