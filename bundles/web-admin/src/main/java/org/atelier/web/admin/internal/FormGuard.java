package org.atelier.web.admin.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.atelier.http.Cookie;
import org.atelier.http.Request;

/**
 * Tells forms of ours from those of other sites where nobody has signed in yet: the page sets a cookie and the form says
 * the same, which another site can neither read nor, with a cookie of this kind, have sent along.
 */
final class FormGuard {
    /** The hidden field of the form. */
    static final String FIELD = "form";

    static final String COOKIE = "atelier_form";

    private static final int RANDOM_BYTES = 32;
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Duration KEPT = Duration.ofDays(1);

    private final SecureRandom random = new SecureRandom();

    /** What the form is to say: what the browser has, so that two pages side by side both work. */
    String value(Request request) {
        return known(request).orElseGet(() -> {
            var bytes = new byte[RANDOM_BYTES];
            random.nextBytes(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        });
    }

    Cookie cookie(String value, Request request) {
        return new Cookie(COOKIE, value, request.secure(), Optional.of(KEPT));
    }

    private static Optional<String> known(Request request) {
        return request.cookie(COOKIE).filter(value -> VALUE.matcher(value).matches());
    }

    /** Whether the form is one of ours. */
    boolean isOurs(Request request) throws IOException {
        var said = request.field(FIELD).orElse("");
        return known(request)
                .filter(value -> MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), said.getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }
}
