package org.atelier.http;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The port through which routes learn who sends a request; security implements it. */
@ProviderType
public interface Authenticator {
    /** Who sends this request; empty if it proves nothing, or proves it wrongly. */
    Optional<Actor> identify(Request request);

    /** Knows nobody, so that only public routes answer. */
    Authenticator NOBODY = _ -> Optional.empty();
}
