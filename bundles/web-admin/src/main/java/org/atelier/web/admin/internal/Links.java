package org.atelier.web.admin.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The addresses of the pages. */
public final class Links {
    public static final String HOME = "/workshops/";
    public static final String LOGIN = "/workshops/login";
    public static final String LOGOUT = "/workshops/logout";
    public static final String EVENTS = "/workshops/events";
    public static final String TAGS = "/workshops/tags";
    public static final String MERGES = "/workshops/merges";
    public static final String MERGE = "/workshops/events/merge";
    public static final String MATCHES = "/workshops/events/merge/matches";

    private Links() {}

    public static String event(String slug) {
        return "/workshops/event/" + encode(slug) + "/";
    }

    /** The event's page, saying what was just done. */
    static String event(String slug, String did, String what) {
        return event(slug) + "?" + did + "=" + encode(what);
    }

    public static String addTag(String slug) {
        return event(slug) + "tags/add";
    }

    public static String removeTag(String slug) {
        return event(slug) + "tags/remove";
    }

    /** The merge of two events; a blank one is still to be chosen. */
    public static String merge(String a, String b) {
        return MERGE + "?event_a_0=" + encode(a) + "&event_b_0=" + encode(b);
    }

    public static String receipt(long merge) {
        return MERGES + "/" + merge;
    }

    /** The list of merges from the one before this on. */
    static String mergesBefore(long merge) {
        return MERGES + "?" + MergesPage.BEFORE + "=" + merge;
    }

    public static String undo(long operation) {
        return receipt(operation) + "/undo";
    }

    public static String search(String text) {
        return EVENTS + "?search=" + encode(text);
    }

    public static String login(String next) {
        return LOGIN + "?next=" + encode(next);
    }

    /** Whether a browser may be sent to an address that came from outside: only to our own pages. */
    static boolean isOurs(String address) {
        return address.startsWith(HOME)
                && !address.startsWith(LOGIN)
                && !address.startsWith(LOGOUT)
                && address.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '\\');
    }

    /** Whether a text from the data may become a link: other schemes could be scripts. */
    public static boolean isWeb(String url) {
        var lower = url.toLowerCase(Locale.ROOT);
        return lower.startsWith("https://") || lower.startsWith("http://");
    }

    /** As one segment of a path or one value of a query. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
