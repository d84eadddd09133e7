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
     * What a link to {@link #connect} must carry, made of the session: it cannot be a form, and a bare link could stand on
     * anybody's page. Empty for who is in no session.
     */
    Optional<String> word(Request request);

    /**
     * Begins to connect the account of whoever is signed in here with who they are elsewhere.
     *
     * @param word what the link carried
     * @param back the address to which the browser comes back
     */
    Begun connect(String word, URI back, Request request);

    /**
     * Where a browser has to go so that its holder is signed out elsewhere as well; to be asked before its session ends.
     * Empty where the session was not opened through the provider, or that offers no such thing, or does not answer.
     *
     * @param back the address to which the provider sends the browser afterwards
     */
    Optional<URI> leave(URI back, Request request);

    /**
     * Ends what this browser began; where that was a sign-in, the session it had before, if any, ends.
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

        /** The link was not ours. */
        record Foreign() implements Begun {}
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

        /** The account of whoever is signed in here is opened by them from now on; the session goes on. */
        record Connected() implements Ended {}

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
        /** They open another account, or somebody else of the provider opens this one. */
        TAKEN,
        /** No account goes with it, or it is disabled, or somebody else's: it is not told which. */
        NOBODY
    }
}
