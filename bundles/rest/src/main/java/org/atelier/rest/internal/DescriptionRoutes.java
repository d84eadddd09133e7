package org.atelier.rest.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.atelier.http.Access;
import org.atelier.http.Response;
import org.atelier.http.Route;

/** The description of this API, which a test compares with its routes. */
final class DescriptionRoutes {
    private static final String FILE = "openapi.yaml";

    private final byte[] description;

    DescriptionRoutes() {
        try (var in = DescriptionRoutes.class.getResourceAsStream(FILE)) {
            description = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    List<Route> routes() {
        return List.of(Route.get(
                Api.ROOT + "/" + FILE, Access.PUBLIC, _ -> Response.bytes(200, "application/yaml", description)));
    }
}
