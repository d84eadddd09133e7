package org.atelier.http;

import java.net.URI;

/**
 * Where below a host the outside sees Atelier, such as {@code /atelier}, when a proxy takes that off the requests it
 * passes on. Inside, every address begins at {@code /}; what leaves passes through here. Locations, cookies and pages do
 * by themselves; who writes an address into another body asks {@link #of(String)}.
 */
public final class BasePath {
    private static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

    private BasePath() {}

    /** Of the request that is being answered; empty, or with a slash in front and none behind. */
    public static String current() {
        return CURRENT.orElse("");
    }

    /** The address as the outside writes it, if it is one of this host; anything else as it is. */
    public static String of(String address) {
        return address.startsWith("/") && !address.startsWith("//") ? current() + address : address;
    }

    /** Path and query of an address that the outside wrote, as they are inside. */
    public static String inside(URI outside) {
        var path = outside.getRawPath() == null ? "" : outside.getRawPath();
        var inside = path.startsWith(current() + "/") ? path.substring(current().length()) : path;
        return outside.getRawQuery() == null ? inside : inside + "?" + outside.getRawQuery();
    }

    /** Answers a request that came from below this path. */
    public static <R, X extends Throwable> R during(String basePath, ScopedValue.CallableOp<R, X> answer) throws X {
        return ScopedValue.where(CURRENT, basePath).call(answer);
    }
}
