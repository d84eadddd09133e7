package org.atelier.domain;

import java.util.regex.Pattern;

/** The addresses of the web that people may write: what we publish becomes a link elsewhere. Published data has others. */
public final class WebAddress {
    /** What to write, in words that follow the name of a field. */
    public static final String WORDS = "must be an address that begins with https:// or http:// and has no blanks,"
            + " such as https://example.org/workshop";

    /** Hosts of every language, and underscores, which some have; no name and password, which nobody should publish. */
    private static final Pattern ABSOLUTE = Pattern.compile(
            "(?i:https?)://([\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._-]*|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?([/?#][^\\p{Z}\\p{C}]*)?");

    private WebAddress() {}

    /** Whether it is absolute, of HTTP or HTTPS, and names a host. */
    public static boolean isOne(String text) {
        return ABSOLUTE.matcher(text).matches();
    }
}
