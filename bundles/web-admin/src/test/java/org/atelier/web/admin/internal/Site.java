package org.atelier.web.admin.internal;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import org.atelier.http.HttpFixture;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** The pages over real HTTP, above a handful of events in memory. */
final class Site implements AutoCloseable {
    static final String A = "2026-03-02-oslo";
    static final String B = "2026-03-02-uio-oslo";

    final Workshops workshops;
    final MemoryMerges merges;
    final MemoryRecords records;
    final OneUndo undos = new OneUndo();
    final PastMerges history = new PastMerges();
    final PastChanges changes = new PastChanges();
    final OneAdministrator administrator = new OneAdministrator();
    final HttpFixture http;

    Site(Workshops workshops) {
        this.workshops = workshops;
        this.merges = new MemoryMerges(workshops);
        merges.remember(OneUndo.merge());
        records = MemoryRecords.of(workshops);
        var servlet = new AdminServlet(
                administrator, administrator, workshops, workshops, merges, undos, history, records, changes);
        http = HttpFixture.start(Map.of("", new FrontDoorServlet(), "/workshops/*", servlet));
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

    static Document parse(HttpResponse<String> response) {
        return Jsoup.parse(response.body());
    }

    /** Sends a form as the administrator's browser would, with the session's token. */
    HttpResponse<String> post(String target, String... namesAndValues) {
        return http.send(form(request(target), namesAndValues, true));
    }

    HttpResponse<String> postWithoutCsrf(String target, String... namesAndValues) {
        return http.send(form(request(target), namesAndValues, false));
    }

    HttpResponse<String> postAsStranger(String target, String... namesAndValues) {
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
