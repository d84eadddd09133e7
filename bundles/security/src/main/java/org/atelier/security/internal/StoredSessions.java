package org.atelier.security.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.atelier.http.Request;
import org.atelier.security.Account;
import org.atelier.security.Held;
import org.atelier.security.SessionStore;
import org.atelier.security.Sessions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sessions as the store keeps them. */
@Component
public final class StoredSessions implements Sessions {
    /** How exactly the last use is noted: not every request shall write. */
    static final Duration COARSE = Duration.ofMinutes(1);

    private final SessionStore store;
    private final InstantSource clock;
    private final Browsers browsers;

    @Activate
    public StoredSessions(@Reference SessionStore store) {
        this(store, InstantSource.system());
    }

    StoredSessions(SessionStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        browsers = new Browsers(store, clock);
    }

    @Override
    public List<Session> of(Account account) {
        var now = clock.instant();
        return store.of(account.id(), now.minus(MAX_AGE), now.minus(MAX_IDLE));
    }

    @Override
    public List<Held<Session>> everybodys() {
        var now = clock.instant();
        return store.sessions(now.minus(MAX_AGE), now.minus(MAX_IDLE));
    }

    @Override
    public boolean end(Account account, long id) {
        return store.end(account.id(), id);
    }

    @Override
    public int endAll(Account account, Optional<Long> but) {
        return store.endAll(account.id(), but);
    }

    @Override
    public Optional<Long> current(Request request) {
        if (request.header("Authorization").isPresent()) {
            return Optional.empty();
        }
        return Browsers.id(request).flatMap(browsers::use).map(SessionStore.Found::id);
    }
}
