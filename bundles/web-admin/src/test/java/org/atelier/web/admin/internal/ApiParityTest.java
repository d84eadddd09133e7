package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever the pages do, the documented API does: every form, and what people look at, with the operations for it. */
class ApiParityTest {
    /** What each form does, by its address, as operations of the API's description. */
    private static final Map<Pattern, List<String>> DONE_BY = new LinkedHashMap<>();

    /** What each page shows. */
    private static final Map<Pattern, List<String>> TOLD_BY = new LinkedHashMap<>();

    /**
     * What proves to a browser who holds it, and begins a session of it: a program has a token instead, which never makes
     * another proof.
     */
    private static final Set<String> OF_BROWSERS = Set.of(
            "GET /workshops/login",
            "POST /workshops/login",
            "GET /workshops/welcome",
            "POST /workshops/welcome",
            "GET /workshops/account/identities/connect");

    private static void does(String address, String... operations) {
        DONE_BY.put(Pattern.compile("/workshops" + address), List.of(operations));
    }

    private static void tells(String address, String... operations) {
        TOLD_BY.put(Pattern.compile("/workshops" + address), List.of(operations));
    }

    static {
        // the first that fits counts
        does("/logout", "delete /account/sessions/{id}");
        does("/account/password", "put /account/password");
        does("/account/sessions/end", "delete /account/sessions", "delete /account/sessions/{id}");
        does("/account/identities/unlink", "delete /account/identities/{id}");
        does("/account/tokens", "post /account/tokens");
        does("/account/tokens/revoke", "delete /account/tokens/{id}");
        does("/accounts", "post /accounts");
        does("/accounts/\\{name}", "put /accounts/{name}");
        does("/accounts/\\{name}/reset", "post /accounts/{name}/reset");
        does(
                "/accounts/\\{name}/sessions/end",
                "delete /accounts/{name}/sessions",
                "delete /accounts/{name}/sessions/{id}");
        does("/accounts/\\{name}/identities/unlink", "delete /accounts/{name}/identities/{id}");
        does("/accounts/\\{name}/tokens/revoke", "delete /accounts/{name}/tokens/{id}");
        does("/event/\\{slug}/tags/add", "put /events/{slug}/tags/{name}");
        does("/event/\\{slug}/tags/remove", "delete /events/{slug}/tags/{name}");
        does("/events/tag", "post /taggings");
        does("/persons/bulkupload", "post /uploads/preview", "post /uploads");
        does("/([a-z]+/)?merge(/\\{kind})?", "post /merges/plan", "post /merges");
        does("/merges/\\{id}/undo", "post /merges/{id}/undo");
        does("/(log|operations)/\\{id}/undo", "post /operations/{id}/undo");
        does("/duplicates/[a-z{}]+/dismiss", "post /duplicates/{kind}/dismissals");
        does("/duplicates/[a-z{}]+/restore", "delete /duplicates/{kind}/dismissals/{a}/{b}");
        does("/todos/tick", "put /records/{kind}/{key}");
        // of any kind of record, retiring a tag among them
        does("/[a-z-]+/add", "post /records/{kind}");
        does("/[a-z-]+/\\{[a-z]+}/edit", "put /records/{kind}/{key}");
        does("/[a-z-]+/\\{[a-z]+}/delete", "delete /records/{kind}/{key}");

        tells("/", "get /records/{kind}", "get /account/work", "get /operations");
        tells("/timeline", "get /overview/timeline");
        tells("/map", "get /overview/map");
        tells("/numbers", "get /overview/numbers");
        tells("/workshop_staff/?", "get /instructors/search");
        tells("/workshop_staff/csv", "get /instructors/search.csv");
        tells("/account", "get /account", "get /account/sessions", "get /account/tokens", "get /account/identities");
        tells("/accounts", "get /accounts");
        tells(
                "/accounts/\\{name}",
                "get /accounts/{name}",
                "get /accounts/{name}/sessions",
                "get /accounts/{name}/tokens");
        tells("/installation", "get /installation", "get /sessions", "get /tokens");
        tells("/log", "get /operations");
        tells("/log/\\{id}", "get /operations/{id}");
        tells("/history", "get /history");
        tells("/history/\\{kind}/\\{record}", "get /history/{kind}/{record}");
        tells("/merges", "get /merges");
        tells("/merges/\\{id}", "get /merges/{id}");
        tells("/(merges|log|operations)/\\{id}/undo", "get /merges/{id}/undo", "get /operations/{id}/undo");
        tells("/([a-z]+/)?merge(/\\{kind})?", "get /merges/kinds", "get /merges/kinds/{kind}");
        tells("/([a-z]+/)?merge(/\\{kind})?/matches", "get /merges/candidates");
        // the second address is AMY's
        tells(
                "/(duplicates(/[a-z{}]+)?|[a-z]+/duplicates/?)",
                "get /duplicates/{kind}",
                "get /duplicates/{kind}/dismissals");
        tells("/persons/bulkupload/template", "get /uploads/template");
        tells("/persons/bulkupload/\\{id}", "get /uploads/{id}");
        tells("/events/tag", "get /events/{slug}");
        tells("/persons/bulkupload/?", "get /uploads/template");
        tells("/records", "get /records");
        // in all kinds one after another
        tells("/search", "get /records", "get /records/{kind}");
        tells("/choices/\\{kind}", "get /records/{kind}/choices");
        tells("/event/\\{slug}/?", "get /events/{slug}", "get /records/{kind}/{key}", "get /redirects");
        tells("/[a-z-]+/\\{[a-z]+}/?", "get /records/{kind}/{key}", "get /records/{kind}/{key}/uses");
        tells("/[a-z-]+/\\{[a-z]+}/edit", "get /records/{kind}/{key}");
        tells("/[a-z-]+/\\{[a-z]+}/delete", "get /records/{kind}/{key}/uses");
        tells("/[a-z-]+/add", "get /records");
        tells("/[a-z-]+/?", "get /records/{kind}");
    }

    /** The operations of the description, such as {@code get /events/{slug}}. */
    private static Set<String> described() {
        try (var in = ClassLoader.getSystemResourceAsStream("org/atelier/rest/internal/openapi.yaml")) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var described = new TreeSet<String>();
            var path = "";
            for (var line : text.substring(0, text.indexOf("\ncomponents:")).split("\n")) {
                if (line.matches("  /.*:")) {
                    path = line.strip().replaceAll(":$", "");
                } else if (line.matches("    (get|put|post|delete):") && !path.isEmpty()) {
                    described.add(line.strip().replaceAll(":$", "") + " " + path);
                }
            }
            return described;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> operations(Map<Pattern, List<String>> table, String address) {
        return table.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(address).matches())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(List.of());
    }

    @Test
    void every_form_and_every_page_has_its_operation() {
        var described = described();
        assertTrue(described.size() > 80, described.toString());
        var lacking = new ArrayList<String>();
        try (var site = Site.believable()) {
            for (var route : site.routes) {
                // a slash more or less is the same page
                var address = route.path().replaceAll("(?<!^/workshops)/$", "");
                var named = route.method() + " " + address;
                if (OF_BROWSERS.stream().anyMatch(named::startsWith)
                        || address.startsWith("/workshops/static/")
                        || address.equals("/workshops")) {
                    continue;
                }
                var operations = operations(route.method().changes() ? DONE_BY : TOLD_BY, address);
                if (operations.isEmpty()) {
                    lacking.add(route.method() + " " + address);
                }
                operations.stream()
                        .filter(operation -> !described.contains(operation))
                        .forEach(operation ->
                                lacking.add(route.method() + " " + address + ": there is no " + operation));
            }
        }
        assertEquals(List.of(), lacking);
    }
}
