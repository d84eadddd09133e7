package org.atelier.web.admin.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;

/** The style sheets, scripts and pictures of the pages. All come from here; pages need no other host. */
public final class Assets {
    private static final String BASE = "/workshops/static/";

    /** How many hexadecimal digits of the content's SHA-256 stand in its address. */
    private static final int HASH_DIGITS = 16;

    private static final Map<String, String> FILES = Map.of(
            "bootstrap.min.css", "text/css;charset=utf-8",
            "atelier.css", "text/css;charset=utf-8",
            "htmx.min.js", "text/javascript;charset=utf-8",
            "atelier.js", "text/javascript;charset=utf-8",
            "favicon.svg", "image/svg+xml");

    private final Map<String, Asset> byName = new LinkedHashMap<>();
    private final Map<String, Asset> byAddress;

    Assets() {
        FILES.forEach((name, mediaType) -> byName.put(name, read(name, mediaType)));
        byAddress = byName.values().stream().collect(Collectors.toMap(Asset::address, Function.identity()));
    }

    private static Asset read(String name, String mediaType) {
        try (var in = Assets.class.getResourceAsStream("/static/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the bundle lacks static/" + name);
            }
            var content = in.readAllBytes();
            var hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content))
                    .substring(0, HASH_DIGITS);
            var dot = name.lastIndexOf('.');
            var address = BASE + name.substring(0, dot) + "-" + hash + name.substring(dot);
            return new Asset(address, mediaType, "\"" + hash + "\"", content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Where the file of this name is served. */
    public String url(String name) {
        return Optional.ofNullable(byName.get(name))
                .map(Asset::address)
                .orElseThrow(() -> new IllegalArgumentException("there is no static file " + name));
    }

    List<Route> routes() {
        return List.of(Route.get(BASE + "{file}", Access.PUBLIC, this::serve));
    }

    private Response serve(Request request) {
        var asset = Optional.ofNullable(byAddress.get(BASE + request.variable("file")))
                .orElseThrow(() -> Problem.notFound(
                                "not-found", "Not found", "There is no file " + request.variable("file") + " here.")
                        .exception());
        return Response.bytes(200, asset.mediaType(), asset.content())
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .header("ETag", asset.etag());
    }
}
