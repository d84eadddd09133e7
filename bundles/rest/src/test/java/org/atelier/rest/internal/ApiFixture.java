package org.atelier.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.http.Access;
import org.atelier.http.Actor;
import org.atelier.http.ErrorRenderer;
import org.atelier.http.HttpFixture;
import org.atelier.http.Json;
import org.atelier.http.Route;
import org.atelier.http.RoutingServlet;

/**
 * Routes of the API over real HTTP; {@code Bearer t} is the administrator, {@code Bearer e} an editor, {@code Bearer v} a
 * viewer, {@code Bearer anna/editor} an editor of that name. What is answered to requests made here must be as the API's description says.
 */
final class ApiFixture implements AutoCloseable {
    private static final Described DESCRIBED = new Described();
    private static final Map<String, Actor> ACTORS = Map.of(
            "Bearer t", new Actor("administrator", Access.ADMINISTRATOR, Optional.empty()),
            "Bearer e", new Actor("eve", Access.EDITOR, Optional.empty()),
            "Bearer v", new Actor("vic", Access.VIEWER, Optional.empty()));

    final HttpFixture http;

    ApiFixture(List<Route> routes) {
        http = HttpFixture.start(Map.of(
                "/api/v1/*",
                new RoutingServlet(
                        routes,
                        request -> request.header("Authorization").flatMap(ApiFixture::actor),
                        ErrorRenderer.PROBLEM_JSON)));
    }

    private static Optional<Actor> actor(String header) {
        if (ACTORS.containsKey(header)) {
            return Optional.of(ACTORS.get(header));
        }
        var parts = header.replaceFirst("^Bearer ", "").split("/");
        return parts.length == 2
                ? Optional.of(new Actor(
                        parts[0], Access.valueOf(parts[1].toUpperCase(java.util.Locale.ROOT)), Optional.empty()))
                : Optional.empty();
    }

    /** A request of somebody else, such as {@code anna/editor}, below the API's root. */
    HttpResponse<String> sendAs(String who, String method, String target, String type, String body) {
        var request = http.request("/api/v1" + target).method(method, BodyPublishers.ofString(body));
        if (!who.isEmpty()) {
            request.header("Authorization", "Bearer " + who);
        }
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        return http.send(request);
    }

    /** A request of the administrator below the API's root. */
    HttpRequest.Builder request(String target) {
        return http.request("/api/v1" + target)
                .header("Authorization", "Bearer t")
                .header("X-Request-Id", "r-1");
    }

    HttpResponse<String> get(String target) {
        return send(request(target));
    }

    HttpResponse<String> send(String method, String target) {
        return send(request(target).method(method, BodyPublishers.noBody()));
    }

    HttpResponse<String> post(String target, String json) {
        return send(body(request(target), "POST", json));
    }

    /** The request with a JSON body. */
    static HttpRequest.Builder body(HttpRequest.Builder request, String method, String json) {
        return request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(json));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        var answer = http.send(request);
        var asked = answer.request();
        DESCRIBED.require(asked.method(), asked.uri().getRawPath().substring("/api/v1".length()), answer);
        return answer;
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("none");
    }

    static JsonNode assertProblem(int status, String code, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals("application/problem+json", header(answer, "Content-Type"));
        var problem = json(answer);
        assertEquals(code, problem.get("code").textValue(), answer.body());
        return problem;
    }

    @Override
    public void close() {
        http.close();
    }
}
