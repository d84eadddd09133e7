package org.atelier.rest.internal;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.atelier.finder.Asked;
import org.atelier.finder.Instructor;
import org.atelier.finder.InstructorCsv;
import org.atelier.finder.InstructorFinder;
import org.atelier.finder.InstructorFinder.Found;
import org.atelier.finder.InstructorPage;
import org.atelier.finder.InstructorQuery;
import org.atelier.http.Access;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;

/** Who could teach, and why they fit. */
final class InstructorRoutes {
    private static final String SEARCH = Api.ROOT + "/instructors/search";
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;
    private static final String LIMIT = "limit";

    private final InstructorFinder finder;
    private final InstantSource clock;

    InstructorRoutes(InstructorFinder finder, InstantSource clock) {
        this.finder = finder;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get(SEARCH, Access.VIEWER, this::json)
                        .query(Stream.concat(Asked.PARAMETERS.stream(), Stream.of(LIMIT))
                                .toArray(String[]::new)),
                Route.get(SEARCH + ".csv", Access.VIEWER, this::csv)
                        .query(Asked.PARAMETERS.stream()
                                .filter(name -> !name.equals(Asked.PAGE))
                                .toArray(String[]::new)));
    }

    private Response json(Request request) {
        var size = Api.limit(request, DEFAULT_LIMIT, MAX_LIMIT);
        var query = query(request, Asked.PARAMETERS, size);
        var page = find(query);
        var further = page.more() || page.count() > query.page() * size;
        var json = new LinkedHashMap<String, Object>();
        json.put(
                "instructors",
                page.instructors().stream().map(InstructorRoutes::json).toList());
        json.put("count", page.count());
        json.put("counted_to_the_end", !page.more());
        json.put("page", query.page());
        json.put("next", further && query.page() < InstructorQuery.DEEPEST / size ? query.page() + 1 : null);
        return Response.json(200, json);
    }

    private Response csv(Request request) {
        var parameters = Asked.PARAMETERS.stream()
                .filter(name -> !name.equals(Asked.PAGE))
                .toList();
        var page = find(query(request, parameters, InstructorQuery.MOST));
        return Response.bytes(200, "text/csv;charset=utf-8;header=present", InstructorCsv.of(page.instructors()));
    }

    private InstructorQuery query(Request request, List<String> known, int size) {
        var today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        var asked = Asked.of(
                name -> {
                    if (!known.contains(name)) {
                        return List.of();
                    }
                    // what may come once is refused where it comes twice
                    return Asked.SEVERAL.contains(name)
                            ? request.queryAll(name)
                            : request.query(name).stream().toList();
                },
                finder,
                today,
                size);
        Asked.PARAMETERS.stream()
                .filter(asked.problems()::containsKey)
                .findFirst()
                .ifPresent(parameter -> {
                    throw Api.badValue(parameter, asked.problems().get(parameter));
                });
        return asked.query().orElseThrow();
    }

    private InstructorPage find(InstructorQuery query) {
        return switch (finder.find(query)) {
            case Found.Page(var page) -> page;
            case Found.Unknown(var parameter, var name) ->
                throw Api.badValue(
                        parameter,
                        "There is no %s \"%s\".".formatted(parameter.substring(0, parameter.length() - 1), name));
        };
    }

    private static Map<String, Object> json(Instructor one) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", one.id());
        json.put("username", one.username());
        json.put("name", one.name());
        json.put("email", one.email().orElse(null));
        json.put("may_contact", one.mayContact());
        json.put("airport", one.base().map(InstructorRoutes::json).orElse(null));
        json.put("lessons", one.lessons());
        json.put("languages", one.languages());
        json.put("badges", one.badges());
        json.put("taught", one.taught());
        json.put("last_taught", day(one.last()));
        json.put("busy", one.busy().stream().map(InstructorRoutes::json).toList());
        return json;
    }

    private static Map<String, Object> json(Instructor.Base base) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", base.airport());
        json.put("iata", base.iata().orElse(null));
        json.put("country", base.country());
        json.put("latitude", base.place().latitude());
        json.put("longitude", base.place().longitude());
        // a tenth is more than the sphere is good for
        json.put("km", base.kilometres().map(km -> Math.round(km * 10) / 10.0).orElse(null));
        return json;
    }

    private static Map<String, Object> json(Instructor.Assignment task) {
        var json = new LinkedHashMap<String, Object>();
        json.put("event", task.event());
        json.put("role", task.role());
        json.put("start", task.start().toString());
        json.put("end", day(task.end()));
        return json;
    }

    private static String day(Optional<LocalDate> day) {
        return day.map(LocalDate::toString).orElse(null);
    }
}
