package org.atelier.web.admin.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.atelier.history.Times;
import org.atelier.http.Request;

/** What somebody wants to see of the log, as they typed it; empty where they said nothing. */
public record LogFilter(
        String actor, String operation, String kind, String from, String to, String request, String text) {

    static LogFilter of(Request request) {
        return new LogFilter(
                typed(request, "actor"),
                typed(request, "operation"),
                typed(request, "kind"),
                typed(request, "from"),
                typed(request, "to"),
                typed(request, "request"),
                typed(request, "text"));
    }

    /** Everything that the request with this id did. */
    public static String ofRequest(String id) {
        return new LogFilter("", "", "", "", "", id, "").link(Optional.empty());
    }

    /** Everything that somebody did. */
    public static String ofActor(String actor) {
        return new LogFilter(actor, "", "", "", "", "", "").link(Optional.empty());
    }

    private static String typed(Request request, String name) {
        return request.query(name).map(String::strip).orElse("");
    }

    /** Whether there is any wish. */
    public boolean isSet() {
        return !members().isEmpty();
    }

    /** What is wrong with it, as a sentence; empty if nothing is. */
    String problem(Set<String> kinds) {
        if (!from.isEmpty() && Times.from(from).isEmpty()) {
            return "“%s” is no day: write one such as 2016-04-06, or an instant such as 2016-04-06T12:00Z."
                    .formatted(from);
        }
        if (!to.isEmpty() && Times.to(to).isEmpty()) {
            return "“%s” is no day: write one such as 2016-04-06, or an instant such as 2016-04-06T12:00Z."
                    .formatted(to);
        }
        if (!kind.isEmpty() && !kinds.contains(kind)) {
            return "There is no kind of record “%s”. Choose one from the list.".formatted(kind);
        }
        return "";
    }

    /** The log so filtered, from the operation before this one on. */
    String link(Optional<Long> before) {
        var all = members();
        before.ifPresent(id -> all.put(HistoryPages.BEFORE, Long.toString(id)));
        return all.isEmpty()
                ? Links.LOG
                : Links.LOG
                        + all.entrySet().stream()
                                .map(one ->
                                        one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                                .collect(Collectors.joining("&", "?", ""));
    }

    /** The newest of it. */
    public String newest() {
        return link(Optional.empty());
    }

    private Map<String, String> members() {
        var all = new LinkedHashMap<String, String>();
        all.put("actor", actor);
        all.put("operation", operation);
        all.put("kind", kind);
        all.put("from", from);
        all.put("to", to);
        all.put("request", request);
        all.put("text", text);
        all.values().removeIf(String::isEmpty);
        return all;
    }
}
