package org.atelier.oidc.internal;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the provider says of itself, asked for when it is needed and kept for a while. */
final class Discovery {
    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    private static final Duration KEPT = Duration.ofHours(1);

    /** How long a provider that did not answer is not asked again: whoever asks for a sign-in would make us ask. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final URI issuer;
    private final Fetch fetch;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Provider> known = Optional.empty();
    private Instant askAgain = Instant.MIN;

    Discovery(URI issuer, Fetch fetch, InstantSource clock) {
        this.issuer = issuer;
        this.fetch = fetch;
        this.clock = clock;
    }

    /**
     * The provider, as far as we need it.
     *
     * @param endSession where people are signed out; empty if it says nothing of that
     * @param algorithms those it signs with that prove something: with a key of its own that everybody can look up
     */
    record Provider(
            URI authorization,
            URI token,
            URI keySet,
            Optional<URI> endSession,
            Set<JWSAlgorithm> algorithms,
            boolean postsSecret,
            boolean namesItself,
            JWKSource<SecurityContext> keys) {}

    /** @throws IOException if it does not answer, or not as agreed, and nothing is known from before */
    Provider provider() throws IOException {
        lock.lock();
        try {
            if (clock.instant().isBefore(askAgain)) {
                return known.orElseThrow(() -> new IOException("the provider did not answer a moment ago"));
            }
            try {
                known = Optional.of(ask());
                askAgain = clock.instant().plus(KEPT);
            } catch (IOException e) {
                askAgain = clock.instant().plus(PAUSE);
                if (known.isEmpty()) {
                    throw e;
                }
                LOG.warn("{} says nothing new of itself; what it said before counts on", issuer, e);
            }
            return known.orElseThrow();
        } finally {
            lock.unlock();
        }
    }

    private Provider ask() throws IOException {
        try {
            var document = OIDCProviderMetadata.resolveURL(new Issuer(issuer)).toURI();
            var told = OIDCProviderMetadata.parse(fetch.get(document));
            if (!told.getIssuer().equals(new Issuer(issuer))) {
                throw new IOException("%s says that it is %s; %s must be exactly that"
                        .formatted(document, told.getIssuer(), Settings.ISSUER));
            }
            var keySet = address("jwks_uri", told.getJWKSetURI());
            return new Provider(
                    address("authorization_endpoint", told.getAuthorizationEndpointURI()),
                    address("token_endpoint", told.getTokenEndpointURI()),
                    keySet,
                    endSession(told),
                    algorithms(told),
                    postsSecret(told),
                    told.supportsAuthorizationResponseIssuerParam(),
                    known.filter(before -> before.keySet().equals(keySet))
                            .map(Provider::keys)
                            .orElseGet(() -> keys(keySet)));
        } catch (ParseException e) {
            throw new IOException("what " + issuer + " says of itself cannot be read: " + e.getMessage(), e);
        } catch (GeneralException | URISyntaxException e) {
            throw new IOException(issuer + " is no address of a provider: " + e.getMessage(), e);
        }
    }

    private static URI address(String name, URI told) throws IOException {
        if (told == null) {
            throw new IOException("the provider tells no " + name);
        }
        try {
            return Fetch.encrypted(told);
        } catch (IllegalArgumentException e) {
            throw new IOException("the provider's " + name + " " + e.getMessage(), e);
        }
    }

    /** People can do without: what is no good for them does not keep anybody from signing in. */
    private Optional<URI> endSession(OIDCProviderMetadata told) {
        try {
            return Optional.ofNullable(told.getEndSessionEndpointURI()).map(Fetch::encrypted);
        } catch (IllegalArgumentException e) {
            LOG.warn("{} signs nobody out: its end_session_endpoint {}", issuer, e.getMessage());
            return Optional.empty();
        }
    }

    private static Set<JWSAlgorithm> algorithms(OIDCProviderMetadata told) throws IOException {
        var proving = Stream.ofNullable(told.getIDTokenJWSAlgs())
                .flatMap(List::stream)
                .filter(JWSAlgorithm.Family.SIGNATURE::contains)
                .collect(Collectors.toUnmodifiableSet());
        if (proving.isEmpty()) {
            throw new IOException(
                    "the provider signs with no algorithm that proves something: " + told.getIDTokenJWSAlgs());
        }
        return proving;
    }

    /** Whether the secret travels in the form; in a header otherwise, which everybody must take who says nothing. */
    private static boolean postsSecret(OIDCProviderMetadata told) {
        var methods = Stream.ofNullable(told.getTokenEndpointAuthMethods())
                .flatMap(List::stream)
                .map(Object::toString)
                .toList();
        return methods.contains("client_secret_post") && !methods.contains("client_secret_basic");
    }

    /** The keys, kept for a while, and asked for again where one is missing; that only twice in half a minute. */
    private JWKSource<SecurityContext> keys(URI keySet) {
        try {
            return JWKSourceBuilder.<SecurityContext>create(keySet.toURL(), fetch)
                    .cache(KEPT.toMillis(), JWKSourceBuilder.DEFAULT_CACHE_REFRESH_TIMEOUT)
                    .refreshAheadCache(false)
                    .build();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalStateException("was an address a moment ago: " + keySet, e);
        }
    }
}
