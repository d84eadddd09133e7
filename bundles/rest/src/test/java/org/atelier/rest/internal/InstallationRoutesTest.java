package org.atelier.rest.internal;

import static org.atelier.rest.internal.ApiFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.atelier.http.Access;
import org.atelier.security.internal.House;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstallationRoutesTest {
    private final House house = House.inMemory();
    private final ApiFixture api = new ApiFixture(new InstallationRoutes(
                    new Fakes.Here(),
                    () -> List.of(Fakes.Here.STRATEGY),
                    new Fakes.Here(),
                    house.sessions,
                    house.tokens)
            .routes());

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void what_runs_here_is_told() {
        var answer = api.get("/installation");
        assertEquals(200, answer.statusCode());
        assertEquals(json("""
                {"checks": [{"name": "merging", "status": "degraded", "detail": "a reference nobody declares"}],
                 "strategies": [{"id": "combine", "label": "Both", "decides": "links", "only": ["event.tags"],
                   "ranking": 0, "plugin": "org.example.Combine", "set_aside": true}],
                 "feeds": [{"feed": "events/published.yaml?tag=SWC", "bytes": 1234,
                   "rendered": "2026-06-15T12:00:00Z", "served": "2026-06-15T12:30:00Z",
                   "whole": 1, "unchanged": 47, "kept": true}],
                 "settings": [{"key": "atelier.database.password", "value": "(hidden)", "source": "environment"}],
                 "bundles": [{"name": "org.example.plugin", "version": "1.2.0", "origin": "plugin",
                   "state": "installed", "broken": ["it cannot be resolved"]}]}"""), json(answer));
        assertEquals("no-store", ApiFixture.header(answer, "Cache-Control"));
    }

    @Test
    void sessions_and_tokens_of_everybody_are_told_without_their_secrets() {
        house.account("anna", Access.EDITOR, "a long way to Tipperary");
        house.tokens.make(house.accounts.find("anna").orElseThrow(), "for a script", Access.VIEWER, 30);
        var token = json(api.get("/tokens")).get("tokens").get(0);
        assertEquals("anna", token.get("account").textValue());
        assertEquals("for a script", token.get("name").textValue());
        assertEquals(json("{\"sessions\": []}"), json(api.get("/sessions")));
    }

    @Test
    void an_editor_is_not_told() {
        for (var path : List.of("/installation", "/sessions", "/tokens")) {
            assertEquals(403, api.sendAs("e", "GET", path, "", "").statusCode(), path);
        }
    }
}
