package org.atelier.web.admin.internal;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.atelier.http.HttpFixture;
import org.atelier.security.internal.House;
import org.atelier.upload.internal.MemoryUploads;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A browser without scripts: it keeps cookies, and sends the forms that are on the page it sees. */
final class Visitor {
    private final HttpFixture http;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private HttpResponse<String> last;

    Visitor(HttpFixture http) {
        this.http = http;
    }

    /** The pages over the security that ships. */
    static HttpFixture pages(House house) {
        var workshops = Workshops.believable();
        var twins = Twins.believable();
        var merges = new MemoryMerges(workshops, twins);
        merges.remember(OneUndo.merge());
        return HttpFixture.start(Map.of(
                "/workshops/*",
                new AdminServlet(
                        new Assets(),
                        house.authenticator,
                        new AdminServlet.People(
                                house.signIns, house.openId, house.accounts, house.sessions, house.tokens),
                        new AdminServlet.Operating(new Here(), new Here(), new Here(), Here.backups()),
                        new AdminServlet.Work(
                                workshops,
                                workshops,
                                merges,
                                new OneUndo(),
                                new PastMerges(),
                                MemoryRecords.of(workshops),
                                new PastChanges(),
                                new Pairs(),
                                twins,
                                workshops.words,
                                new MemoryUploads().uploads(),
                                new Staff(),
                                new Looks(),
                                System::nanoTime))));
    }

    Visitor go(String target) {
        return follow(http.request(target).GET());
    }

    /** Fills the form of this id, or with this address, and sends it. */
    Visitor send(String form, String... namesAndValues) {
        var found = page().select("form" + form).first();
        if (found == null) {
            throw new AssertionError("no form" + form + " in " + last.body());
        }
        var fields = new LinkedHashMap<String, String>();
        for (var field : found.select("input[name]:not([type=checkbox]), input[type=checkbox][checked]")) {
            fields.put(field.attr("name"), field.attr("value"));
        }
        for (var choice : found.select("select[name]")) {
            fields.put(choice.attr("name"), choice.select("option[selected]").attr("value"));
        }
        for (var i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1].isEmpty()) {
                fields.remove(namesAndValues[i]);
            } else {
                fields.put(namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        var body = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return follow(http.request(found.attr("action"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private Visitor follow(HttpRequest.Builder request) {
        last = http.send(request.header("Cookie", cookie()).header("User-Agent", "Visitor/1 <b>"));
        for (var set : last.headers().allValues("Set-Cookie")) {
            var pair = set.substring(0, set.indexOf(';'));
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        if (last.statusCode() == 303) {
            return go(last.headers().firstValue("Location").orElseThrow());
        }
        return this;
    }

    String cookie() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; ", "", ";"));
    }

    Visitor signIn(String name, String password) {
        return go("/workshops/login").send("#login", "name", name, "password", password);
    }

    int status() {
        return last.statusCode();
    }

    String path() {
        return last.request().uri().getPath();
    }

    Document page() {
        return Jsoup.parse(last.body());
    }

    String text(String css) {
        return page().select(css).text();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
