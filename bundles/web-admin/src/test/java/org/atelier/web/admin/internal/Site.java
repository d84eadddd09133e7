package org.atelier.web.admin.internal;

import jakarta.servlet.http.HttpServlet;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.atelier.http.HttpFixture;
import org.atelier.http.Route;
import org.atelier.security.internal.House;
import org.atelier.upload.internal.MemoryUploads;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** The pages over real HTTP, above a handful of events in memory. */
final class Site implements AutoCloseable {
    static final String A = "2026-03-02-oslo";
    static final String B = "2026-03-02-uio-oslo";

    /** What the page for signing in gave a browser to send back. */
    private static final String SEEN = "x".repeat(43);

    final Workshops workshops;
    final Twins twins;
    final MemoryMerges merges;
    final MemoryRecords records;
    final OneUndo undos = new OneUndo();
    final PastMerges history = new PastMerges();
    final Pairs duplicates = new Pairs();
    final PastChanges changes = new PastChanges();
    final MemoryUploads uploads = new MemoryUploads();
    final Staff staff = new Staff();
    final Here here = new Here();
    final Looks looks = new Looks();

    /** Whether nothing that anybody recorded counts as changed. */
    boolean quiet;

    private long state;
    final OneAdministrator administrator = new OneAdministrator();
    final House house = House.inMemory();
    final List<Route> routes;
    final HttpFixture http;

    Site(Workshops workshops) {
        this(workshops, Twins.believable());
    }

    Site(Workshops workshops, Twins twins) {
        this(workshops, twins, HttpFixture::start);
    }

    private Site(Workshops workshops, Twins twins, Function<Map<String, HttpServlet>, HttpFixture> start) {
        this.workshops = workshops;
        this.twins = twins;
        this.merges = new MemoryMerges(workshops, twins);
        merges.remember(OneUndo.merge());
        records = MemoryRecords.of(workshops);
        var people = new AdminServlet.People(administrator, house.openId, house.accounts, house.sessions, house.tokens);
        var operating = new AdminServlet.Operating(here, here, here, Here.backups());
        var work = new AdminServlet.Work(
                workshops,
                workshops,
                merges,
                undos,
                history,
                records,
                changes,
                duplicates,
                twins,
                workshops.words,
                uploads.uploads(),
                staff,
                looks,
                () -> quiet ? state : ++state);
        routes = AdminServlet.routes(new Assets(), people, operating, work);
        var servlet = new AdminServlet(new Assets(), administrator, people, operating, work);
        http = start.apply(Map.of("", new FrontDoorServlet(), "/workshops/*", servlet));
    }

    /** Behind a proxy that shows it below a path, and takes that off. */
    static Site below(String basePath) {
        return new Site(
                Workshops.believable(),
                Twins.believable(),
                servlets -> HttpFixture.startBehindProxy("x-forwarded", basePath, servlets));
    }

    static Site believable() {
        return new Site(Workshops.believable());
    }

    /** As the administrator. */
    HttpResponse<String> get(String target, String... headers) {
        return http.send(headed(request(target), headers));
    }

    /** As somebody who did not sign in. */
    HttpResponse<String> getAsStranger(String target, String... headers) {
        return http.send(headed(http.request(target), headers));
    }

    Document page(String target) {
        return parse(get(target));
    }

    /** A part of a page by itself. */
    static Document rendered(java.util.function.Consumer<gg.jte.html.HtmlTemplateOutput> part) {
        var out = new gg.jte.output.StringOutput();
        part.accept(new gg.jte.html.OwaspHtmlTemplateOutput(out));
        return Jsoup.parse(out.toString());
    }

    static Document parse(HttpResponse<String> response) {
        return Jsoup.parse(response.body());
    }

    /** Sends a form as the administrator's browser would, with the session's token. */
    HttpResponse<String> post(String target, String... namesAndValues) {
        return http.send(form(request(target), namesAndValues, true));
    }

    /** The form as a script on the page sends it for a part of the page. */
    HttpRequest.Builder scripted(String target, String... namesAndValues) {
        return form(request(target), namesAndValues, true).header("HX-Request", "true");
    }

    HttpResponse<String> postWithoutCsrf(String target, String... namesAndValues) {
        return http.send(form(request(target), namesAndValues, false));
    }

    /** As a browser that has seen the page with the form, and is signed in nowhere. */
    HttpResponse<String> postAsStranger(String target, String... namesAndValues) {
        var fields = new ArrayList<>(List.of(namesAndValues));
        fields.addAll(List.of(FormGuard.FIELD, SEEN));
        return http.send(form(
                http.request(target).header("Cookie", FormGuard.COOKIE + "=" + SEEN),
                fields.toArray(String[]::new),
                false));
    }

    /** As a page of somebody else would have a browser send it. */
    HttpResponse<String> postFromElsewhere(String target, String... namesAndValues) {
        return http.send(form(http.request(target), namesAndValues, false));
    }

    private HttpRequest.Builder request(String target) {
        return http.request(target).header("Cookie", OneAdministrator.COOKIE).header("X-Request-Id", "request-1");
    }

    private static HttpRequest.Builder headed(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpRequest.Builder form(HttpRequest.Builder request, String[] fields, boolean csrf) {
        var pairs = new ArrayList<String>();
        for (var i = 0; i < fields.length; i += 2) {
            pairs.add(encode(fields[i]) + "=" + encode(fields[i + 1]));
        }
        if (csrf) {
            pairs.add("csrf=" + OneAdministrator.CSRF);
        }
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(String.join("&", pairs)));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
