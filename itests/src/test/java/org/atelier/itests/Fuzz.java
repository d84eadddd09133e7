package org.atelier.itests;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Makes requests out of everything that can be asked: of the API what its description says, of the pages what their links
 * and forms do. Most of a request is as it should be, so that it gets far; some of it is not.
 */
final class Fuzz {
    private static final int PAGES = 90;

    /** What programs have stumbled over. */
    private static final List<String> NASTY = List.of(
            "",
            " ",
            "0",
            "-1",
            "1",
            "2147483648",
            "99999999999999999999",
            "1e999",
            "NaN",
            "null",
            "true",
            "..",
            "../../etc/passwd",
            "..\\..\\x",
            "'",
            "''; drop table event; --",
            "%",
            "%s%n%d",
            "${jndi:ldap://127.0.0.1/x}",
            "{{7*7}}",
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "a\r\nX-Injected: yes",
            "\u0000",
            "\u202E\u0301\uFEFF",
            "𝕬ä漢😀",
            "x".repeat(5_000),
            "2016-02-30",
            "2016-04-06",
            "9999-12-31T23:59:59Z",
            "0000-00-00",
            "-999999999-01-01",
            "2026-03-01T00:00:00Z");

    /**
     * A request to be sent as it is.
     *
     * @param body empty, or with its media type
     */
    record Attack(String method, String target, Optional<String> type, byte[] body) {
        byte[] bytes(String token) {
            var head = "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer %s\r\n%s%s\r\n"
                    .formatted(
                            method,
                            target,
                            token,
                            type.map(it -> "Content-Type: " + it + "\r\n").orElse(""),
                            type.isPresent() ? "Content-Length: " + body.length + "\r\n" : "");
            var bytes = new java.io.ByteArrayOutputStream();
            bytes.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
            bytes.writeBytes(body);
            return bytes.toByteArray();
        }

        @Override
        public String toString() {
            return method + " " + target + type.map(it -> " " + it).orElse("") + " "
                    + new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Something that can be asked: a path with variables in braces, and what comes with it. */
    private record Operation(
            String method, String path, List<String> query, Map<String, List<String>> form, Optional<Object> schema) {}

    private final List<Operation> ofTheApi = new ArrayList<>();
    private final List<Operation> links = new ArrayList<>();
    private final List<Operation> forms = new ArrayList<>();
    private final List<List<Operation>> byKind = List.of(ofTheApi, links, forms);
    private final List<String> words = new ArrayList<>();
    private Map<?, ?> description;

    /** Reads the description of the API, and walks through the pages. */
    static Fuzz of(InstalledAtelier atelier) throws IOException, InterruptedException {
        var fuzz = new Fuzz();
        fuzz.readDescription(atelier.get("/api/v1/openapi.yaml"));
        fuzz.readPages(atelier);
        return fuzz;
    }

    /** How many different things can be asked: of the API, by links, by forms. */
    List<Integer> sizes() {
        return byKind.stream().map(List::size).toList();
    }

    // ------------------------------------------------------------------------------------------ what can be asked

    private void readDescription(String text) {
        description = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        map(description.get("paths"))
                .forEach((path, methods) -> map(methods).forEach((method, operation) -> {
                    if (List.of("get", "put", "post", "delete").contains(method)) {
                        var parameters = new ArrayList<Object>(list(map(methods).get("parameters")));
                        parameters.addAll(list(map(operation).get("parameters")));
                        var query = parameters.stream()
                                .map(this::resolved)
                                .filter(parameter -> "query".equals(parameter.get("in")))
                                .map(parameter -> parameter.get("name").toString())
                                .toList();
                        var content =
                                map(resolved(map(operation).get("requestBody")).get("content"));
                        ofTheApi.add(new Operation(
                                method.toString().toUpperCase(Locale.ROOT),
                                "/api/v1" + path,
                                query,
                                Map.of(),
                                Optional.ofNullable(
                                        map(content.get("application/json")).get("schema"))));
                    }
                }));
    }

    private void readPages(InstalledAtelier atelier) throws IOException, InterruptedException {
        var toSee = new ArrayDeque<>(List.of("/workshops/"));
        var shapes = new HashSet<String>();
        var found = new TreeSet<String>();
        for (int seen = 0; seen < PAGES && !toSee.isEmpty(); seen++) {
            var answer = atelier.send(atelier.asAdministrator(toSee.remove()));
            if (!answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
                continue;
            }
            var page = Jsoup.parse(answer.body());
            for (var link : page.select("a[href^=/workshops/]")) {
                var parts = link.attr("href").replaceFirst("#.*", "").split("\\?", 2);
                found.addAll(List.of(parts[0].split("/")));
                var query = parts.length < 2
                        ? List.<String>of()
                        : List.of(parts[1].split("&")).stream()
                                .map(pair -> pair.replaceFirst("=.*", ""))
                                .toList();
                if (shapes.add(shape(parts[0]) + query)) {
                    links.add(new Operation("GET", parts[0], query, Map.of(), Optional.empty()));
                    toSee.add(link.attr("href").replaceFirst("#.*", ""));
                }
            }
            for (var form : page.select("form[action]")) {
                var fields = new LinkedHashMap<String, List<String>>();
                for (var field : form.select("[name]")) {
                    var values = field.select("option").eachAttr("value");
                    fields.computeIfAbsent(field.attr("name"), _ -> new ArrayList<>())
                            .addAll(values.isEmpty() ? List.of(field.attr("value")) : values);
                }
                var path = form.attr("action").replaceFirst("[?#].*", "");
                if (shapes.add(form.attr("method") + shape(path) + fields.keySet())) {
                    var get = form.attr("method").equals("get");
                    forms.add(
                            get
                                    ? new Operation(
                                            "GET", path, List.copyOf(fields.keySet()), Map.of(), Optional.empty())
                                    : new Operation("POST", path, List.of(), fields, Optional.empty()));
                }
            }
        }
        words.addAll(found);
    }

    /** A path with what looks like the name of a record taken out, so that a thousand events are one shape. */
    private static String shape(String path) {
        return List.of(path.split("/")).stream()
                .map(segment -> segment.matches("[a-z_]{2,20}") ? segment : "*")
                .collect(Collectors.joining("/"));
    }

    // --------------------------------------------------------------------------------------------- what is asked

    /** The next request, as chance has it. */
    Attack next(Random random) {
        // the three kinds as often as each other: pages link to far more addresses than there are others
        var operation = pick(random, pick(random, byKind));
        var method =
                random.nextInt(40) == 0 ? pick(random, List.of("PATCH", "HEAD", "PUT", "TRACE")) : operation.method();
        var target = path(random, operation.path()) + query(random, operation.query());
        if (operation.schema().isPresent()) {
            var json = random.nextInt(20) == 0
                    ? "{\"a\":"
                    : json(random, operation.schema().get(), 0);
            return new Attack(method, target, type(random, "application/json"), json.getBytes(StandardCharsets.UTF_8));
        }
        if (!operation.form().isEmpty()) {
            var body = operation.form().entrySet().stream()
                    .filter(_ -> random.nextInt(10) > 0)
                    .map(field -> field.getKey() + "=" + escaped(random, value(random, field.getValue())))
                    .collect(Collectors.joining("&"));
            return new Attack(
                    method,
                    target,
                    type(random, "application/x-www-form-urlencoded"),
                    body.getBytes(StandardCharsets.ISO_8859_1));
        }
        return new Attack(method, target, Optional.empty(), new byte[0]);
    }

    private Optional<String> type(Random random, String right) {
        return Optional.of(
                random.nextInt(30) == 0 ? pick(random, List.of("text/plain", "multipart/form-data", ";;;")) : right);
    }

    private String path(Random random, String template) {
        return List.of(template.split("/", -1)).stream()
                .map(segment -> segment.startsWith("{") || random.nextInt(25) == 0
                        ? escaped(random, value(random, words))
                        : segment)
                .collect(Collectors.joining("/"));
    }

    private String query(Random random, List<String> names) {
        var pairs = names.stream()
                .filter(_ -> random.nextInt(3) > 0)
                .map(name -> name + "=" + escaped(random, value(random, words)))
                .collect(Collectors.toCollection(ArrayList::new));
        if (random.nextInt(25) == 0) {
            pairs.add("nobody=knows");
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    private static String value(Random random, List<String> good) {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> pick(random, NASTY);
            case 3 ->
                random.ints(random.nextInt(12), 0x20, 0x2FF)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
            default -> good.isEmpty() ? "1" : pick(random, good);
        };
    }

    /** Mostly as a browser would; sometimes as it must not be. */
    private static String escaped(Random random, String value) {
        var escaped = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        return switch (random.nextInt(40)) {
            case 0 -> escaped + "%zz";
            case 1 -> escaped + "%C3";
            case 2 -> escaped + ";x=y";
            default -> escaped;
        };
    }

    private String json(Random random, Object of, int depth) {
        var schema = resolved(of);
        for (var choice : List.of("oneOf", "anyOf", "allOf")) {
            if (schema.get(choice) instanceof List<?> several) {
                return json(random, several.get(random.nextInt(several.size())), depth + 1);
            }
        }
        if (random.nextInt(15) == 0 || depth > 6) {
            return pick(
                    random, List.of("null", "0", "-1e400", "\"\"", "[]", "{}", "true", "\"\\ud800\"", "[[[[[]]]]]"));
        }
        if (schema.get("enum") instanceof List<?> words && random.nextInt(5) > 0) {
            return quoted(pick(random, words).toString());
        }
        var type = schema.get("type") instanceof List<?> several ? several.getFirst() : schema.get("type");
        return switch (String.valueOf(type)) {
            case "object" -> object(random, schema, depth);
            case "array" ->
                random.ints(random.nextInt(4), 0, 1)
                        .mapToObj(_ -> json(random, map(schema.get("items")), depth + 1))
                        .collect(Collectors.joining(",", "[", "]"));
            case "integer", "number" -> pick(random, List.of("1", "0", "-1", "7", "99999999999999999999", "1.5"));
            case "boolean" -> random.nextBoolean() ? "true" : "false";
            default -> quoted(value(random, words));
        };
    }

    private String object(Random random, Map<?, ?> schema, int depth) {
        var members = new ArrayList<String>();
        map(schema.get("properties")).forEach((name, of) -> {
            if (random.nextInt(6) > 0) {
                members.add(quoted(name.toString()) + ":" + json(random, of, depth + 1));
            }
        });
        if (schema.get("additionalProperties") instanceof Map<?, ?> of || random.nextInt(20) == 0) {
            members.add(quoted(value(random, words)) + ":"
                    + json(random, map(schema.get("additionalProperties")), depth + 1));
        }
        return "{" + String.join(",", members) + "}";
    }

    private static String quoted(String text) {
        return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
    }

    private static <T> T pick(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private Map<?, ?> resolved(Object node) {
        var map = map(node);
        if (!(map.get("$ref") instanceof String reference)) {
            return map;
        }
        Object found = description;
        for (var step : reference.substring("#/".length()).split("/")) {
            found = map(found).get(step);
        }
        return resolved(found);
    }

    private static Map<?, ?> map(Object node) {
        return node instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(Object node) {
        return node instanceof List<?> list ? list : List.of();
    }
}
