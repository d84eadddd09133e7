package org.atelier.security.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.atelier.http.Access;
import org.atelier.http.Actor;
import org.atelier.http.Authenticator;
import org.atelier.http.Cookie;
import org.atelier.http.Request;
import org.atelier.security.Account;
import org.atelier.security.AccountStore;
import org.atelier.security.Accounts.Profile;
import org.atelier.security.ApiTokens;
import org.atelier.security.Outcome;
import org.atelier.security.SessionStore;
import org.atelier.security.SignIns;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in who has a session, a token, or the operator's key. Started at once: whoever starts the platform looks for the
 * key before the first request.
 */
@Component(
        service = {SignIns.class, Authenticator.class},
        immediate = true)
public final class Gate implements SignIns, Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    /** The actor of everything that is done with the operator's key. */
    static final String OPERATOR = "administrator";

    private static final String SCHEME = "Bearer ";

    private final Secret key;
    private final AccountStore accounts;
    private final SessionStore sessions;
    private final Passwords passwords;
    private final DemoAccount demo;
    private final Path home;
    private final InstantSource clock;
    private final Throttle throttle;
    private final Browsers browsers;

    @Activate
    public Gate(
            BundleContext context,
            @Reference AccountStore accounts,
            @Reference SessionStore sessions,
            @Reference Passwords passwords)
            throws IOException {
        this(
                AdministratorToken.readOrCreate(Home.of(context), new SecureRandom()),
                accounts,
                sessions,
                passwords,
                DemoAccount.of(context, Home.of(context)),
                Home.of(context),
                InstantSource.system());
    }

    Gate(
            Secret key,
            AccountStore accounts,
            SessionStore sessions,
            Passwords passwords,
            DemoAccount demo,
            Path home,
            InstantSource clock) {
        this.key = key;
        this.accounts = accounts;
        this.sessions = sessions;
        this.passwords = passwords;
        this.demo = demo;
        this.home = home;
        this.clock = clock;
        throttle = new Throttle(sessions, clock);
        browsers = new Browsers(sessions, clock);
    }

    // ------------------------------------------------------------------------------------------------ who sends it

    @Override
    public Optional<Actor> identify(Request request) {
        var header = request.header("Authorization");
        if (header.isPresent()) {
            // a request that shows a token stands or falls with it, whatever its cookies say
            return bearer(header.get()).flatMap(this::bearing);
        }
        return Browsers.id(request).flatMap(id -> browsers.use(id).flatMap(found -> actor(id, found)));
    }

    private Optional<Actor> bearing(String sent) {
        if (Secret.of(sent).equals(key)) {
            return Optional.of(new Actor(OPERATOR, Access.ADMINISTRATOR, Optional.empty()));
        }
        if (!sent.startsWith(ApiTokens.PREFIX)
                || !Browsers.RANDOM
                        .matcher(sent.substring(ApiTokens.PREFIX.length()))
                        .matches()) {
            return Optional.empty();
        }
        var now = clock.instant();
        return sessions.bearer(Secret.of(sent).bytes(), now.minus(StoredTokens.COARSE), now)
                .map(bearer -> new Actor(bearer.name(), bearer.access(), Optional.empty()));
    }

    private static Optional<String> bearer(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(authorization.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private Optional<Actor> actor(String id, SessionStore.Found found) {
        // made of the id, which is nowhere kept: whoever can read the database cannot forge a form
        var csrf = Optional.of(Secret.of("form " + id).text());
        return found.account()
                .map(holder -> new Actor(holder.name(), holder.access(), csrf))
                .or(() -> found.operatorKey()
                        .filter(shown -> Secret.of(key.text()).equals(Secret.ofHash(shown)))
                        .map(_ -> new Actor(OPERATOR, Access.ADMINISTRATOR, csrf)));
    }

    // ------------------------------------------------------------------------------------------------ signing in

    @Override
    public SignIn signIn(String typed, String password, Request request) {
        var name = Rules.folded(typed);
        var wait = throttle.attempt(request.remoteAddress(), Optional.of(name));
        if (wait.isPresent()) {
            // also for the right password: the answer must not tell whether it was
            return new SignIn.Throttled(wait.get());
        }
        var credentials = accounts.credentials(name);
        var right = password.length() <= 2 * Rules.MAX_PASSWORD && passwords.fits(password, credentials);
        var account = credentials.map(AccountStore.Credentials::account);
        if (!right || !demo.permits(password) || !account.orElseThrow().active()) {
            LOG.info("{} tried to sign in in vain", request.remoteAddress());
            return new SignIn.Refused();
        }
        throttle.succeeded(request.remoteAddress(), Optional.of(name));
        var id = account.orElseThrow().id();
        credentials
                .flatMap(AccountStore.Credentials::hash)
                .filter(passwords::isOutdated)
                .ifPresent(_ -> accounts.rehash(id, passwords.hash(password)));
        LOG.info("{} signed in from {}", name, request.remoteAddress());
        return new SignIn.Accepted(browsers.begin(id, request));
    }

    @Override
    public SignIn signInWithKey(String typed, Request request) {
        var address = request.remoteAddress();
        var wait = throttle.attempt(address, Optional.empty());
        if (wait.isPresent()) {
            return new SignIn.Throttled(wait.get());
        }
        if (!Secret.of(typed.strip()).equals(key)) {
            LOG.info("{} tried to sign in with a wrong key", address);
            return new SignIn.Refused();
        }
        throttle.succeeded(address, Optional.empty());
        LOG.info("{} signed in with the operator's key", address);
        return new SignIn.Accepted(browsers.beginWithKey(Secret.of(key.text()).bytes(), request));
    }

    @Override
    public Cookie signOut(Request request) {
        browsers.end(request);
        return Cookie.removal(Browsers.COOKIE, request.secure());
    }

    // ------------------------------------------------------------------------------------------------ links

    @Override
    public Optional<Welcome> welcome(String code) {
        return link(code).flatMap(hash -> accounts.link(hash, clock.instant()));
    }

    private static Optional<byte[]> link(String code) {
        return Optional.of(code.strip())
                .filter(typed -> Browsers.RANDOM.matcher(typed).matches())
                .map(typed -> Secret.of(typed).bytes());
    }

    @Override
    public Outcome<Cookie> accept(String code, Optional<Profile> profile, String password, Request request) {
        var hash = link(code);
        var welcome = hash.flatMap(found -> accounts.link(found, clock.instant()));
        if (welcome.isEmpty()) {
            return new Outcome.Missing<>();
        }
        return switch (welcome.get()
                .account()
                .map(this::known)
                .orElseGet(() -> profile.map(Gate::first).orElseGet(Outcome.Missing::new))) {
            case Outcome.Missing<Profile>() -> new Outcome.Missing<>();
            case Outcome.Refused<Profile>(var field, var reason) -> new Outcome.Refused<>(field, reason);
            case Outcome.Done<Profile>(var holder) ->
                Rules.<Cookie>refusePassword(password, holder.name())
                        .orElseGet(() ->
                                use(hash.orElseThrow(), welcome.get().account().isEmpty(), holder, password, request));
        };
    }

    private Outcome<Profile> known(Account account) {
        return new Outcome.Done<>(
                new Profile(account.name(), account.displayName(), account.access(), account.person()));
    }

    private static Outcome<Profile> first(Profile typed) {
        var profile =
                Rules.folded(new Profile(typed.name(), typed.displayName(), Access.ADMINISTRATOR, Optional.empty()));
        return Rules.<Profile>refuse(profile).orElseGet(() -> new Outcome.Done<>(profile));
    }

    private Outcome<Cookie> use(byte[] link, boolean first, Profile holder, String password, Request request) {
        var hash = passwords.hash(password);
        var now = clock.instant();
        var by = new NewOperation(
                first ? "account.create" : "account.password",
                holder.name(),
                request.id(),
                first ? "the first account, by the link of the start" : "by a one-time link");
        var done = first ? accounts.createFirst(link, holder, hash, now, by) : accounts.accept(link, hash, now, by);
        return switch (done) {
            case Outcome.Missing<Account>() -> new Outcome.Missing<>();
            case Outcome.Refused<Account>(var field, var reason) -> new Outcome.Refused<>(field, reason);
            case Outcome.Done<Account>(var account) -> {
                LOG.info("{} chose a password from {}", account.name(), request.remoteAddress());
                if (first) {
                    forgetFirstLink();
                }
                yield new Outcome.Done<>(browsers.begin(account.id(), request));
            }
        };
    }

    private void forgetFirstLink() {
        try {
            Files.deleteIfExists(FirstStart.file(home));
        } catch (IOException e) {
            LOG.warn("A link that counts no more stays in {}", FirstStart.file(home), e);
        }
    }

    @Override
    public Optional<Demo> demo() {
        return demo.hint(accounts);
    }
}
