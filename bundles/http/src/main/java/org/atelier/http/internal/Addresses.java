package org.atelier.http.internal;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses of machines as texts; never names, which somebody would have to be asked for. */
final class Addresses {
    private static final Pattern LITERAL = Pattern.compile("[0-9A-Fa-f.:]{2,45}");

    private Addresses() {}

    /** What the text means, if it is an address; one of IPv6 may stand in brackets, as the server tells it. */
    static Optional<InetAddress> read(String text) {
        var bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        try {
            return LITERAL.matcher(bare).matches() ? Optional.of(InetAddress.ofLiteral(bare)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
