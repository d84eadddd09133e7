package org.atelier.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * A problem as a page that needs nothing but itself, for where the pages are not or have failed: it looks like them, and
 * its style comes along, allowed by its hash.
 */
final class PlainPage {
    private static final String HTML = "text/html";

    private static final String PAGE = read("plain.html");
    private static final String STYLE = read("plain.css");
    private static final String SEARCH = read("plain-search.html");

    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'sha256-%s'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
                    .formatted(hash(STYLE));

    private PlainPage() {}

    /** Whether a client with these Accept headers is a browser in front of somebody. */
    static boolean suits(Collection<String> accept) {
        return MediaTypes.best(accept, List.of("application/problem+json", "application/json", HTML))
                .filter(HTML::equals)
                .isPresent();
    }

    static Response of(Problem problem, String requestId) {
        var words = PlainWords.of(problem);
        var page = PAGE.replace("{style}", STYLE)
                .replace("{search}", problem.status() == 404 ? SEARCH : "")
                .replace("{status}", Integer.toString(problem.status()))
                .replace("{request}", escape(requestId))
                .replace("{title}", escape(words.title()))
                .replace("{next}", escape(words.next()))
                // last: it may quote what was sent
                .replace("{what}", escape(words.what()));
        var response = Response.html(problem.status(), page)
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("Cache-Control", "no-store");
        for (var header : problem.headers().entrySet()) {
            response = response.header(header.getKey(), header.getValue());
        }
        return response;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String hash(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String read(String name) {
        try (var in = PlainPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the bundle lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
