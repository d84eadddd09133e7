package org.atelier.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.atelier.http.Access;
import org.atelier.http.Route;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class DescriptionTest {
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)}");

    private final List<Route> routes = Fakes.everyRoute();
    private final Map<?, ?> description = description();

    private Map<?, ?> description() {
        try (var api = new ApiFixture(routes)) {
            var answer = api.http.get("/api/v1/openapi.yaml");
            assertEquals(200, answer.statusCode());
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(answer.body());
        }
    }

    @Test
    void the_description_names_every_route_with_its_parameters_and_access_and_no_other() {
        var served = new TreeMap<String, String>();
        for (var route : routes) {
            var parameters = new TreeSet<String>();
            route.query().forEach(name -> parameters.add("query " + name));
            VARIABLE.matcher(route.path()).results().forEach(found -> parameters.add("path " + found.group(1)));
            // AMY's trailing slash is described in words
            served.put(
                    route.method() + " " + route.path().replaceAll("/$", ""),
                    (route.access() == Access.PUBLIC ? "public " : "") + parameters + " "
                            + new TreeSet<>(route.consumes()));
        }
        assertEquals(lines(served), lines(described()));
    }

    private Map<String, String> described() {
        var described = new TreeMap<String, String>();
        map(description.get("paths"))
                .forEach((path, methods) -> map(methods).forEach((method, operation) -> {
                    var parameters = new TreeSet<String>();
                    for (var parameter : list(map(operation).get("parameters"))) {
                        var resolved = resolve(map(parameter));
                        // routes do not say which headers they read
                        if (!"header".equals(resolved.get("in"))) {
                            parameters.add(resolved.get("in") + " " + resolved.get("name"));
                        }
                    }
                    var body = map(operation).get("requestBody");
                    var consumes = new TreeSet<Object>(
                            body == null
                                    ? List.of()
                                    : map(map(body).get("content")).keySet());
                    var open = map(operation).containsKey("security")
                            && list(map(operation).get("security")).isEmpty();
                    described.put(
                            method.toString().toUpperCase(Locale.ROOT) + " " + ("/api/v1" + path).replaceAll("/$", ""),
                            (open ? "public " : "") + parameters + " " + consumes);
                }));
        return described;
    }

    @Test
    void every_reference_leads_somewhere() {
        var references = new ArrayList<String>();
        collect(description, references);
        assertTrue(references.size() > 50, "only " + references.size());
        references.forEach(reference -> assertTrue(!find(reference).isEmpty(), reference));
    }

    private void collect(Object node, List<String> references) {
        switch (node) {
            case Map<?, ?> map -> {
                if (map.get("$ref") instanceof String reference) {
                    references.add(reference);
                }
                map.values().forEach(value -> collect(value, references));
            }
            case List<?> list -> list.forEach(value -> collect(value, references));
            case null, default -> {}
        }
    }

    private Map<?, ?> resolve(Map<?, ?> parameter) {
        return parameter.get("$ref") instanceof String reference ? find(reference) : parameter;
    }

    private Map<?, ?> find(String reference) {
        Map<?, ?> found = description;
        for (var name : reference.substring(2).split("/")) {
            found = map(found.get(name));
        }
        return found;
    }

    private static Map<?, ?> map(Object node) {
        return node instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(Object node) {
        return node instanceof List<?> list ? list : List.of();
    }

    private static String lines(Map<String, String> map) {
        var lines = new StringBuilder();
        map.forEach((key, value) -> lines.append(key).append(": ").append(value).append('\n'));
        return lines.toString();
    }
}
