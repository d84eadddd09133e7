package org.atelier.security;

import java.time.Duration;
import org.atelier.http.Cookie;
import org.atelier.http.Request;
import org.osgi.annotation.versioning.ProviderType;

/** Signs the browsers of administrators in and out. Who has signed in is known to http's Authenticator. */
@ProviderType
public interface Administrators {
    /**
     * Signs a browser in.
     *
     * @param token what the person typed; blanks around it do not matter
     * @param request from which it came: attempts are counted by remote address
     */
    SignIn signIn(String token, Request request);

    /**
     * Ends the session of the request, if it has one.
     *
     * @return the cookie that makes the browser forget it
     */
    Cookie signOut(Request request);

    /** What came of signing in. */
    sealed interface SignIn {
        /** A new session; set this cookie. */
        record Accepted(Cookie session) implements SignIn {}

        /** That is not the token. */
        record Refused() implements SignIn {}

        /** Too many wrong tokens from this address; answer 429 with this in {@code Retry-After}. */
        record Throttled(Duration retryAfter) implements SignIn {}
    }
}
