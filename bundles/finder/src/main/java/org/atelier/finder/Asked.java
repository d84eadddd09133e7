package org.atelier.finder;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.atelier.domain.Countries;
import org.atelier.domain.Day;
import org.atelier.domain.YesNo;
import org.atelier.finder.InstructorQuery.Days;
import org.atelier.finder.InstructorQuery.Experience;
import org.atelier.finder.InstructorQuery.Nearness;
import org.atelier.finder.InstructorQuery.Order;
import org.atelier.finder.InstructorQuery.Skills;

/**
 * What the parameters of an address ask for. A blank parameter is one that was left out, as forms send it.
 *
 * @param query what to look for; empty if there are problems
 * @param airport where distances are measured from, if it was named
 * @param problems what is wrong, by parameter
 */
public record Asked(
        Optional<InstructorQuery> query, Optional<InstructorFinder.Airport> airport, Map<String, String> problems) {
    public static final String AIRPORT = "airport";
    public static final String LATITUDE = "latitude";
    public static final String LONGITUDE = "longitude";
    public static final String WITHIN = "within";
    public static final String COUNTRY = "country";
    public static final String LESSONS = "lessons";
    public static final String LANGUAGES = "languages";
    public static final String BADGES = "badges";
    public static final String TAUGHT = "taught";
    public static final String SINCE = "since";
    public static final String CONTACT = "contact";
    public static final String FROM = "from";
    public static final String TO = "to";
    public static final String FREE = "free";
    public static final String SORT = "sort";
    public static final String PAGE = "page";

    /** Every parameter of a search. */
    public static final List<String> PARAMETERS = List.of(
            AIRPORT, LATITUDE, LONGITUDE, WITHIN, COUNTRY, LESSONS, LANGUAGES, BADGES, TAUGHT, SINCE, CONTACT, FROM, TO,
            FREE, SORT, PAGE);

    /** Of these there may be several. */
    public static final Set<String> SEVERAL = Set.of(COUNTRY, LESSONS, LANGUAGES, BADGES);

    /** How many lessons, languages, badges or countries can be asked for at once. */
    private static final int MOST_NAMES = 20;

    /** Half the way around the earth, rounded up. */
    private static final int FARTHEST_KM = 20_038;

    public Asked {
        problems = Map.copyOf(problems);
    }

    /**
     * Reads the parameters.
     *
     * @param values of a parameter, in order; none where it was left out
     * @param size how many a page has
     */
    public static Asked of(Function<String, List<String>> values, InstructorFinder finder, LocalDate today, int size) {
        return new Reading(values, finder, today, size).read();
    }

    /** One reading; notes what is wrong and goes on, so that everything wrong is told at once. */
    private static final class Reading {
        private final Function<String, List<String>> values;
        private final InstructorFinder finder;
        private final LocalDate today;
        private final int size;
        private final Map<String, String> problems = new LinkedHashMap<>();

        Reading(Function<String, List<String>> values, InstructorFinder finder, LocalDate today, int size) {
            this.values = values;
            this.finder = finder;
            this.today = today;
            this.size = size;
        }

        Asked read() {
            var airport = airport();
            var near = near(airport);
            var skills = new Skills(countries(), names(LESSONS), names(LANGUAGES), names(BADGES));
            var experience = new Experience(whole(TAUGHT, 0, 1_000).orElse(0), day(SINCE));
            var contactable = flag(CONTACT);
            var during = during();
            var order = order(near);
            var page =
                    whole(PAGE, 1, Math.max(1, InstructorQuery.DEEPEST / size)).orElse(1);
            if (!problems.isEmpty()) {
                return new Asked(Optional.empty(), airport, problems);
            }
            var query = new InstructorQuery(near, skills, experience, contactable, during, order, today, page, size);
            return new Asked(Optional.of(query), airport, Map.of());
        }

        private void wrong(String parameter, String detail) {
            problems.putIfAbsent(parameter, detail);
        }

        private List<String> all(String parameter) {
            return values.apply(parameter).stream()
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .distinct()
                    .toList();
        }

        private Optional<String> one(String parameter) {
            return all(parameter).stream().findFirst();
        }

        private Optional<InstructorFinder.Airport> airport() {
            var named = one(AIRPORT);
            if (named.isPresent()
                    && (one(LATITUDE).isPresent() || one(LONGITUDE).isPresent())) {
                wrong(AIRPORT, "Give an airport, or latitude and longitude, not both.");
            }
            return named.flatMap(name -> {
                var found = finder.airport(name);
                if (found.isEmpty()) {
                    wrong(
                            AIRPORT,
                            "There is no airport \"%s\"; write its IATA code or its whole name.".formatted(name));
                }
                return found;
            });
        }

        private Optional<Nearness> near(Optional<InstructorFinder.Airport> airport) {
            var latitude = degrees(LATITUDE, 90);
            var longitude = degrees(LONGITUDE, 180);
            if (one(LATITUDE).isPresent() != one(LONGITUDE).isPresent()) {
                wrong(
                        one(LATITUDE).isPresent() ? LONGITUDE : LATITUDE,
                        "Latitude and longitude go together; one of them is missing.");
            }
            var within = whole(WITHIN, 1, FARTHEST_KM);
            var place = airport.map(InstructorFinder.Airport::place)
                    .or(() -> latitude.flatMap(north -> longitude.map(east -> new Place(north, east))));
            if (within.isPresent() && place.isEmpty() && problems.isEmpty()) {
                wrong(WITHIN, "Within how many kilometres of what? Give an airport, or latitude and longitude.");
            }
            return place.map(from -> new Nearness(from, within));
        }

        private Optional<Double> degrees(String parameter, int most) {
            return one(parameter).flatMap(text -> {
                if (text.matches("[+-]?[0-9]{1,3}([.][0-9]{1,17})?") && Math.abs(Double.parseDouble(text)) <= most) {
                    return Optional.of(Double.valueOf(text));
                }
                wrong(
                        parameter,
                        "The %s is a number of degrees from -%d to %d, such as 59.91, and not \"%s\"."
                                .formatted(parameter, most, most, text));
                return Optional.empty();
            });
        }

        private Optional<Integer> whole(String parameter, int least, int most) {
            return one(parameter).flatMap(text -> {
                var number = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : -1;
                if (number >= least && number <= most) {
                    return Optional.of(number);
                }
                wrong(
                        parameter,
                        "\"%s\" is a whole number from %d to %,d, and not \"%s\"."
                                .formatted(parameter, least, most, text));
                return Optional.empty();
            });
        }

        private List<String> names(String parameter) {
            var names = all(parameter);
            if (names.size() > MOST_NAMES) {
                wrong(parameter, "At most %d of them can be asked for at once.".formatted(MOST_NAMES));
            }
            return names;
        }

        private List<String> countries() {
            var codes = names(COUNTRY).stream()
                    .map(code -> code.toUpperCase(Locale.ROOT))
                    .toList();
            codes.stream()
                    .filter(code -> !Countries.isOnEarth(code))
                    .findFirst()
                    .ifPresent(code -> wrong(
                            COUNTRY,
                            "\"%s\" is not the code of a country; write two letters, such as NO.".formatted(code)));
            return codes;
        }

        private boolean flag(String parameter) {
            return one(parameter)
                    .map(YesNo::of)
                    .map(meant -> {
                        if (meant.isEmpty()) {
                            wrong(parameter, "\"%s\" is yes or no, or true or false.".formatted(parameter));
                        }
                        return meant.orElse(false);
                    })
                    .orElse(false);
        }

        private Optional<LocalDate> day(String parameter) {
            return one(parameter).flatMap(text -> Day.of(text).or(() -> notADay(parameter, text)));
        }

        private Optional<LocalDate> notADay(String parameter, String text) {
            wrong(parameter, "\"%s\" is not a day; write it as 2026-03-02.".formatted(text));
            return Optional.empty();
        }

        private Optional<Days> during() {
            var from = day(FROM);
            var to = day(TO).or(() -> from);
            var freeOnly = flag(FREE);
            if (from.isEmpty() && to.isPresent()) {
                wrong(FROM, "Busy or free from which day on?");
            } else if (from.isPresent() && to.get().isBefore(from.get())) {
                wrong(TO, "The last day is before the first.");
            } else if (from.isEmpty() && freeOnly) {
                wrong(FROM, "Free on which days? Give at least the first.");
            } else if (from.isPresent()) {
                return Optional.of(new Days(from.get(), to.get(), freeOnly));
            }
            return Optional.empty();
        }

        private Order order(Optional<Nearness> near) {
            var usual = near.isPresent() ? Order.DISTANCE : Order.TAUGHT;
            return one(SORT)
                    .map(word -> {
                        var order = Arrays.stream(Order.values())
                                .filter(candidate -> word(candidate).equals(word))
                                .findFirst();
                        if (order.isEmpty()) {
                            wrong(
                                    SORT,
                                    "It can be sorted by distance, taught, last or name, and not by \"%s\"."
                                            .formatted(word));
                        }
                        if (order.equals(Optional.of(Order.DISTANCE)) && near.isEmpty() && problems.isEmpty()) {
                            wrong(SORT, "Distance from where? Give an airport, or latitude and longitude.");
                        }
                        return order.orElse(usual);
                    })
                    .orElse(usual);
        }
    }

    /** An order as addresses have it. */
    public static String word(Order order) {
        return order.name().toLowerCase(Locale.ROOT);
    }
}
