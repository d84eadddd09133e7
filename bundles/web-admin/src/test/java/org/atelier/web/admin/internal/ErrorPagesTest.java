package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.atelier.http.Access;
import org.atelier.http.Actor;
import org.atelier.http.Authenticator;
import org.atelier.http.HttpFixture;
import org.atelier.http.Problem;
import org.atelier.http.Route;
import org.atelier.http.RoutingServlet;
import org.atelier.security.internal.House;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people see where something may not, cannot, or did not work. */
class ErrorPagesTest {
    private static final String EDIT = "/workshops/event/2026-03-02-oslo/edit";

    private final House house = House.inMemory();
    private final AtomicBoolean databaseAway = new AtomicBoolean();

    /** As the gate that ships: it asks the database. */
    private final Authenticator viewer = request -> {
        if (databaseAway.get()) {
            throw away();
        }
        return Optional.of(new Actor("vera", Access.VIEWER, Optional.of("token")));
    };

    private final HttpFixture http = HttpFixture.start(
            Map.of("/workshops/*", new RoutingServlet(routes(), viewer, new ErrorPages(new Assets(), house.accounts))));

    private List<Route> routes() {
        var routes = new ArrayList<Route>();
        routes.add(Route.get(EDIT, Access.EDITOR, _ -> Html.page(200, _ -> {})));
        routes.add(Route.get("/workshops/accounts", Access.ADMINISTRATOR, _ -> Html.page(200, _ -> {})));
        routes.add(Route.post("/workshops/upload", Access.PUBLIC, request -> {
                    throw new IllegalStateException("read " + request.body().length);
                })
                .consumes("text/csv")
                .maxBody(1_000));
        problem(routes, "not-yours", () -> new Problem(403, "not-yours", "Not yours to undo", "anna did this."));
        problem(routes, "stale", () -> new Problem(409, "stale", "Changed meanwhile", "Berta changed it."));
        problem(
                routes,
                "often",
                () -> new Problem(429, "slow-down", "Too often", "There were many.").withHeader("Retry-After", "60"));
        problem(routes, "fails", () -> {
            throw new IllegalStateException("the password is hunter2");
        });
        problem(routes, "away", () -> {
            throw away();
        });
        return routes;
    }

    private static void problem(List<Route> routes, String name, Supplier<Problem> problem) {
        routes.add(Route.get("/workshops/" + name, Access.VIEWER, _ -> {
            throw problem.get().exception();
        }));
    }

    private static IllegalStateException away() {
        return new IllegalStateException(new SQLException("terminating connection", "57P01"));
    }

    @AfterEach
    void close() {
        http.close();
    }

    private HttpResponse<String> get(String target, String... headers) {
        var all = new ArrayList<>(List.of("X-Request-Id", "look-here"));
        all.addAll(List.of(headers));
        return http.get(target, all.toArray(String[]::new));
    }

    private static Document page(int status, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode());
        var page = Site.parse(answer);
        assertEquals(Integer.toString(status), page.select(".error-status").text());
        assertEquals("look-here", page.select("#request-id").text());
        for (var secret : List.of("Exception", "hunter2", "org.atelier", "SQL")) {
            assertFalse(page.text().contains(secret), secret);
        }
        return page;
    }

    @Test
    void who_may_not_is_told_what_they_may_what_it_needs_and_whom_to_ask() {
        house.account("anna", Access.ADMINISTRATOR, OneAdministrator.PASSWORD);
        house.account("eddie", Access.EDITOR, OneAdministrator.PASSWORD);
        var page = page(403, get(EDIT));
        assertEquals("Not allowed", page.select("h1").text());
        assertEquals(
                List.of(
                        "As a viewer: look at everything here, and look after your own account.",
                        "An editor, who adds, edits, tags and merges."),
                page.select("#permission dd").eachText().subList(0, 2));
        var whom = page.select("#whom").text();
        assertTrue(whom.contains("anna") && !whom.contains("eddie"), whom);
        assertTrue(page(403, get("/workshops/accounts")).text().contains("An administrator, who also"));
        assertEquals(
                whom, page(403, get("/workshops/not-yours")).select("#whom").text());
    }

    @Test
    void without_an_administrator_there_is_still_whoever_runs_it() {
        assertEquals(
                "Whoever runs this platform.",
                page(403, get(EDIT)).select("#whom").text());
    }

    @Test
    void what_is_not_there_can_be_looked_for_by_its_name() {
        var page = page(404, get("/workshops/event/2026-03-02-osl%C3%B3/edit"));
        var form = page.select("main form").first();
        assertEquals(Links.SEARCH, form.attr("action"));
        assertEquals("get", form.attr("method"));
        assertEquals("2026-03-02-osló", form.select("[name=search]").attr("value"));
    }

    @Test
    void a_conflict_leads_back_to_the_page_it_came_from() {
        var page = page(409, get("/workshops/stale", "Referer", "http://other.example" + EDIT));
        assertTrue(page.select("#next-step").text().startsWith("Nothing was changed."));
        assertEquals(EDIT, page.select("#back").attr("href"));
        for (var elsewhere : List.of("http://evil.example/here", "javascript:alert(1)", "::", "")) {
            assertEquals(
                    0,
                    page(409, get("/workshops/stale", "Referer", elsewhere))
                            .select("#back")
                            .size(),
                    elsewhere);
        }
    }

    @Test
    void what_is_too_large_says_how_large_it_may_be() {
        var answer = http.send(http.request("/workshops/upload")
                .header("X-Request-Id", "look-here")
                .header("Content-Type", "text/csv")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("x".repeat(1_001))));
        var page = page(413, answer);
        assertTrue(page.select(".error-detail").text().contains("1,000 bytes"), page.text());
        assertTrue(page.select("#next-step").text().contains("smaller file"), page.text());
    }

    @Test
    void who_must_wait_is_told_how_long_in_words_and_can_try_again() {
        var answer = get("/workshops/often");
        assertEquals("60", answer.headers().firstValue("Retry-After").orElseThrow());
        var page = page(429, answer);
        assertTrue(page.select("#next-step").text().startsWith("Try again in 60 seconds."), page.text());
        assertEquals("/workshops/often", page.select("#again").attr("href"));
    }

    @Test
    void a_failure_of_ours_names_the_number_to_tell_and_where_to_see_what_was_done() {
        var page = page(500, get("/workshops/fails"));
        assertEquals("Something went wrong", page.select("h1").text());
        assertTrue(page.select("#tell").text().contains("Tell whoever runs this platform the number look-here"));
        assertEquals(1, page.select("main a[href=" + Links.LOG + "]").size());
        assertEquals("vera", page.select("#me summary").textNodes().getLast().text());
    }

    @Test
    void with_the_database_away_nobody_is_asked_who_it_was() {
        databaseAway.set(true);
        var answer = get("/workshops/away");
        assertEquals("5", answer.headers().firstValue("Retry-After").orElseThrow());
        var page = page(503, answer);
        assertTrue(page.select("#next-step").text().startsWith("Try again in 5 seconds."), page.text());
        assertEquals(0, page.select("#me, nav").size());
        assertEquals("/workshops/away", page.select("#again").attr("href"));
    }
}
