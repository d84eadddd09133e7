package org.atelier.security.internal;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.atelier.domain.NewOperation;
import org.atelier.http.Access;
import org.atelier.http.Actor;
import org.atelier.http.Cookie;
import org.atelier.http.Request;
import org.atelier.security.Account;
import org.atelier.security.AccountStore;
import org.atelier.security.Accounts.Profile;
import org.atelier.security.Identity;
import org.atelier.security.IdentityProvider;
import org.atelier.security.IdentityProvider.Answer;
import org.atelier.security.IdentityProvider.Asked;
import org.atelier.security.IdentityProvider.Offer;
import org.atelier.security.IdentityProvider.Question;
import org.atelier.security.OpenId;
import org.atelier.security.Outcome;
import org.atelier.security.SessionStore;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in whom a provider vouches for. Nothing is kept while somebody is away at the provider: the browser has one secret
 * in a cookie, and state, nonce and PKCE verifier are hashes of it, on whatever node it comes back.
 */
@Component
public final class OpenIdGate implements OpenId {
    private static final Logger LOG = LoggerFactory.getLogger(OpenIdGate.class);

    static final String COOKIE = "atelier_openid";

    /** How long somebody may be away at the provider: long enough to find a second factor. */
    static final Duration VALID = Duration.ofMinutes(10);

    /** The longest address that is remembered, in characters of base64: a cookie has 4,096 bytes in all. */
    private static final int MAX_NEXT = 3_000;

    /** At the end of what a browser that is to be connected remembers. */
    private static final String CONNECT = ".connect";

    /** A secret, when it was made, and where to go afterwards. */
    private static final Pattern BINDING = Pattern.compile(
            "[A-Za-z0-9_-]{43}\\.([0-9]{1,11})\\.([A-Za-z0-9_-]{0," + MAX_NEXT + "})(\\" + CONNECT + ")?");

    private final IdentityProvider provider;
    private final AccountStore accounts;
    private final Optional<Access> levelOfNew;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Throttle throttle;
    private final Browsers browsers;

    @Activate
    public OpenIdGate(
            BundleContext context,
            @Reference IdentityProvider provider,
            @Reference AccountStore accounts,
            @Reference SessionStore sessions) {
        this(
                provider,
                accounts,
                sessions,
                level(Optional.ofNullable(context.getProperty("atelier.oidc.access"))
                        .orElse("")),
                InstantSource.system());
    }

    /** @param levelOfNew what those may do who come without an account; empty where they get none */
    OpenIdGate(
            IdentityProvider provider,
            AccountStore accounts,
            SessionStore sessions,
            Optional<Access> levelOfNew,
            InstantSource clock) {
        this.provider = provider;
        this.accounts = accounts;
        this.levelOfNew = levelOfNew;
        this.clock = clock;
        throttle = new Throttle(sessions, clock);
        browsers = new Browsers(sessions, clock);
    }

    static Optional<Access> level(String word) {
        return switch (word) {
            case "" -> Optional.empty();
            case "viewer" -> Optional.of(Access.VIEWER);
            case "editor" -> Optional.of(Access.EDITOR);
            default -> throw new IllegalArgumentException("atelier.oidc.access must be empty, viewer or editor");
        };
    }

    @Override
    public Optional<Offer> offer() {
        return provider.offer();
    }

    // ------------------------------------------------------------------------------------------------ there

    @Override
    public Begun begin(String next, URI back, Request request) {
        var remembered = Base64.getUrlEncoder().withoutPadding().encodeToString(next.getBytes(StandardCharsets.UTF_8));
        var binding = newBinding() + (remembered.length() <= MAX_NEXT ? remembered : "");
        return send(question(binding, back), binding, request);
    }

    private String newBinding() {
        return Secret.newText(random) + "." + clock.instant().getEpochSecond() + ".";
    }

    private Begun send(Question question, String binding, Request request) {
        return switch (provider.ask(question)) {
            case Asked.Send(var to) ->
                new Begun.Send(to, new Cookie(COOKIE, binding, request.secure(), Optional.of(VALID)));
            case Asked.Away() -> new Begun.Away();
        };
    }

    @Override
    public Optional<String> word(Request request) {
        return session(request).map(session -> Secret.of("connect " + session).text());
    }

    /** What only this session knows. */
    private static Optional<String> session(Request request) {
        return request.actor().flatMap(Actor::csrfToken);
    }

    @Override
    public Begun connect(String word, URI back, Request request) {
        if (word(request).filter(word::equals).isEmpty()) {
            LOG.info("{} was led here by a link that is not ours", request.remoteAddress());
            return new Begun.Foreign();
        }
        var binding = newBinding() + CONNECT;
        return send(question(binding, session(request).orElseThrow(), back), binding, request);
    }

    /**
     * The session goes into each hash as well: whoever plants a cookie in a browser cannot have begun with it, and so
     * cannot make their identity open the account of who is signed in there.
     */
    private static Question question(String binding, String session, URI back) {
        return question(binding + " " + session, back);
    }

    /** What was asked when the browser got this; empty where that was in a session that is gone. */
    private static Optional<Question> asked(String binding, URI back, Request request) {
        return binding.endsWith(CONNECT)
                ? session(request).map(session -> question(binding, session, back))
                : Optional.of(question(binding, back));
    }

    /** All of the cookie goes into each hash: none of them tells another, and no part of the cookie can be changed. */
    private static Question question(String binding, URI back) {
        return new Question(
                back,
                Secret.of("state " + binding).text(),
                Secret.of("nonce " + binding).text(),
                Secret.of("verifier " + binding).text());
    }

    @Override
    public Cookie forget(Request request) {
        return Cookie.removal(COOKIE, request.secure());
    }

    // ------------------------------------------------------------------------------------------------ and back

    @Override
    public Ended end(Returned returned, URI back, Request request) {
        var binding = request.cookie(COOKIE).filter(this::counts);
        var question = binding.flatMap(value -> asked(value, back, request));
        var begun = question.flatMap(asked -> returned.state().filter(asked.state()::equals));
        if (begun.isEmpty()) {
            LOG.info("{} came back from the provider without having been sent", request.remoteAddress());
            return new Ended.Failed(Why.NOT_BEGUN, "");
        }
        var next = next(binding.orElseThrow());
        var wait = throttle.attempt(request.remoteAddress(), Optional.empty());
        if (wait.isPresent()) {
            return new Ended.Throttled(wait.get(), next);
        }
        if (returned.error().isPresent() || returned.code().isEmpty()) {
            var declined = returned.error().filter("access_denied"::equals).isPresent();
            LOG.info("The provider did not vouch for {}", request.remoteAddress());
            return new Ended.Failed(declined ? Why.DECLINED : Why.NOT_PROVED, next);
        }
        return switch (provider.redeem(returned.code().get(), returned.issuer(), question.orElseThrow())) {
            case Answer.Proved proved ->
                !Identity.SUBJECT.matcher(proved.subject()).matches()
                        ? misnamed(next)
                        : binding.orElseThrow().endsWith(CONNECT)
                                ? connected(proved, next, request)
                                : proved(proved, next, request);
            case Answer.Refused(var why) -> {
                LOG.warn("What the provider said of {} does not hold: {}", request.remoteAddress(), why);
                yield new Ended.Failed(Why.NOT_PROVED, next);
            }
            case Answer.Away() -> {
                throttle.succeeded(request.remoteAddress(), Optional.empty());
                yield new Ended.Failed(Why.AWAY, next);
            }
        };
    }

    private boolean counts(String binding) {
        var parts = BINDING.matcher(binding);
        if (!parts.matches()) {
            return false;
        }
        var made = Instant.ofEpochSecond(Long.parseLong(parts.group(1)));
        var age = Duration.between(made, clock.instant());
        return !age.isNegative() && age.compareTo(VALID) <= 0;
    }

    private static String next(String binding) {
        var parts = BINDING.matcher(binding);
        return parts.matches() ? new String(Base64.getUrlDecoder().decode(parts.group(2)), StandardCharsets.UTF_8) : "";
    }

    private Ended proved(Answer.Proved proved, String next, Request request) {
        var account = accounts.holder(proved.issuer(), proved.subject());
        if (account.isEmpty() && proved.name().isEmpty()) {
            LOG.info("The provider does not vouch for a name of {}", request.remoteAddress());
            return new Ended.Failed(Why.UNNAMED, next);
        }
        if (account.isEmpty()) {
            account = first(proved, request);
        }
        if (account.filter(Account::active).isEmpty()) {
            LOG.info("{} proved to be somebody without an account, or with a disabled one", request.remoteAddress());
            return new Ended.Failed(Why.NOBODY, next);
        }
        var identity = accounts.identities(account.get().id()).stream()
                .filter(known -> is(known, proved))
                .findFirst();
        if (identity.isEmpty()) {
            LOG.info("{} was unlinked at this moment", account.get().name());
            return new Ended.Failed(Why.NOBODY, next);
        }
        throttle.succeeded(request.remoteAddress(), Optional.empty());
        LOG.info("{} signed in from {} by OpenID Connect", account.get().name(), request.remoteAddress());
        return new Ended.Accepted(
                browsers.beginThrough(identity.get().id(), account.get().id(), request), next);
    }

    private static boolean is(Identity identity, Answer.Proved proved) {
        return identity.issuer().equals(proved.issuer()) && identity.subject().equals(proved.subject());
    }

    private static Ended misnamed(String next) {
        LOG.warn("The provider calls somebody what it may not: up to 255 characters of ASCII are allowed");
        return new Ended.Failed(Why.NOT_PROVED, next);
    }

    /** The account of whoever is signed in here, which this identity opens from now on. */
    private Ended connected(Answer.Proved proved, String next, Request request) {
        var account = accounts.find(request.requireActor().name());
        if (account.isEmpty()) {
            return new Ended.Failed(Why.NOBODY, next);
        }
        throttle.succeeded(request.remoteAddress(), Optional.empty());
        if (accounts.identities(account.get().id()).stream().anyMatch(known -> is(known, proved))) {
            return new Ended.Connected();
        }
        var name = account.get().name();
        var by = new NewOperation("account.identity", name, request.id(), "connected with " + proved.issuer());
        return switch (accounts.addIdentity(account.get().id(), proved.issuer(), proved.subject(), by)) {
            case Outcome.Done<Account> _ -> {
                LOG.info("{} is connected with who they are at {}", name, proved.issuer());
                yield new Ended.Connected();
            }
            case Outcome.Refused<Account>(var _, var reason) -> {
                LOG.info("{} is not connected: {}", name, reason);
                yield new Ended.Failed(Why.TAKEN, next);
            }
            case Outcome.Missing<Account>() -> new Ended.Failed(Why.NOBODY, next);
        };
    }

    // ------------------------------------------------------------------------------------------------ out

    @Override
    public Optional<URI> leave(URI back, Request request) {
        return Browsers.id(request)
                .flatMap(browsers::use)
                .filter(SessionStore.Found::elsewhere)
                .filter(_ -> provider.offer().isPresent())
                .flatMap(_ -> provider.leave(back));
    }

    // ------------------------------------------------------------------------------------------------ new ones

    /** The account of somebody who comes for the first time; from then on, the identity counts and no name. */
    private Optional<Account> first(Answer.Proved proved, Request request) {
        var told = proved.name().orElseThrow();
        // before it is made small: other letters become a k or an i by that
        var name = told.chars().allMatch(letter -> letter < 128) ? Rules.folded(told) : "";
        if (!Account.NAME.matcher(name).matches()) {
            LOG.info("The provider calls somebody what no account is called");
            return Optional.empty();
        }
        var by = new NewOperation(
                "account.identity", name, request.id(), "signed in through " + proved.issuer() + " for the first time");
        var known = accounts.find(name);
        var outcome = known.isPresent()
                ? accounts.addIdentity(known.get().id(), proved.issuer(), proved.subject(), by)
                : create(name, proved, by);
        return switch (outcome) {
            case Outcome.Done<Account>(var account) -> Optional.of(account);
            case Outcome.Refused<Account>(var _, var reason) -> {
                LOG.info("{} is not opened: {}", name, reason);
                // by another request of the same browser, perhaps
                yield accounts.holder(proved.issuer(), proved.subject());
            }
            case Outcome.Missing<Account>() -> Optional.empty();
        };
    }

    private Outcome<Account> create(String name, Answer.Proved proved, NewOperation by) {
        // the first account is made by the link of the start, and is an administrator's
        if (levelOfNew.isEmpty() || !accounts.any()) {
            return new Outcome.Missing<>();
        }
        var profile = new Profile(name, displayName(proved, name), levelOfNew.get(), Optional.empty());
        return Rules.<Account>refuse(profile)
                .orElseGet(() -> accounts.create(
                        profile,
                        proved.issuer(),
                        proved.subject(),
                        new NewOperation("account.create", by.actor(), by.requestId(), by.note())));
    }

    private static String displayName(Answer.Proved proved, String name) {
        // half as many code points, because some of them are two characters
        var letters = proved.displayName()
                .orElse("")
                .codePoints()
                .filter(letter -> !Character.isISOControl(letter))
                .limit(Account.MAX_DISPLAY_NAME / 2)
                .toArray();
        var shown = new String(letters, 0, letters.length).strip();
        return shown.isEmpty() ? name : shown;
    }
}
