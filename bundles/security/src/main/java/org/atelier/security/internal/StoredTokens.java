package org.atelier.security.internal;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.atelier.http.Access;
import org.atelier.security.Account;
import org.atelier.security.ApiTokens;
import org.atelier.security.Held;
import org.atelier.security.Outcome;
import org.atelier.security.SessionStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tokens as the store keeps them. */
@Component
public final class StoredTokens implements ApiTokens {
    private static final Logger LOG = LoggerFactory.getLogger(StoredTokens.class);

    /** How exactly the last use is noted. */
    static final Duration COARSE = Duration.ofHours(1);

    private final SessionStore store;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    @Activate
    public StoredTokens(@Reference SessionStore store) {
        this(store, InstantSource.system());
    }

    StoredTokens(SessionStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public List<ApiToken> of(Account account) {
        return store.tokens(account.id());
    }

    @Override
    public List<Held<ApiToken>> everybodys() {
        return store.tokens(clock.instant());
    }

    @Override
    public Outcome<Made> make(Account account, String typed, Access access, int days) {
        var name = typed.strip();
        if (name.isEmpty() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            return new Outcome.Refused<>(
                    "name", "Say what the token is for, in one line of at most %d characters.".formatted(MAX_NAME));
        }
        if (access == Access.PUBLIC || !account.access().covers(access)) {
            return new Outcome.Refused<>(
                    "access",
                    "A token may do no more than you: you are "
                            + account.access().withArticle() + ".");
        }
        if (days < 1 || days > MAX_DAYS) {
            return new Outcome.Refused<>("days", "A token lives from 1 to %d days.".formatted(MAX_DAYS));
        }
        if (of(account).size() >= MOST) {
            return new Outcome.Refused<>(
                    "", "You have %d tokens already; revoke one that is not needed.".formatted(MOST));
        }
        var secret = PREFIX + Secret.newText(random);
        var now = clock.instant();
        return switch (store.add(
                account.id(), Secret.of(secret).bytes(), name, access, now, now.plus(Duration.ofDays(days)))) {
            case Outcome.Done<ApiToken>(var token) -> {
                LOG.info("{} made the token {}", account.name(), token.id());
                yield new Outcome.Done<>(new Made(token, secret));
            }
            case Outcome.Refused<ApiToken>(var field, var reason) -> new Outcome.Refused<>(field, reason);
            case Outcome.Missing<ApiToken>() -> new Outcome.Missing<>();
        };
    }

    @Override
    public boolean revoke(Account account, long id) {
        var had = store.revoke(account.id(), id);
        if (had) {
            LOG.info("The token {} of {} was revoked", id, account.name());
        }
        return had;
    }
}
