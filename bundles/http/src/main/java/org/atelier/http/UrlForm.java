package org.atelier.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.UrlEncoded;

/** Names and values as queries and forms write them, such as {@code a=1&b=2}; UTF-8, strictly. */
final class UrlForm {
    /** The most values one query or form may have. */
    static final int MAX_VALUES = 1_000;

    private UrlForm() {}

    /**
     * @param what such as {@code query}
     * @throws ProblemException 400 for bad percent escapes, bad UTF-8 and too many values
     */
    static Map<String, List<String>> parse(String what, String text) {
        var values = new LinkedHashMap<String, List<String>>();
        var count = new int[1];
        try {
            UrlEncoded.decodeUtf8To(text, 0, text.length(), (name, value) -> {
                if (++count[0] > MAX_VALUES) {
                    throw Problem.badRequest(
                                    "too-many-values",
                                    "Too many values",
                                    "The %s has more than %,d values.".formatted(what, MAX_VALUES))
                            .exception();
                }
                Text.require("a name in the " + what, name);
                values.computeIfAbsent(name, _ -> new ArrayList<>())
                        .add(Text.require("the value of \"" + name + "\"", value));
            });
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(
                            "malformed-encoding",
                            "Malformed encoding",
                            "The %s is not well encoded: percent escapes must be UTF-8, such as %%C3%%A9 for é."
                                    .formatted(what))
                    .exception(e);
        }
        return values;
    }
}
