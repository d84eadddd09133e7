package org.atelier.http;

import java.util.Set;
import org.eclipse.jetty.http.EtagUtils;
import org.eclipse.jetty.http.HttpDateTime;
import org.eclipse.jetty.http.QuotedCSV;

/** Whether a client has an answer already, by what it says of that. Source: RFC 9110, section 13. */
final class Known {
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private Known() {}

    static boolean is(Request request, Response response) {
        var etag = response.header("ETag");
        if (response.status() != 200 || etag.isEmpty() || !READING.contains(request.method())) {
            return false;
        }
        var candidates = request.headers("If-None-Match");
        return candidates.isEmpty()
                ? unchangedSince(request, response)
                : new QuotedCSV(true, candidates.toArray(String[]::new))
                        .getValues().stream()
                                .anyMatch(candidate -> candidate.equals("*") || same(candidate, etag.get()));
    }

    /** By the day and second, for clients that keep no entity tags. */
    private static boolean unchangedSince(Request request, Response response) {
        var since = request.header("If-Modified-Since").map(HttpDateTime::parseToEpoch);
        var changed = response.header("Last-Modified").map(HttpDateTime::parseToEpoch);
        return since.isPresent() && changed.isPresent() && changed.get() >= 0 && changed.get() <= since.get();
    }

    /** The weak comparison of RFC 9110, for which a compressed body is the same as a plain one. */
    private static boolean same(String candidate, String etag) {
        var sent = strong(candidate);
        var ours = strong(etag);
        // whichever of both is the compressed one's: Jetty takes its mark off what was sent
        return sent.startsWith("\"") && (EtagUtils.matches(ours, sent) || EtagUtils.matches(sent, ours));
    }

    private static String strong(String etag) {
        return EtagUtils.isWeak(etag) ? etag.substring(2) : etag;
    }
}
