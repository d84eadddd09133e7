package org.atelier.web.admin.internal;

import java.util.List;
import java.util.Optional;
import org.atelier.http.PlainWords;

/**
 * What the page about a problem shows.
 *
 * @param permission where somebody may not do it: what they may, and how to come by the rest
 * @param sought what to look for where nothing is found; may be empty
 * @param ways where to go on, the best first
 * @param back the page of ours it came from, where that is another one
 * @param again the same address, where it may work the next time
 */
public record ErrorView(
        int status,
        PlainWords words,
        String requestId,
        Optional<Permission> permission,
        String sought,
        List<Way> ways,
        Optional<String> back,
        Optional<String> again) {

    /** A link that leads on. */
    public record Way(String id, String label, String address) {}

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
