package org.atelier.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;

/** A request as handlers see it. What it gives was checked: well encoded, within its limits, text without NUL. */
public final class Request {
    /** The servlet request's attribute that holds the request's id. */
    public static final String ID_ATTRIBUTE = "org.atelier.http.requestId";

    /** The servlet request's attribute that holds the path of the route that was found, such as {@code /t/{id}}. */
    public static final String ROUTE_ATTRIBUTE = "org.atelier.http.route";

    /** The servlet request's attribute that is true if it comes straight from this machine. */
    public static final String LOCAL_ATTRIBUTE = "org.atelier.http.local";

    private static final int READ_BYTES = 1 << 14;

    /** A name or an address, with a port or without. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]-]{1,255}");

    private final HttpServletRequest servlet;
    private final Authenticator authenticator;
    private Map<String, String> variables = Map.of();
    private Map<String, List<String>> query = Map.of();
    private Optional<Route> route = Optional.empty();
    private Optional<Optional<Actor>> actor = Optional.empty();
    private Optional<byte[]> body = Optional.empty();
    private Optional<Form> form = Optional.empty();

    Request(HttpServletRequest servlet, Authenticator authenticator) {
        this.servlet = servlet;
        this.authenticator = authenticator;
    }

    /** What a form sent. */
    private record Form(Map<String, List<String>> fields, List<Upload> uploads) {}

    void matched(Route matched, Map<String, String> pathVariables) {
        route = Optional.of(matched);
        servlet.setAttribute(ROUTE_ATTRIBUTE, matched.path());
        variables = pathVariables;
    }

    /** Reads the query, which may hold nothing but what the route knows. */
    void checkQuery() {
        var text = servlet.getQueryString();
        query = text == null ? Map.of() : UrlForm.parse("query", text);
        var known = route.orElseThrow();
        for (var name : query.keySet()) {
            if (!known.query().contains(name) && !known.otherQuery()) {
                throw Problem.badRequest(
                                "unknown-parameter",
                                "Unknown parameter",
                                "There is no query parameter \"%s\" here; %s.".formatted(name, known.knownParameters()))
                        .with("parameter", name)
                        .with("known", known.query().stream().sorted().toList())
                        .exception();
            }
        }
    }

    /** As sent, such as {@code HEAD}. */
    public String method() {
        return servlet.getMethod();
    }

    /** Whether the client says that it has this answer already, which then becomes 304 by itself. */
    public boolean has(Response answer) {
        return Known.is(this, answer);
    }

    /** The path as it was sent, percent escapes and all. */
    public String path() {
        return servlet.getRequestURI();
    }

    /** The path and the query as they were sent. */
    public String target() {
        return servlet.getQueryString() == null ? path() : path() + "?" + servlet.getQueryString();
    }

    /** The id of this request, in logs and in the header X-Request-Id. */
    public String id() {
        if (servlet.getAttribute(ID_ATTRIBUTE) instanceof String id) {
            return id;
        }
        var id = UUID.randomUUID().toString();
        servlet.setAttribute(ID_ATTRIBUTE, id);
        return id;
    }

    /** The value of a variable of the route's path, decoded. */
    public String variable(String name) {
        return Optional.ofNullable(variables.get(name))
                .orElseThrow(() -> new IllegalArgumentException("the path has no variable " + name));
    }

    /**
     * The value of a query parameter.
     *
     * @throws ProblemException 400 if it was given more than once
     */
    public Optional<String> query(String name) {
        var values = queryAll(name);
        if (values.size() > 1) {
            throw Problem.badRequest(
                            "repeated-parameter",
                            "Repeated parameter",
                            "The query parameter \"%s\" may be given once only.".formatted(name))
                    .with("parameter", name)
                    .exception();
        }
        return values.stream().findFirst();
    }

    /** All values of a query parameter, in order. */
    public List<String> queryAll(String name) {
        if (route.isPresent() && !route.get().query().contains(name)) {
            throw new IllegalArgumentException("the route does not declare the query parameter " + name);
        }
        return List.copyOf(query.getOrDefault(name, List.of()));
    }

    /** The first header of this name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(servlet.getHeader(name));
    }

    /** Every header of this name, in order. */
    public List<String> headers(String name) {
        return Collections.list(servlet.getHeaders(name));
    }

    /** The value of the first cookie of this name. */
    public Optional<String> cookie(String name) {
        return Optional.ofNullable(servlet.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(name))
                .map(jakarta.servlet.http.Cookie::getValue)
                .findFirst();
    }

    /** The address of whoever is at the other end of the connection. */
    public String remoteAddress() {
        return servlet.getRemoteAddr();
    }

    /**
     * Whether somebody on this machine sends it, at the other end of the very connection: not what a proxy passes on,
     * whether or not the proxy is believed.
     */
    public boolean fromThisMachine() {
        return Boolean.TRUE.equals(servlet.getAttribute(LOCAL_ATTRIBUTE));
    }

    /**
     * Scheme, host and port that it was sent to, and the path below which the platform is shown: what stands before every
     * path of ours, without a slash at the end. The host is what the client says, and proves nothing; empty if it says none,
     * or what is none.
     */
    public Optional<String> origin() {
        return header("Host")
                .filter(host -> HOST.matcher(host).matches())
                .map(host -> (secure() ? "https://" : "http://") + host + BasePath.current());
    }

    /** The address of a path of ours by which the client reaches it; empty where {@link #origin} is. */
    public Optional<URI> absolute(String path) {
        return origin().flatMap(origin -> {
            try {
                return Optional.of(new URI(origin + path));
            } catch (URISyntaxException _) {
                // a name that is none: it says nothing then
                return Optional.empty();
            }
        });
    }

    /** Whether the request came encrypted. */
    public boolean secure() {
        return servlet.isSecure();
    }

    /** Who sends it, if that was proved. */
    public Optional<Actor> actor() {
        if (actor.isEmpty()) {
            var identified = authenticator.identify(this);
            identified.ifPresent(known -> AccessLog.user(servlet, known.name()));
            actor = Optional.of(identified);
        }
        return actor.get();
    }

    /** Who sends it, as far as that was asked already: where something has failed, nothing more is. */
    public Optional<Actor> actorSoFar() {
        return actor.flatMap(identified -> identified);
    }

    /** Who sends it, where the route lets nobody else in. */
    public Actor requireActor() {
        return actor().orElseThrow(
                        () -> RoutingServlet.notSignedIn(header("Authorization").isPresent()));
    }

    /**
     * Who sends it, where what it asks for needs more than its route does.
     *
     * @throws ProblemException 401 if nobody proved to be anyone, 403 if they may not
     */
    public Actor require(Access needed) {
        var known = requireActor();
        if (!known.may(needed)) {
            throw RoutingServlet.notAllowed(known, needed);
        }
        return known;
    }

    /** Which of these media types the client likes best; without an Accept header, the first. */
    public Optional<String> accepts(String... offered) {
        return MediaTypes.best(headers("Accept"), List.of(offered));
    }

    /** Whether the client says that it takes bodies of this content coding, such as {@code gzip}, and likes them no less. */
    public boolean acceptsCoding(String coding) {
        return MediaTypes.accepts(headers("Accept-Encoding"), coding);
    }

    /** The body's media type, in lower case, without parameters. */
    public Optional<String> contentType() {
        return Optional.ofNullable(servlet.getContentType()).map(MediaTypes::essence);
    }

    /**
     * The whole body.
     *
     * @throws ProblemException 413 if it is larger than the route takes, 408 if it comes too slowly
     */
    public byte[] body() throws IOException {
        if (body.isEmpty()) {
            var max = route.orElseThrow().maxBody();
            if (servlet.getContentLengthLong() > max) {
                throw tooLarge(max);
            }
            body = Optional.of(received(max));
        }
        return body.get();
    }

    private byte[] received(long max) throws IOException {
        var begun = System.nanoTime();
        var received = new ByteArrayOutputStream();
        var buffer = new byte[READ_BYTES];
        try {
            var in = servlet.getInputStream();
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                received.write(buffer, 0, n);
                if (received.size() > max) {
                    throw tooLarge(max);
                }
                turns().checkPace(received.size(), System.nanoTime() - begun);
            }
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw gaveUp(turns().stalled(e));
            }
            throw e;
        } catch (ProblemException e) {
            throw e.problem().equals(Turns.TOO_SLOW) ? gaveUp(e) : e;
        }
        return received.toByteArray();
    }

    /** The rest is not waited for either. */
    private ProblemException gaveUp(ProblemException e) {
        body = Optional.of(new byte[0]);
        return e;
    }

    /** Where it waits for its turn. */
    Turns turns() {
        return servlet.getAttribute(Turns.ATTRIBUTE) instanceof Turns shared ? shared : Turns.UNBOUNDED;
    }

    /** The body as the one JSON value it must be. */
    public com.fasterxml.jackson.databind.JsonNode json() throws IOException {
        return Json.read(body());
    }

    /**
     * The first value of a form's field.
     *
     * @throws ProblemException 400 if the body is not a form, 413 if it is too large
     */
    public Optional<String> field(String name) throws IOException {
        return fields(name).stream().findFirst();
    }

    /** Every value of a form's field, in order. */
    public List<String> fields(String name) throws IOException {
        return form().fields().getOrDefault(name, List.of());
    }

    /** Every field of a form with its values, in the order of their first occurrence. */
    public Map<String, List<String>> fields() throws IOException {
        return Collections.unmodifiableMap(form().fields());
    }

    /** The files that came with a form, in order. */
    public List<Upload> uploads() throws IOException {
        return List.copyOf(form().uploads());
    }

    private Form form() throws IOException {
        if (form.isEmpty()) {
            form = Optional.of(
                    switch (contentType().orElse("")) {
                        case "application/x-www-form-urlencoded" ->
                            new Form(UrlForm.parse("form", new String(body(), StandardCharsets.UTF_8)), List.of());
                        case "multipart/form-data" -> multipart();
                        default ->
                            throw Problem.badRequest("not-a-form", "Not a form", "The body must be a form.")
                                    .exception();
                    });
        }
        return form.get();
    }

    private Form multipart() throws IOException {
        var parser = new MultiPartFormData.Parser(boundary());
        // the body is in memory already, and so may its parts be
        parser.setMaxMemoryFileSize(-1);
        parser.setMaxLength(-1);
        parser.setMaxParts(UrlForm.MAX_VALUES);
        var fields = new LinkedHashMap<String, List<String>>();
        var uploads = new ArrayList<Upload>();
        try (var parts = parser.parse(Content.Source.from(java.nio.ByteBuffer.wrap(body())))
                .join()) {
            for (var part : parts) {
                if (part.getName() == null) {
                    throw malformedMultipart("a part has no name", Optional.empty());
                }
                var name = Text.require("a field's name", part.getName());
                var content = BufferUtil.toArray(Content.Source.asByteBuffer(part.getContentSource()));
                if (part.getFileName() == null) {
                    fields.computeIfAbsent(name, _ -> new ArrayList<>())
                            .add(Text.require(
                                    "the field \"" + name + "\"", new String(content, StandardCharsets.UTF_8)));
                } else {
                    uploads.add(new Upload(name, Text.require("a file's name", part.getFileName()), content));
                }
            }
        } catch (CompletionException e) {
            throw malformedMultipart("it does not follow RFC 7578", Optional.of(e));
        }
        return new Form(fields, uploads);
    }

    private String boundary() {
        try {
            var boundary = MultiPart.extractBoundary(servlet.getContentType());
            if (boundary != null && !boundary.isEmpty()) {
                return boundary;
            }
        } catch (IllegalArgumentException e) {
            throw malformedMultipart("its Content-Type is malformed", Optional.of(e));
        }
        throw malformedMultipart("its Content-Type names no boundary", Optional.empty());
    }

    private static ProblemException malformedMultipart(String why, Optional<Throwable> cause) {
        var problem = Problem.badRequest(
                "malformed-form", "Malformed form", "The multipart form cannot be read: " + why + ".");
        return cause.map(problem::exception).orElseGet(problem::exception);
    }

    private static ProblemException tooLarge(long max) {
        return new Problem(
                        413,
                        "too-large",
                        "Too large",
                        "The body may have at most %,d bytes (%s); send less at a time."
                                .formatted(max, max >= 1 << 20 ? (max >> 20) + " MiB" : (max >> 10) + " KiB"))
                .with("limit", max)
                .exception();
    }

    /** Whether a body comes with it, as far as its headers tell. */
    boolean announcesBody() {
        return servlet.getContentLengthLong() > 0 || servlet.getHeader("Transfer-Encoding") != null;
    }

    /** Whether there is a body of which nobody read the end. */
    boolean bodyUnread() {
        // a client that asked whether to go on, and was told no, sends nothing more
        return announcesBody() && body.isEmpty() && servlet.getHeader("Expect") == null;
    }

    InputStream bodyStream() throws IOException {
        return servlet.getInputStream();
    }
}
