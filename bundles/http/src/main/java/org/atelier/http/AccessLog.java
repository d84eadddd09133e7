package org.atelier.http;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Locale;
import org.eclipse.jetty.server.Request.AuthenticationState;

/** Tells Jetty's request log, whose {@code %u} is the user, who sent a request. */
final class AccessLog {
    private AccessLog() {}

    static void user(HttpServletRequest request, String name) {
        // the same attribute that Jetty's own Request.setAuthenticationState sets
        request.setAttribute(AuthenticationState.class.getName(), new Known(() -> name));
    }

    private record Known(Principal principal) implements AuthenticationState {
        @Override
        public Principal getUserPrincipal() {
            return principal;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "Known[%s]", principal.getName());
        }
    }
}
