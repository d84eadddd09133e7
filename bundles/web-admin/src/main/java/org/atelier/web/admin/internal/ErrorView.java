package org.atelier.web.admin.internal;

import java.util.Optional;
import org.atelier.http.PlainWords;

/**
 * What the page about a problem shows.
 *
 * @param permission where somebody may not do it: what they may, and how to come by the rest
 * @param sought what to look for where nothing is found; may be empty
 * @param back the page of ours it came from, where that is another one
 * @param again the same address, where it may work the next time
 */
public record ErrorView(
        int status,
        PlainWords words,
        String requestId,
        Optional<Permission> permission,
        String sought,
        Optional<String> back,
        Optional<String> again) {

    /**
     * What somebody may do, what they would need, and who can give it to them; each a sentence.
     */
    public record Permission(String may, String needs, String ask) {}

    /** Whether to offer a search. */
    public boolean lost() {
        return status == 404;
    }

    /** Whether the number of the request is worth telling somebody. */
    public boolean ours() {
        return status == 500;
    }
}
