package org.atelier.rest.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.atelier.export.EventFilter;
import org.atelier.export.Exports;
import org.atelier.export.Exports.Format;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;

/**
 * The public feeds, at AMY's addresses: with the format as suffix, as {@code ?format=}, or by Accept, and each with and
 * without AMY's trailing slash.
 */
final class ExportRoutes {
    private static final String FORMAT = "format";
    private static final String TAG = "tag";
    private static final String HOST = "host";
    private static final String ADMINISTRATOR = "administrator";

    /** An id as AMY writes it. */
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    /** JSON first: who does not say gets it, as from AMY. */
    private static final List<Format> FORMATS = List.of(Format.JSON, Format.YAML);

    private final Exports exports;

    ExportRoutes(Exports exports) {
        this.exports = exports;
    }

    List<Route> routes() {
        var routes = new ArrayList<Route>();
        feed(routes, "/export/badges", (_, format) -> exports.badges(format), FORMAT);
        feed(routes, "/export/instructors", (_, format) -> exports.instructors(format), FORMAT);
        feed(routes, "/events/published", this::published, FORMAT, TAG, HOST, ADMINISTRATOR);
        return routes;
    }

    private static void feed(
            List<Route> routes, String path, BiFunction<Request, Format, Exports.Export> export, String... query) {
        for (var slash : List.of("", "/")) {
            routes.add(route(Api.ROOT + path + slash, export, Optional.empty(), query));
            for (var format : FORMATS) {
                routes.add(route(Api.ROOT + path + "." + name(format) + slash, export, Optional.of(format), query));
            }
        }
    }

    private static Route route(
            String path, BiFunction<Request, Format, Exports.Export> export, Optional<Format> suffix, String... query) {
        return Route.get(path, Access.PUBLIC, request -> answer(export.apply(request, format(request, suffix))))
                .query(query);
    }

    private Exports.Export published(Request request, Format format) {
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
                .orElseThrow(() -> Api.badValue(FORMAT, "The parameter \"format\" must be \"json\" or \"yaml\"."));
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

    private static Response answer(Exports.Export export) {
        return Response.bytes(200, export.format().mediaType(), export.body())
                .header("ETag", "\"" + export.digest() + "\"")
                .header("Vary", "Accept, Accept-Encoding")
                // may be kept, but asked about each time: 304 costs little
                .header("Cache-Control", "public, no-cache");
    }
}
