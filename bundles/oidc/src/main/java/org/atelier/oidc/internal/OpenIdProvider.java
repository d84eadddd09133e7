package org.atelier.oidc.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.atelier.oidc.internal.Discovery.Provider;
import org.atelier.security.IdentityProvider;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OpenID provider that the framework properties {@code atelier.oidc.*} name, by authorization code and PKCE. Nimbus
 * reads, compares and verifies; nothing is looked at before it has.
 */
@Component
public final class OpenIdProvider implements IdentityProvider {
    private static final Logger LOG = LoggerFactory.getLogger(OpenIdProvider.class);

    /** How long the provider may take for one answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The longest code that is passed on, in characters. */
    private static final int MAX_CODE = 4_096;

    private static final int SERVER_ERROR = 500;

    private final Optional<Settings> settings;
    private final Optional<Fetch> fetch;
    private final Optional<Discovery> discovery;

    /**
     * @throws IllegalArgumentException if a setting is missing
     * @throws IOException if the file with the secret cannot be read
     */
    @Activate
    public OpenIdProvider(BundleContext context) throws IOException {
        this(
                Settings.read(
                        name -> Optional.ofNullable(context.getProperty(name)).filter(value -> !value.isEmpty())),
                PATIENCE,
                InstantSource.system());
        settings.ifPresent(set -> LOG.info("People can sign in through {}", set.issuer()));
    }

    OpenIdProvider(Optional<Settings> settings, Duration patience, InstantSource clock) {
        this.settings = settings;
        fetch = settings.map(_ -> new Fetch(patience));
        discovery = settings.map(set -> new Discovery(set.issuer(), fetch.orElseThrow(), clock));
    }

    @Deactivate
    void stop() {
        fetch.ifPresent(Fetch::close);
    }

    @Override
    public Optional<Offer> offer() {
        return settings.map(Settings::offer);
    }

    // ------------------------------------------------------------------------------------------------ there

    @Override
    public Asked ask(Question question) {
        try {
            var provider = discovery.orElseThrow().provider();
            return new Asked.Send(new AuthenticationRequest.Builder(
                            ResponseType.CODE, new Scope("openid", "email", "profile"), client(), question.back())
                    .endpointURI(provider.authorization())
                    .state(new State(question.state()))
                    .nonce(new Nonce(question.nonce()))
                    .codeChallenge(new CodeVerifier(question.verifier()), CodeChallengeMethod.S256)
                    .build()
                    .toURI());
        } catch (IOException e) {
            LOG.warn("Nobody can sign in through {}", issuer(), e);
            return new Asked.Away();
        }
    }

    private String issuer() {
        return settings.orElseThrow().issuer().toString();
    }

    private ClientID client() {
        return new ClientID(settings.orElseThrow().client());
    }

    // ------------------------------------------------------------------------------------------------ and back

    @Override
    public Answer redeem(String code, Optional<String> issuer, Question question) {
        if (code.isBlank() || code.length() > MAX_CODE) {
            return new Answer.Refused("no code came back");
        }
        try {
            var provider = discovery.orElseThrow().provider();
            // somebody else's answer must not be taken for this provider's. Source: RFC 9207, section 2.4
            if (issuer.isPresent() ? !issuer.get().equals(issuer()) : provider.namesItself()) {
                return new Answer.Refused("the answer does not say that it comes from " + issuer());
            }
            return redeem(provider, code, question);
        } catch (IOException e) {
            LOG.warn("What {} said cannot be verified", issuer(), e);
            return new Answer.Away();
        }
    }

    /** By our name, not by the token that came once: nothing of what was proved is kept. */
    @Override
    public Optional<URI> leave(URI back) {
        try {
            return discovery
                    .orElseThrow()
                    .provider()
                    .endSession()
                    .map(endpoint -> new LogoutRequest(endpoint, null, null, client(), back, null, null).toURI());
        } catch (IOException e) {
            LOG.warn("Nobody is signed out at {}", issuer(), e);
            return Optional.empty();
        }
    }

    private Answer redeem(Provider provider, String code, Question question) throws IOException {
        var grant = new AuthorizationCodeGrant(
                new AuthorizationCode(code), question.back(), new CodeVerifier(question.verifier()));
        var answer = authentication(provider)
                .map(proof -> new TokenRequest(provider.token(), proof, grant))
                .orElseGet(() -> new TokenRequest(provider.token(), client(), grant))
                .toHTTPRequest()
                .send(fetch.orElseThrow());
        if (answer.getStatusCode() >= SERVER_ERROR) {
            throw new IOException(provider.token() + " answers with status " + answer.getStatusCode());
        }
        try {
            var told = OIDCTokenResponseParser.parse(answer);
            if (!(told instanceof OIDCTokenResponse tokens)) {
                return new Answer.Refused(
                        "the code is refused: " + told.toErrorResponse().getErrorObject());
            }
            var token = tokens.getOIDCTokens().getIDToken();
            if (token == null) {
                return new Answer.Refused("no ID token came");
            }
            var keys = new JWSVerificationKeySelector<>(provider.algorithms(), provider.keys());
            return proved(new IDTokenValidator(new Issuer(issuer()), client(), keys, null)
                    .validate(token, new Nonce(question.nonce())));
        } catch (KeySourceException e) {
            throw new IOException("the keys of the provider are not there: " + e.getMessage(), e);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            return new Answer.Refused(e.getMessage());
        }
    }

    private Optional<ClientAuthentication> authentication(Provider provider) {
        return settings.orElseThrow()
                .secret()
                .map(Secret::new)
                .map(secret -> provider.postsSecret()
                        ? new ClientSecretPost(client(), secret)
                        : new ClientSecretBasic(client(), secret));
    }

    private Answer proved(IDTokenClaimsSet claims) {
        return new Answer.Proved(
                claims.getIssuer().getValue(),
                claims.getSubject().getValue(),
                name(claims),
                Optional.ofNullable(claims.getStringClaim("name")));
    }

    /** An e-mail address counts only if the provider has seen that it is theirs. */
    private Optional<String> name(IDTokenClaimsSet claims) {
        var claim = settings.orElseThrow().claim();
        return claim.equals(Settings.EMAIL) && !Boolean.TRUE.equals(claims.getBooleanClaim("email_verified"))
                ? Optional.empty()
                : Optional.ofNullable(claims.getStringClaim(claim)).filter(told -> !told.isBlank());
    }
}
