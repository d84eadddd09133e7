package org.atelier.security.internal;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.atelier.security.IdentityProvider;

/** A provider without a network, for tests of pages: whoever brings a code is whom the test says. */
public final class MemoryProvider implements IdentityProvider {
    public static final String PLACE = "id.example.org";
    public static final String ISSUER = "https://" + PLACE;

    /** What each code proves. */
    public final Map<String, Answer> codes = new HashMap<>();

    public boolean away;

    public boolean configured = true;

    /** Whether people can be sent there to be signed out. */
    public boolean signsOut;

    /** The code of somebody whose e-mail address the provider has verified. */
    public String codeOf(String subject, String name) {
        var code = "code-" + codes.size();
        codes.put(code, new Answer.Proved(ISSUER, subject, Optional.of(name), Optional.empty()));
        return code;
    }

    @Override
    public Optional<Offer> offer() {
        return configured ? Optional.of(new Offer("Sign in with " + PLACE, PLACE, ISSUER)) : Optional.empty();
    }

    @Override
    public Asked ask(Question question) {
        return away
                ? new Asked.Away()
                : new Asked.Send(URI.create(
                        ISSUER + "/authorize?state=" + question.state() + "&redirect_uri=" + question.back()));
    }

    @Override
    public Optional<URI> leave(URI back) {
        return signsOut && !away
                ? Optional.of(URI.create(ISSUER + "/logout?post_logout_redirect_uri=" + back))
                : Optional.empty();
    }

    @Override
    public Answer redeem(String code, Optional<String> issuer, Question question) {
        return away ? new Answer.Away() : codes.getOrDefault(code, new Answer.Refused("no such code"));
    }
}
