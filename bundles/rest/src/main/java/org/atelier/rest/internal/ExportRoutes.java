package org.atelier.rest.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.atelier.export.EventFilter;
import org.atelier.export.Export;
import org.atelier.export.Exports;
import org.atelier.export.Exports.Format;
import org.atelier.http.Access;
import org.atelier.http.BasePath;
import org.atelier.http.Problem;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;

/**
 * The feeds, at AMY's addresses: with the format as suffix, as {@code ?format=}, or by Accept, and each with and without
 * AMY's trailing slash; and the list of them. All are public but that of members.
 */
public final class ExportRoutes {
    private static final String FORMAT = "format";
    private static final String TAG = "tag";
    private static final String HOST = "host";
    private static final String ADMINISTRATOR = "administrator";

    private static final String EARLIEST = "earliest";
    private static final String LATEST = "latest";

    /** An id as AMY writes it. */
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    /** JSON first: who does not say gets it, as from AMY. */
    private static final List<Format> FORMATS = List.of(Format.JSON, Format.YAML, Format.CSV);

    /** How far back members have taught unless somebody says otherwise, in days. */
    private static final int USUAL_DAYS = 2 * 365;

    /** A change within the second that Last-Modified names could not be told from what was there before it. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final Exports exports;
    private final InstantSource clock;

    public ExportRoutes(Exports exports) {
        this(exports, InstantSource.system());
    }

    ExportRoutes(Exports exports, InstantSource clock) {
        this.exports = exports;
        this.clock = clock;
    }

    public List<Route> routes() {
        var routes = new ArrayList<Route>();
        for (var slash : List.of("", "/")) {
            routes.add(Route.get(Api.ROOT + slash, Access.PUBLIC, _ -> Response.json(200, index())));
        }
        feed(routes, Access.PUBLIC, "/export/badges", (_, format) -> exports.badges(format), FORMAT);
        feed(routes, Access.PUBLIC, "/export/instructors", (_, format) -> exports.instructors(format), FORMAT);
        feed(routes, Access.VIEWER, "/export/members", this::members, FORMAT, EARLIEST, LATEST);
        feed(routes, Access.PUBLIC, "/events/published", this::published, FORMAT, TAG, HOST, ADMINISTRATOR);
        // without this, it would be the name of an event, and those are not for everybody
        routes.add(Route.get(Api.ROOT + "/events/published.yml", Access.PUBLIC, ExportRoutes::yaml)
                .query(FORMAT, TAG, HOST, ADMINISTRATOR));
        return routes;
    }

    private static Response yaml(Request request) {
        return Response.empty(308).header("Location", request.target().replaceFirst("\\.yml", ".yaml"));
    }

    private void feed(
            List<Route> routes,
            Access access,
            String path,
            BiFunction<Request, Format, Export> export,
            String... query) {
        for (var slash : List.of("", "/")) {
            routes.add(route(access, Api.ROOT + path + slash, export, Optional.empty(), query));
            for (var format : FORMATS) {
                routes.add(route(
                        access, Api.ROOT + path + "." + name(format) + slash, export, Optional.of(format), query));
            }
        }
    }

    private Route route(
            Access access,
            String path,
            BiFunction<Request, Format, Export> export,
            Optional<Format> suffix,
            String... query) {
        return Route.get(path, access, request -> answer(request, access, rendered(request, suffix, export)))
                .query(query);
    }

    private static Export rendered(
            Request request, Optional<Format> suffix, BiFunction<Request, Format, Export> export) {
        try {
            return export.apply(request, format(request, suffix));
        } catch (Exports.NoRoomException e) {
            throw new Problem(
                            503,
                            "no-room",
                            "No room",
                            "This feed cannot be rendered at the moment; repeat the request in a while.")
                    .withHeader("Retry-After", "30")
                    .exception(e);
        }
    }

    private Export members(Request request, Format format) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var latest = Api.day(request, LATEST).orElse(today);
        var earliest = Api.day(request, EARLIEST).orElseGet(() -> latest.minusDays(USUAL_DAYS));
        if (earliest.isAfter(latest)) {
            throw Api.badValue(EARLIEST, "The parameter \"earliest\" must not be after \"latest\".");
        }
        return exports.members(earliest, latest, format);
    }

    private Export published(Request request, Format format) {
        var filter = new EventFilter(request.queryAll(TAG), id(request, HOST), id(request, ADMINISTRATOR));
        try {
            return exports.events(filter, format);
        } catch (Exports.UnknownFilterException e) {
            throw Problem.notFound(
                            "unknown-filter",
                            "Unknown tag or organization",
                            "There is no %s, and so nothing to answer; leave it out to see more."
                                    .formatted(String.join(", no ", e.what())))
                    .with("unknown", e.what())
                    .exception(e);
        }
    }

    private static OptionalLong id(Request request, String parameter) {
        var text = request.query(parameter);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!ID.matcher(text.get()).matches()) {
            throw Api.badValue(
                    parameter,
                    "The parameter \"%s\" must be the number of an organization, such as 7.".formatted(parameter));
        }
        return OptionalLong.of(Long.parseLong(text.get()));
    }

    private static Format format(Request request, Optional<Format> suffix) {
        var parameter = request.query(FORMAT).map(ExportRoutes::named);
        if (suffix.isPresent()) {
            if (parameter.isPresent() && !parameter.equals(suffix)) {
                throw Api.badValue(FORMAT, "The parameter \"format\" and the suffix contradict each other.");
            }
            return suffix.get();
        }
        return parameter.orElseGet(() -> negotiated(request));
    }

    private static Format named(String name) {
        return FORMATS.stream()
                .filter(format -> name(format).equals(name))
                .findFirst()
                .orElseThrow(
                        () -> Api.badValue(FORMAT, "The parameter \"format\" must be \"json\", \"yaml\" or \"csv\"."));
    }

    private static Format negotiated(Request request) {
        var offered = FORMATS.stream().map(Format::mediaType).toArray(String[]::new);
        return request.accepts(offered)
                .flatMap(type -> FORMATS.stream()
                        .filter(format -> format.mediaType().equals(type))
                        .findFirst())
                .orElseThrow(() -> new Problem(
                                406,
                                "not-acceptable",
                                "Not acceptable",
                                "This can be had as %s.".formatted(String.join(" or ", Arrays.asList(offered))))
                        .exception());
    }

    private static String name(Format format) {
        return format.name().toLowerCase(Locale.ROOT);
    }

    private Response answer(Request request, Access access, Export export) {
        var gzip = request.acceptsCoding("gzip") ? export.gzip() : Optional.<byte[]>empty();
        var answer = Response.empty(200)
                .header("Content-Type", export.format().contentType())
                .header("ETag", "\"" + export.digest() + (gzip.isPresent() ? "--gzip" : "") + "\"")
                .header("Vary", "Accept, Accept-Encoding")
                // may be kept, but asked about each time: 304 costs little
                .header("Cache-Control", access == Access.PUBLIC ? "public, no-cache" : "private, no-cache")
                .header("Accept-Ranges", "none");
        if (export.changed().plus(SETTLED).isBefore(clock.instant())) {
            answer = answer.lastModified(export.changed());
        }
        if (export.age().isPresent()) {
            answer = answer.header("Age", Long.toString(export.age().get().toSeconds()));
        }
        export.served(request.has(answer));
        if (gzip.isPresent()) {
            return answer.header("Content-Encoding", "gzip").body(new Response.Body.Bytes(gzip.get()));
        }
        return answer.body(export.bytes()
                .<Response.Body>map(Response.Body.Bytes::new)
                .orElseGet(() -> new Response.Body.Stored(export.length(), export::writeTo, export::close)));
    }

    /** What there is, by AMY’s names; where it is depends on who asks. */
    private static Map<String, String> index() {
        var index = new LinkedHashMap<String, String>();
        index.put("export-badges", BasePath.of(Api.ROOT + "/export/badges/"));
        index.put("export-instructors", BasePath.of(Api.ROOT + "/export/instructors/"));
        index.put("export-members", BasePath.of(Api.ROOT + "/export/members/"));
        index.put("events-published", BasePath.of(Api.ROOT + "/events/published/"));
        index.put("description", BasePath.of(Api.ROOT + "/openapi.yaml"));
        index.put("documentation", BasePath.of(Api.ROOT + "/docs"));
        return Collections.unmodifiableMap(index);
    }
}
