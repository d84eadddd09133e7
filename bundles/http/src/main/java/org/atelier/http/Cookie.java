package org.atelier.http;

import java.time.Duration;
import java.util.Optional;

/**
 * A cookie to be set: HttpOnly, SameSite=Lax, for every path below {@link BasePath}.
 *
 * @param secure whether it may only travel encrypted
 * @param maxAge how long to keep it; zero removes it; empty until the browser closes
 */
public record Cookie(String name, String value, boolean secure, Optional<Duration> maxAge) {
    /** The cookie that removes the one of this name. */
    public static Cookie removal(String name, boolean secure) {
        return new Cookie(name, "", secure, Optional.of(Duration.ZERO));
    }
}
