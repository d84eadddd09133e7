package org.atelier.http;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.QuotedQualityCSV;

/** Media types and ranges of them, read by Jetty. */
final class MediaTypes {
    private static final Pattern CODING =
            Pattern.compile("\\s*(?<name>[^;\\s]+)\\s*(?:;\\s*[qQ]=(?<quality>[01](?:\\.[0-9]{0,3})?)\\s*)?");

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

    /** Whether the Accept-Encoding headers take the coding, by its name or as one of all, and like it no less than none. */
    static boolean accepts(Collection<String> acceptEncoding, String coding) {
        var qualities = new HashMap<String, Double>();
        acceptEncoding.stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .forEach(part -> {
                    var read = CODING.matcher(part);
                    if (read.matches()) {
                        qualities.put(
                                read.group("name").toLowerCase(Locale.ROOT),
                                read.group("quality") == null ? 1 : Double.parseDouble(read.group("quality")));
                    }
                });
        var quality = qualities.getOrDefault(coding, qualities.getOrDefault("*", 0.0));
        return quality > 0 && quality >= qualities.getOrDefault("identity", 0.0);
    }

    private static boolean matches(String range, String type) {
        return range.equals("*/*")
                || range.equals(type)
                || (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1)));
    }
}
