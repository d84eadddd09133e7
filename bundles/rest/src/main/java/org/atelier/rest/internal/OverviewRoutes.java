package org.atelier.rest.internal;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atelier.http.Access;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.overview.Overview;
import org.atelier.overview.Overview.Calendar;
import org.atelier.overview.Overview.Entry;
import org.atelier.overview.Overview.Mine;
import org.atelier.overview.Overview.Numbers;
import org.atelier.overview.Overview.Period;
import org.atelier.overview.Overview.Places;
import org.atelier.overview.Overview.Spot;
import org.atelier.overview.Overview.Todo;
import org.atelier.overview.Overview.Unit;
import org.atelier.overview.Overview.Work;
import org.atelier.security.Accounts;

/** What the pictures of the pages are drawn from, and what whoever asks has to do with. */
final class OverviewRoutes {
    private static final String FROM = "from";
    private static final String DAYS = "days";
    private static final String SHOW = "show";
    private static final String YEARS = "years";
    private static final String BY = "by";

    private static final int USUAL_DAYS = 90;
    private static final int MOST_DAYS = 365;
    private static final int USUAL_YEARS = 1;
    private static final int MOST_YEARS = 20;

    private final Overview overview;
    private final Accounts accounts;
    private final InstantSource clock;

    OverviewRoutes(Overview overview, Accounts accounts, InstantSource clock) {
        this.overview = overview;
        this.accounts = accounts;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get(Api.ROOT + "/overview/timeline", Access.VIEWER, this::timeline)
                        .query(FROM, DAYS),
                Route.get(Api.ROOT + "/overview/map", Access.VIEWER, this::map).query(SHOW, YEARS),
                Route.get(Api.ROOT + "/overview/numbers", Access.VIEWER, this::numbers)
                        .query(BY),
                Route.get(Api.ROOT + "/account/work", Access.VIEWER, this::work));
    }

    private LocalDate today() {
        return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private Response timeline(Request request) {
        var days = Api.whole(request, DAYS, USUAL_DAYS, MOST_DAYS);
        var from = Api.day(request, FROM).orElseGet(() -> today().minusDays(Overview.DAYS_BEFORE));
        var to = from.plusDays(days - 1L);
        return Response.json(200, json(from, to, overview.calendar(from, to)));
    }

    private Response map(Request request) {
        var people = word(request, SHOW, List.of("events", "instructors")).equals("instructors");
        var years = Api.whole(request, YEARS, USUAL_YEARS, MOST_YEARS);
        if (people && request.query(YEARS).isPresent()) {
            throw Api.badValue(YEARS, "Instructors are told as they are now; leave out \"years\".");
        }
        var today = today();
        var places = people
                ? overview.instructors()
                : overview.events(today.minusYears(years), today.plusYears(Overview.YEARS_AHEAD));
        return Response.json(200, json(places));
    }

    private Response numbers(Request request) {
        var unit = Unit.valueOf(
                word(request, BY, List.of("month", "quarter", "year")).toUpperCase(Locale.ROOT));
        var today = today();
        return Response.json(200, json(unit, overview.numbers(unit, unit.first(today), today)));
    }

    private Response work(Request request) {
        var person = MyAccountRoutes.own(accounts, request).person();
        var today = today();
        var work = person.map(who -> overview.work(who, today, today.plusDays(Overview.DUE_WITHIN_DAYS)))
                .orElse(new Work(List.of(), List.of(), List.of()));
        return Response.json(200, json(person, work));
    }

    /** One of these words, the first if it is left out. */
    private static String word(Request request, String parameter, List<String> words) {
        var word = request.query(parameter).orElse(words.getFirst());
        if (!words.contains(word)) {
            throw Api.badValue(
                    parameter,
                    "The parameter \"%s\" must be one of %s.".formatted(parameter, String.join(", ", words)));
        }
        return word;
    }

    private static Map<String, Object> json(LocalDate from, LocalDate to, Calendar calendar) {
        var json = new LinkedHashMap<String, Object>();
        json.put("from", from.toString());
        json.put("to", to.toString());
        json.put("events", calendar.entries().stream().map(OverviewRoutes::json).toList());
        json.put("more", calendar.more());
        return json;
    }

    private static Map<String, Object> json(Entry entry) {
        var json = new LinkedHashMap<String, Object>();
        json.put("slug", entry.event());
        json.put("start", entry.start().toString());
        json.put("end", entry.end().toString());
        json.put("venue", entry.venue());
        json.put("country", entry.country());
        json.put("published", entry.published());
        json.put("tags", entry.tags());
        return json;
    }

    private static Map<String, Object> json(Places places) {
        var json = new LinkedHashMap<String, Object>();
        json.put("places", places.spots().stream().map(OverviewRoutes::json).toList());
        json.put("total", places.total());
        json.put("unplaced", places.unplaced());
        return json;
    }

    private static Map<String, Object> json(Spot spot) {
        var json = new LinkedHashMap<String, Object>();
        json.put("latitude", spot.latitude());
        json.put("longitude", spot.longitude());
        json.put("count", spot.count());
        json.put("name", spot.name());
        json.put("country", spot.country());
        return json;
    }

    private static Map<String, Object> json(Unit unit, Numbers numbers) {
        var json = new LinkedHashMap<String, Object>();
        json.put("by", unit.name().toLowerCase(Locale.ROOT));
        json.put(
                "periods",
                numbers.periods().stream()
                        .map(period -> json(period, numbers.tags()))
                        .toList());
        return json;
    }

    private static Map<String, Object> json(Period period, List<String> tags) {
        var json = new LinkedHashMap<String, Object>();
        json.put("first", period.first().toString());
        json.put("events", period.total());
        json.put(
                "by_tag",
                IntStream.range(0, tags.size())
                        .mapToObj(i -> Map.of(
                                "tag", tags.get(i), "events", period.byTag().get(i)))
                        .toList());
        json.put("others", period.byTag().getLast());
        return json;
    }

    private static Map<String, Object> json(Optional<String> person, Work work) {
        var json = new LinkedHashMap<String, Object>();
        json.put("person", person.orElse(null));
        json.put("upcoming", work.upcoming().stream().map(OverviewRoutes::json).toList());
        json.put("past", work.past().stream().map(OverviewRoutes::json).toList());
        json.put("todos", work.todos().stream().map(OverviewRoutes::json).toList());
        return json;
    }

    private static Map<String, Object> json(Mine mine) {
        var json = new LinkedHashMap<String, Object>();
        json.put("slug", mine.event());
        json.put("start", mine.start().map(LocalDate::toString).orElse(null));
        json.put("end", mine.end().map(LocalDate::toString).orElse(null));
        json.put("venue", mine.venue());
        json.put("roles", mine.roles());
        json.put("assigned", mine.assigned());
        return json;
    }

    private static Map<String, Object> json(Todo todo) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", todo.id());
        json.put("title", todo.title());
        json.put("event", todo.event());
        json.put("due", todo.due().toString());
        return json;
    }
}
