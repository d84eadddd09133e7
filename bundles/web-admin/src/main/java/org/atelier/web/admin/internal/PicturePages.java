package org.atelier.web.admin.internal;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.atelier.domain.Day;
import org.atelier.domain.Tag;
import org.atelier.domain.Tags;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.overview.Overview;
import org.atelier.overview.Overview.Unit;
import org.atelier.overview.WorldMap;
import org.atelier.web.admin.internal.Frame.Section;
import org.atelier.web.admin.internal.pages.JtemapGenerated;
import org.atelier.web.admin.internal.pages.JtenumbersGenerated;
import org.atelier.web.admin.internal.pages.JtetimelineGenerated;

/** Events in time, on the earth, and how many there were: pictures made here, each with the same told in a table. */
final class PicturePages {
    private static final String FROM = "from";
    private static final String DAYS = "days";
    private static final String SHOW = "show";
    private static final String YEARS = "years";
    private static final String BY = "by";

    private final Assets assets;
    private final Overview overview;
    private final Tags tags;
    private final InstantSource clock;
    private final WorldMap world = WorldMap.of(MapView.WIDTH);

    PicturePages(Assets assets, Overview overview, Tags tags, InstantSource clock) {
        this.tags = tags;
        this.assets = assets;
        this.overview = overview;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get(Links.TIMELINE, Access.VIEWER, this::timeline).query(FROM, DAYS),
                Route.get(Links.MAP, Access.VIEWER, this::map).query(SHOW, YEARS),
                Route.get(Links.NUMBERS, Access.VIEWER, this::numbers).query(BY));
    }

    private LocalDate today() {
        return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private Response timeline(Request request) {
        var today = today();
        var days = chosen(request, DAYS, TimelineView.SPANS, 90);
        var from = request.query(FROM)
                .filter(text -> !text.isBlank())
                .map(PicturePages::day)
                .orElse(today.minusDays(Overview.DAYS_BEFORE));
        var to = from.plusDays(days - 1L);
        var view = new TimelineView(today, from, to, overview.calendar(from, to), retired());
        var frame = Frame.of(assets, request, Section.EVENTS, "Timeline");
        return Html.page(200, out -> JtetimelineGenerated.render(out, null, frame, view));
    }

    private Set<String> retired() {
        return tags.all().stream().filter(Tag::retired).map(Tag::name).collect(Collectors.toSet());
    }

    private Response map(Request request) {
        var people = switch (request.query(SHOW).orElse("")) {
            case "", "events" -> false;
            case "instructors" -> true;
            default -> throw bad("The map shows events or instructors.");
        };
        var years = chosen(request, YEARS, MapView.SPANS, 1);
        var today = today();
        var places = people
                ? overview.instructors()
                : overview.events(today.minusYears(years), today.plusYears(Overview.YEARS_AHEAD));
        var view = new MapView(world, people, years, places);
        var frame = Frame.of(assets, request, Section.EVENTS, people ? "Map of instructors" : "Map of events");
        return Html.page(200, out -> JtemapGenerated.render(out, null, frame, view));
    }

    private Response numbers(Request request) {
        var unit = switch (request.query(BY).orElse("")) {
            case "", "month" -> Unit.MONTH;
            case "quarter" -> Unit.QUARTER;
            case "year" -> Unit.YEAR;
            default -> throw bad("The numbers are by month, quarter or year.");
        };
        var today = today();
        var view = new NumbersView(unit, overview.numbers(unit, unit.first(today), today));
        var frame = Frame.of(assets, request, Section.EVENTS, "Workshops over time");
        return Html.page(200, out -> JtenumbersGenerated.render(out, null, frame, view));
    }

    private static int chosen(Request request, String parameter, List<Integer> offered, int usual) {
        var text = request.query(parameter).filter(given -> !given.isBlank());
        return text.map(given -> offered.stream()
                        .filter(number -> number.toString().equals(given))
                        .findFirst()
                        .orElseThrow(() -> bad("The parameter “%s” is one of %s.".formatted(parameter, offered))))
                .orElse(usual);
    }

    private static LocalDate day(String text) {
        return Day.of(text)
                .orElseThrow(() -> bad("“%s” is not a day of the calendar; write it as 2026-03-02.".formatted(text)));
    }

    private static ProblemException bad(String detail) {
        return Problem.badRequest("bad-parameter", "This address has a mistake in it", detail)
                .exception();
    }

    /** The colours of tags, by name: the most frequent first, those beyond the last one together. */
    static int colour(Map<String, Integer> colours, List<String> tags) {
        return tags.stream()
                .filter(colours::containsKey)
                .mapToInt(colours::get)
                .min()
                .orElse(Overview.MOST_TAGS);
    }
}
