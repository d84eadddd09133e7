package org.atelier.http.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.List;

/** Tells requests of programs on this machine from those that a proxy on this machine passes on for somebody. */
final class FromThisMachine {
    /** What proxies say of themselves, whether or not they are believed. */
    private static final List<String> FORWARDING =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-IP", "Via");

    private FromThisMachine() {}

    /**
     * Whether it comes over the loopback interface and no proxy had a hand in it, as far as can be told.
     *
     * @param request as it came in
     * @param passedOn whether one of the operator's proxies sent it
     */
    static boolean came(HttpServletRequest request, boolean passedOn) {
        return !passedOn
                && FORWARDING.stream().allMatch(header -> request.getHeader(header) == null)
                && Addresses.read(request.getRemoteAddr())
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
    }
}
