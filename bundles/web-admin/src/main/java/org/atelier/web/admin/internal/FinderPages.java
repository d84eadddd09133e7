package org.atelier.web.admin.internal;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.finder.Asked;
import org.atelier.finder.InstructorCsv;
import org.atelier.finder.InstructorFinder;
import org.atelier.finder.InstructorFinder.Found;
import org.atelier.finder.InstructorPage;
import org.atelier.finder.InstructorQuery;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.web.admin.internal.Frame.Section;
import org.atelier.web.admin.internal.pages.JtefinderGenerated;

/** Who could teach: a form, those who fit, and the same as a table to be taken away. */
final class FinderPages {
    static final int ROWS = 50;

    private static final String[] PARAMETERS = Asked.PARAMETERS.toArray(String[]::new);

    private final Assets assets;
    private final InstructorFinder finder;
    private final InstantSource clock;

    FinderPages(Assets assets, InstructorFinder finder, InstantSource clock) {
        this.assets = assets;
        this.finder = finder;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get(Links.INSTRUCTORS, Access.VIEWER, this::find).query(PARAMETERS),
                Route.get(Links.INSTRUCTORS + "csv/", Access.VIEWER, this::csv).query(PARAMETERS));
    }

    private LocalDate today() {
        return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private Response find(Request request) {
        var asked = Asked.of(request::queryAll, finder, today(), ROWS);
        var problems = new LinkedHashMap<>(asked.problems());
        Optional<InstructorPage> page = asked.query().flatMap(query -> switch (finder.find(query)) {
            case Found.Page(var found) -> Optional.of(found);
            case Found.Unknown(var parameter, var name) -> {
                problems.put(parameter, unknown(name));
                yield Optional.empty();
            }
        });
        var view = new FinderView(given(request), finder.words(), asked, problems, page);
        var frame = Frame.of(assets, request, Section.PEOPLE, "Find instructors");
        return Html.page(problems.isEmpty() ? 200 : 400, out -> JtefinderGenerated.render(out, null, frame, view));
    }

    private Response csv(Request request) {
        var asked = Asked.of(request::queryAll, finder, today(), InstructorQuery.MOST);
        asked.problems().values().stream().findFirst().ifPresent(FinderPages::refuse);
        return switch (finder.find(asked.query().orElseThrow())) {
            case Found.Page(var page) ->
                Response.bytes(200, "text/csv;charset=utf-8;header=present", InstructorCsv.of(page.instructors()))
                        .header("Content-Disposition", "attachment; filename=\"instructors-" + today() + ".csv\"")
                        .header("Cache-Control", "no-store");
            case Found.Unknown(var _, var name) -> {
                refuse(unknown(name));
                throw new IllegalStateException("what is refused does not go on");
            }
        };
    }

    private static void refuse(String detail) {
        throw Problem.badRequest("bad-parameter", "This address has a mistake in it", detail)
                .exception();
    }

    private static String unknown(String name) {
        return "There is no “%s” any more; choose from the list.".formatted(name);
    }

    /** What the address has, without what is blank. */
    private static Map<String, List<String>> given(Request request) {
        var given = new LinkedHashMap<String, List<String>>();
        for (var name : PARAMETERS) {
            var values = request.queryAll(name).stream()
                    .filter(value -> !value.isBlank())
                    .toList();
            if (!values.isEmpty()) {
                given.put(name, values);
            }
        }
        return given;
    }
}
