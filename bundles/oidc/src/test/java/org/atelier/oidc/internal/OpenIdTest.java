package org.atelier.oidc.internal;

import java.time.Instant;
import org.atelier.security.AccountStore;
import org.atelier.security.SessionStore;
import org.atelier.security.internal.MemoryStore;

/** The whole way, with accounts in memory. */
class OpenIdTest extends OpenIdContract {
    private final MemoryStore store = new MemoryStore(Instant::now);

    @Override
    protected AccountStore accounts() {
        return store;
    }

    @Override
    protected SessionStore sessions() {
        return store;
    }
}
