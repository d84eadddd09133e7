package org.atelier.oidc.internal;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.atelier.security.IdentityProvider.Offer;

/**
 * What the operator says about the provider.
 *
 * @param issuer exactly as the provider calls itself
 * @param secret proves that we are the client; empty for a public one
 * @param claim what names the account: {@code email}, {@code preferred_username} or {@code sub}
 */
record Settings(URI issuer, String client, Optional<String> secret, Offer offer, String claim) {
    static final String ISSUER = "atelier.oidc.issuer";
    static final String CLIENT = "atelier.oidc.client.id";
    static final String SECRET = "atelier.oidc.client.secret";
    static final String SECRET_FILE = "atelier.oidc.client.secret.file";
    static final String LABEL = "atelier.oidc.label";
    static final String CLAIM = "atelier.oidc.claim";
    static final String EMAIL = "email";

    /**
     * Empty where no issuer is set.
     *
     * @param settings answers with what is set and not empty
     * @throws IllegalArgumentException if something is missing
     * @throws IOException if the file with the secret cannot be read
     */
    static Optional<Settings> read(Function<String, Optional<String>> settings) throws IOException {
        var issuer = settings.apply(ISSUER);
        if (issuer.isEmpty()) {
            return Optional.empty();
        }
        var address = issuer(issuer.get());
        var client = settings.apply(CLIENT)
                .orElseThrow(() -> new IllegalArgumentException(
                        CLIENT + " is not set: the provider calls Atelier something, tell what"));
        var place = address.getHost();
        return Optional.of(new Settings(
                address,
                client,
                secret(settings),
                new Offer(settings.apply(LABEL).orElse("Sign in with " + place), place, issuer.get()),
                settings.apply(CLAIM).orElse(EMAIL)));
    }

    private static URI issuer(String text) {
        try {
            return Fetch.encrypted(new URI(text));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(ISSUER + " must be an address, and is " + text, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(ISSUER + " " + e.getMessage(), e);
        }
    }

    private static Optional<String> secret(Function<String, Optional<String>> settings) throws IOException {
        var file = settings.apply(SECRET_FILE);
        if (file.isEmpty()) {
            return settings.apply(SECRET);
        }
        String secret;
        try {
            secret = Files.readString(Path.of(file.get())).strip();
        } catch (IOException e) {
            throw new IOException(SECRET_FILE + " names " + file.get() + ", which cannot be read: " + e, e);
        }
        if (secret.isEmpty()) {
            throw new IOException(SECRET_FILE + " names " + file.get() + ", which is empty");
        }
        return Optional.of(secret);
    }

    @Override
    public String toString() {
        return "Settings[issuer=" + issuer + ", client=" + client + "]";
    }
}
