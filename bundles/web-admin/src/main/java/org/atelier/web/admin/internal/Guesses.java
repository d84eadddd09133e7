package org.atelier.web.admin.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atelier.http.Access;
import org.atelier.http.Method;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.records.RecordKind;

/**
 * Leads from what people guess to the page that is meant, with the query they wrote: a slash too many or too few, a list
 * by another name of its kind, and a record below its list. What has an address of its own keeps it.
 */
final class Guesses {
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)}");

    private final List<Route> found = new ArrayList<>();
    private final Set<String> taken;

    private Guesses(List<Route> pages) {
        taken = pages.stream().map(page -> shape(page.path())).collect(Collectors.toCollection(HashSet::new));
    }

    /** The addresses that lead to these pages, of which those of these kinds have a list each. */
    static List<Route> of(List<Route> pages, List<RecordKind> kinds) {
        var guesses = new Guesses(pages);
        pages.stream()
                // what strangers may open is little, and known by heart
                .filter(page -> page.method() == Method.GET && page.access() != Access.PUBLIC)
                .forEach(guesses::otherSlash);
        kinds.forEach(guesses::otherNames);
        return List.copyOf(guesses.found);
    }

    private void otherSlash(Route page) {
        var path = page.path();
        lead(path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/", page.access(), page.query(), path);
    }

    /** As its menu says, and as one of it is called; and a record below its list, as who knows both may write. */
    private void otherNames(RecordKind kind) {
        var list = Links.list(kind);
        var names = new LinkedHashSet<>(List.of(
                list,
                Links.HOME + Links.segment(kind.name()),
                Links.HOME + Words.lower(kind.labels()).replace(' ', '-')));
        for (var name : names) {
            Stream.of(name, name + "/")
                    .forEach(guess -> lead(guess, Access.VIEWER, Set.copyOf(RecordPages.parameters(kind)), list));
            Stream.of(name + "/{key}", name + "/{key}/")
                    .forEach(guess ->
                            lead(guess, Access.VIEWER, Set.of(), Links.HOME + Links.segment(kind.name()) + "/{key}/"));
        }
    }

    private void lead(String guess, Access access, Set<String> query, String page) {
        if (taken.add(shape(guess))) {
            found.add(Route.get(guess, access, request -> Response.movedPermanently(address(page, request)))
                    .query(query.toArray(String[]::new)));
        }
    }

    /** The page's address with what the guess had in the place of its variables, and with its query. */
    private static String address(String page, Request request) {
        var path = VARIABLE.matcher(page)
                .replaceAll(variable -> Matcher.quoteReplacement(Links.encode(request.variable(variable.group(1)))));
        return path + query(request);
    }

    /** The query as it was written, with its question mark; empty if there is none. */
    static String query(Request request) {
        var question = request.target().indexOf('?');
        return question < 0 ? "" : request.target().substring(question);
    }

    /** What tells a path from others, whatever its variables are called. */
    private static String shape(String path) {
        return VARIABLE.matcher(path).replaceAll("{}");
    }
}
