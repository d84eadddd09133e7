package org.atelier.security;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.atelier.http.Cookie;
import org.atelier.http.Request;
import org.osgi.annotation.versioning.ProviderType;

/** Signs browsers in whose holders prove elsewhere who they are. */
@ProviderType
public interface OpenId {
    /** What is offered to people; empty where no provider is configured. */
    Optional<IdentityProvider.Offer> offer();

    /**
     * Begins.
     *
     * @param next where to go afterwards; comes back as it is, and is for the caller to check
     * @param back the address to which the browser comes back
     */
    Begun begin(String next, URI back, Request request);

    /**
     * Ends what this browser began; the session it had before, if any, ends.
     *
     * @param back the same address as at the beginning
     */
    Ended end(Returned returned, URI back, Request request);

    /** Lets the browser forget what it began: it is good once. */
    Cookie forget(Request request);

    /** What came of beginning. */
    sealed interface Begun {
        /** Set this cookie and send the browser there. */
        record Send(URI to, Cookie binding) implements Begun {}

        record Away() implements Begun {}
    }

    /** What the browser brought back, as sent. */
    record Returned(Optional<String> state, Optional<String> code, Optional<String> issuer, Optional<String> error) {
        @Override
        public String toString() {
            return "Returned[error=" + error + "]";
        }
    }

    /** What came of it. */
    sealed interface Ended {
        /** A new session; set this cookie. */
        record Accepted(Cookie session, String next) implements Ended {}

        /** @param next empty where it is not known */
        record Failed(Why why, String next) implements Ended {}

        /** Too many attempts from this address. */
        record Throttled(Duration retryAfter, String next) implements Ended {}
    }

    /** Why somebody is not signed in. */
    enum Why {
        /** This browser did not begin it, or too long ago. */
        NOT_BEGUN,
        /** The person, or the provider, would not. */
        DECLINED,
        /** What the provider said does not hold. */
        NOT_PROVED,
        /** The provider does not answer. */
        AWAY,
        /** The provider does not vouch for what an account would be called. */
        UNNAMED,
        /** No account goes with it, or it is disabled, or somebody else's: it is not told which. */
        NOBODY
    }
}
