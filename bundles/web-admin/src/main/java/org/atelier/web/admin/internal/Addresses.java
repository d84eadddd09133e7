package org.atelier.web.admin.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.atelier.http.Request;

/** Addresses of ours as others call them. */
final class Addresses {
    private Addresses() {}

    /** The address of a path of ours by which the browser that asks reaches it; empty if it does not say at which host. */
    static Optional<URI> absolute(Request request, String path) {
        try {
            return Optional.of(new URI(AccountPages.address(request) + path)).filter(URI::isAbsolute);
        } catch (URISyntaxException _) {
            // a name that is none: it says nothing then
            return Optional.empty();
        }
    }
}
