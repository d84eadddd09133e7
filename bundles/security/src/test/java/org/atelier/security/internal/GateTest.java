package org.atelier.security.internal;

import org.atelier.security.AccountStore;
import org.atelier.security.SessionStore;

class GateTest extends GateContract {
    private final MemoryStore store = new MemoryStore(now::get);

    @Override
    protected AccountStore accounts() {
        return store;
    }

    @Override
    protected SessionStore sessions() {
        return store;
    }
}
