package org.atelier.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.pathmap.PathMappings;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.URIUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of a list of routes: finds the route, lets in who may use it, refuses what it does not know,
 * and turns every failure into an answer. Its list never changes, so it is registered once.
 */
public class RoutingServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(RoutingServlet.class);

    /** How much of a refused body is still read, so that the client sees the answer and not a broken connection. */
    private static final long MAX_DRAINED_BYTES = 256L << 20;

    private static final Duration MAX_DRAIN_TIME = Duration.ofSeconds(10);

    /** SQLSTATEs: connection exception, insufficient resources, statement took too long, operator intervention. */
    private static final List<String> AWAY_STATES = List.of("08", "53", "57014", "57P");

    /** How deep causes are looked into. */
    private static final int MAX_CAUSES = 20;

    private static final Problem DATABASE_AWAY = new Problem(
                    503,
                    "database-away",
                    "Database away",
                    "The database does not answer at the moment; repeat the request in a few seconds.")
            .withHeader("Retry-After", "5");

    /** The headers whose value is an address. */
    private static final Set<String> ADDRESSES = Set.of("Location", "HX-Redirect");

    private final transient PathMappings<Map<Method, Route>> routes = new PathMappings<>();
    private final transient Authenticator authenticator;
    private final transient ErrorRenderer errors;

    /**
     * @throws IllegalArgumentException if two routes share method and path, or differ only in the names of variables
     */
    public RoutingServlet(List<Route> routes, Authenticator authenticator, ErrorRenderer errors) {
        this.authenticator = authenticator;
        this.errors = errors;
        var byPath = new LinkedHashMap<String, Map<Method, Route>>();
        for (var route : routes) {
            var earlier = byPath.computeIfAbsent(route.path(), _ -> new EnumMap<>(Method.class))
                    .put(route.method(), route);
            if (earlier != null) {
                throw new IllegalArgumentException("declared twice: " + route.method() + " " + route.path());
            }
        }
        byPath.forEach((path, byMethod) -> {
            if (this.routes.put(new UriTemplatePathSpec(path), byMethod) != null) {
                throw new IllegalArgumentException("cannot be told from another path: " + path);
            }
        });
    }

    @Override
    protected final void service(HttpServletRequest servletRequest, HttpServletResponse servletResponse)
            throws IOException {
        var request = new Request(servletRequest, authenticator);
        var response = answer(request);
        try {
            write(request, unlessKnown(request, response), servletResponse);
        } catch (EofException e) {
            // whoever asked has hung up: nobody is left to be told, and nothing is wrong here
            LOG.debug("{} {}: the client is gone", request.method(), request.path(), e);
            return;
        } finally {
            response.body().close();
        }
        if (request.bodyUnread()) {
            servletResponse.flushBuffer();
            drain(request);
        }
    }

    private Response answer(Request request) {
        try {
            return dispatch(request);
        } catch (ProblemException e) {
            if (e.problem().status() >= 500) {
                LOG.warn("{} {}: {}", request.method(), request.path(), e.getMessage(), e.getCause());
            }
            return render(e.problem(), request);
        } catch (Exception e) {
            return render(problemOf(e, request), request);
        }
    }

    private static Problem problemOf(Exception e, Request request) {
        if (e instanceof HttpException broken && broken.getCode() >= 400 && broken.getCode() < 500) {
            return new Problem(
                    broken.getCode(), "malformed-request", "Malformed request", "The request does not follow HTTP.");
        }
        if (e instanceof IOException) {
            LOG.info("{} {} was cut off: {}", request.method(), request.path(), e.toString());
            return Problem.badRequest("cut-off", "Cut off", "The request ended before it was complete.");
        }
        if (databaseAway(e)) {
            // one line: while it is away, every request comes by here
            LOG.warn("{} {} found no database: {}", request.method(), request.path(), e.toString());
            return DATABASE_AWAY;
        }
        LOG.error("{} {} failed", request.method(), request.path(), e);
        return Problem.internalError(request.id());
    }

    /** Whether the cause is that the database cannot be reached, is stopping, or has no connection to spare. */
    private static boolean databaseAway(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .anyMatch(cause -> cause instanceof SQLTransientConnectionException
                        || (cause instanceof SQLException sql
                                && sql.getSQLState() != null
                                && AWAY_STATES.stream().anyMatch(sql.getSQLState()::startsWith)));
    }

    private Response render(Problem problem, Request request) {
        try {
            return errors.render(problem, request);
        } catch (RuntimeException e) {
            LOG.error("cannot render {}", problem, e);
            return ErrorRenderer.PLAIN.render(problem, request);
        }
    }

    private Response dispatch(Request request) throws IOException {
        var path = canonical(request.path());
        var matched = routes.getMatched(path);
        if (matched == null) {
            throw Problem.notFound("not-found", "Not found", "There is nothing at " + request.path() + ".")
                    .exception();
        }
        var byMethod = matched.getResource();
        if (request.method().equals("OPTIONS")) {
            return Response.empty(204).header("Allow", allowed(byMethod));
        }
        var route = methodOf(request).map(byMethod::get).orElseThrow(() -> notAllowed(request, byMethod));
        request.matched(route, variables((UriTemplatePathSpec) matched.getPathSpec(), path));
        var response = answered(request, route);
        return route.access() == Access.PUBLIC
                        || response.header("Cache-Control").isPresent()
                ? response
                : response.header("Cache-Control", "no-store");
    }

    private static Response answered(Request request, Route route) throws IOException {
        if (route.consumes().isEmpty() || !request.announcesBody()) {
            try (var _ = turn(request, route)) {
                admit(request, route);
                checkForm(request, route);
                return route.handler().handle(request);
            }
        }
        try (var _ = turn(request, route)) {
            admit(request, route);
        }
        // others have their turn while it comes, as slowly as it may; only who was let in may send it
        request.body();
        try (var _ = turn(request, route)) {
            checkForm(request, route);
            return route.handler().handle(request);
        }
    }

    private static Turns.Turn turn(Request request, Route route) {
        return (route.isAlways() ? Turns.UNBOUNDED : request.turns()).take();
    }

    /** Refuses what can be refused by the headers. */
    private static void admit(Request request, Route route) {
        letIn(request, route);
        request.checkQuery();
        checkBody(request, route);
        if (route.method().changes()
                && request.header("Sec-Fetch-Site").filter("cross-site"::equals).isPresent()) {
            throw forged("This was sent from a page of another site.");
        }
    }

    /** Without dot segments and path parameters, and with as few percent escapes as possible. */
    private static String canonical(String path) {
        try {
            var canonical = URIUtil.canonicalPath(path);
            if (canonical != null) {
                return canonical;
            }
        } catch (RuntimeException e) {
            throw malformedPath(e);
        }
        throw malformedPath(null);
    }

    private static ProblemException malformedPath(Throwable cause) {
        return Problem.badRequest(
                        "malformed-path",
                        "Malformed path",
                        "The path is not well encoded: percent escapes must be UTF-8, such as %C3%A9 for é.")
                .exception(cause);
    }

    private static Map<String, String> variables(UriTemplatePathSpec spec, String path) {
        var variables = new HashMap<String, String>();
        spec.getPathParams(path).forEach((name, escaped) -> {
            var value = URIUtil.decodePath(escaped);
            if (value.indexOf('\uFFFD') >= 0 && escaped.indexOf('\uFFFD') < 0 && !escaped.contains("%EF%BF%BD")) {
                throw malformedPath(null);
            }
            variables.put(name, Text.require("the path", value));
        });
        return variables;
    }

    private static Optional<Method> methodOf(Request request) {
        return switch (request.method()) {
            case "GET", "HEAD" -> Optional.of(Method.GET);
            case "POST" -> Optional.of(Method.POST);
            case "PUT" -> Optional.of(Method.PUT);
            case "DELETE" -> Optional.of(Method.DELETE);
            default -> Optional.empty();
        };
    }

    private static String allowed(Map<Method, Route> byMethod) {
        var allowed = new TreeSet<String>();
        byMethod.keySet().forEach(method -> allowed.add(method.name()));
        if (byMethod.containsKey(Method.GET)) {
            allowed.add("HEAD");
        }
        allowed.add("OPTIONS");
        return String.join(", ", allowed);
    }

    private static ProblemException notAllowed(Request request, Map<Method, Route> byMethod) {
        var allowed = allowed(byMethod);
        return new Problem(
                        405,
                        "method-not-allowed",
                        "Method not allowed",
                        "%s does not take %s; it takes %s.".formatted(request.path(), request.method(), allowed))
                .withHeader("Allow", allowed)
                .exception();
    }

    private static void letIn(Request request, Route route) {
        if (route.access() != Access.PUBLIC) {
            request.require(route.access());
        }
    }

    static ProblemException notAllowed(Actor actor, Access needed) {
        return new Problem(
                        403,
                        "not-allowed",
                        "Not allowed",
                        actor.inSession()
                                ? "This needs %s; %s is %s. Ask an administrator for it."
                                        .formatted(
                                                needed.withArticle(),
                                                actor.name(),
                                                actor.access().withArticle())
                                // an administrator may well have tokens that are good for less
                                : "This needs the access of %s; the token that was sent is one of %s and has that of %s."
                                                .formatted(
                                                        needed.withArticle(),
                                                        actor.name(),
                                                        actor.access().withArticle())
                                        + " Send another token, or ask an administrator for more access.")
                .with("needs", needed.name().toLowerCase(Locale.ROOT))
                .exception();
    }

    /** What a request is told that does not prove who sends it, though it may have tried to. */
    static ProblemException notSignedIn(boolean tried) {
        return new Problem(
                        401,
                        "not-signed-in",
                        "Not signed in",
                        tried
                                ? "What the header Authorization holds proves nothing: it must be \"Bearer TOKEN\", and the"
                                        + " token may be unknown, revoked or expired."
                                : "This needs somebody who has signed in: send the header"
                                        + " \"Authorization: Bearer TOKEN\", or sign in with a browser.")
                .withHeader("WWW-Authenticate", "Bearer realm=\"atelier\"")
                .exception();
    }

    private static void checkBody(Request request, Route route) {
        if (route.consumes().isEmpty() || route.bodyOptional() && !request.announcesBody()) {
            return;
        }
        var type = request.contentType().orElse("");
        if (!route.consumes().contains(type)) {
            throw new Problem(
                            415,
                            "unsupported-media-type",
                            "Unsupported media type",
                            "The body is %s; send %s."
                                    .formatted(
                                            type.isEmpty() ? "of no stated type" : type,
                                            String.join(" or ", route.consumes())))
                    .withHeader("Accept", String.join(", ", route.consumes()))
                    .exception();
        }
    }

    /** Refuses what another site made a browser send: it would carry the browser's cookie with it. */
    private static void checkForm(Request request, Route route) throws IOException {
        if (!route.method().changes() || route.access() == Access.PUBLIC) {
            return;
        }
        var expected = request.requireActor().csrfToken();
        if (expected.isEmpty()) {
            return;
        }
        var sent = request.header(Actor.CSRF_HEADER);
        if (sent.isEmpty() && request.contentType().filter(Route.FORM::contains).isPresent()) {
            sent = request.field(Actor.CSRF_FIELD);
        }
        if (!MessageDigest.isEqual(
                expected.get().getBytes(StandardCharsets.UTF_8), sent.orElse("").getBytes(StandardCharsets.UTF_8))) {
            throw forged("The form does not belong to this session; load its page again and repeat.");
        }
    }

    private static ProblemException forged(String detail) {
        return new Problem(403, "forged", "Not sent from our own page", detail).exception();
    }

    /** The answer, or 304 if the client says that it has it. */
    private static Response unlessKnown(Request request, Response response) {
        if (!request.has(response)) {
            return response;
        }
        var kept = response.headers().stream()
                .filter(header -> !header.name().regionMatches(true, 0, "Content-", 0, "Content-".length()))
                .toList();
        return new Response(304, kept, response.cookies(), new Response.Body.Empty());
    }

    private static void write(Request request, Response response, HttpServletResponse servlet) throws IOException {
        servlet.setStatus(response.status());
        var seen = new ArrayList<String>();
        for (var header : response.headers()) {
            var value = ADDRESSES.contains(header.name()) ? BasePath.of(header.value()) : header.value();
            if (seen.stream().anyMatch(header.name()::equalsIgnoreCase)) {
                servlet.addHeader(header.name(), value);
            } else {
                // replaces what the filter set for all answers
                servlet.setHeader(header.name(), value);
                seen.add(header.name());
            }
        }
        for (var cookie : response.cookies()) {
            servlet.addCookie(servletCookie(cookie));
        }
        var head = request.method().equals("HEAD");
        switch (response.body()) {
            case Response.Body.Empty() -> {
                switch (response.status()) {
                    case 204 -> {}
                    // sent at once, or the container adds a length of 0, which RFC 9110 forbids here
                    case 304 -> servlet.flushBuffer();
                    default -> servlet.setContentLength(0);
                }
            }
            case Response.Body.Bytes(var bytes) -> {
                servlet.setContentLengthLong(bytes.length);
                if (!head) {
                    servlet.getOutputStream().write(bytes);
                }
            }
            case Response.Body.Stored stored -> {
                servlet.setContentLengthLong(stored.length());
                if (!head) {
                    stored.writer().write(servlet.getOutputStream());
                }
            }
            case Response.Body.Stream stream -> {
                if (!head) {
                    stream.writer().write(servlet.getOutputStream());
                }
            }
        }
    }

    private static jakarta.servlet.http.Cookie servletCookie(Cookie cookie) {
        var made = new jakarta.servlet.http.Cookie(cookie.name(), cookie.value());
        made.setPath(BasePath.of("/"));
        made.setHttpOnly(true);
        made.setSecure(cookie.secure());
        made.setAttribute("SameSite", "Lax");
        cookie.maxAge().ifPresent(age -> made.setMaxAge(Math.toIntExact(age.toSeconds())));
        return made;
    }

    private static void drain(Request request) {
        var until = System.nanoTime() + MAX_DRAIN_TIME.toNanos();
        var buffer = new byte[1 << 16];
        try {
            var in = request.bodyStream();
            for (var read = 0L; read < MAX_DRAINED_BYTES && System.nanoTime() < until; ) {
                var n = in.read(buffer);
                if (n < 0) {
                    return;
                }
                read += n;
            }
        } catch (InterruptedIOException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("the client gave up sending", e);
        }
    }
}
