package org.atelier.http;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.QuotedQualityCSV;

/** Media types and ranges of them, read by Jetty. */
final class MediaTypes {
    private MediaTypes() {}

    /** The type and subtype of a Content-Type, in lower case. */
    static String essence(String contentType) {
        var parameters = contentType.indexOf(';');
        return (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** Which of the offers the Accept headers like best; without any, the first. */
    static Optional<String> best(Collection<String> accept, List<String> offered) {
        if (accept.isEmpty()) {
            return Optional.of(offered.getFirst());
        }
        var ranges = new QuotedQualityCSV(QuotedQualityCSV.MOST_SPECIFIC_MIME_ORDERING);
        accept.forEach(ranges::addValue);
        return ranges.getValues().stream()
                .map(MediaTypes::essence)
                .flatMap(range -> offered.stream().filter(offer -> matches(range, offer)))
                .findFirst();
    }

    private static boolean matches(String range, String type) {
        return range.equals("*/*")
                || range.equals(type)
                || (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1)));
    }
}
