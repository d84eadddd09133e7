package org.atelier.benchmarks;

import static org.atelier.benchmarks.Records.any;
import static org.atelier.benchmarks.Records.encoded;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Somebody who is signed in, reads pages, and tags and untags events, with a moment to think after each. */
final class Administrator {
    static final String DASHBOARD = "dashboard";
    static final String EVENTS = "events, searched";
    static final String PEOPLE = "people, searched";
    static final String EVENT = "an event";
    static final String HISTORY = "what happened to an event";
    static final String DUPLICATES = "duplicates among events";
    static final String TAG = "tag an event";
    static final String UNTAG = "untag an event";

    /** Whatever this one and others do, for the tally. */
    static final List<String> DEEDS = List.of(DASHBOARD, EVENTS, PEOPLE, EVENT, HISTORY, DUPLICATES, TAG, UNTAG);

    private static final int TAGGED_AT_ONCE = 20;
    private static final int LEAST_PAUSE = 200;
    private static final int MOST_PAUSE = 600;
    private static final Pattern FORM = Pattern.compile("name=\"form\" value=\"([^\"]+)\"");

    private final Visitor visitor;
    private final Records records;
    private final Random dice;
    private final ArrayDeque<String> tagged = new ArrayDeque<>();

    Administrator(Visitor visitor, Records records, Random dice) {
        this.visitor = visitor;
        this.records = records;
        this.dice = dice;
    }

    /** Signs in as the page for it does: with the form's own word, and cookies. */
    void signIn(String token) throws InterruptedException {
        var page = visitor.ask(DASHBOARD, visitor.to("/workshops/login"), 200).orElseThrow();
        var form = FORM.matcher(new String(page.body(), StandardCharsets.UTF_8));
        if (!form.find()) {
            throw new IllegalStateException("the page for signing in has no form");
        }
        var request = visitor.to("/workshops/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "next=%2Fworkshops%2F&form=" + encoded(form.group(1)) + "&token=" + encoded(token)));
        visitor.ask(DASHBOARD, request, 303).orElseThrow();
    }

    void live(BooleanSupplier over) throws InterruptedException {
        while (!over.getAsBoolean()) {
            look();
            Thread.sleep(dice.nextInt(LEAST_PAUSE, MOST_PAUSE));
            if (dice.nextInt(3) == 0) {
                change();
            }
        }
    }

    private void look() throws InterruptedException {
        var event = any(records.read(), dice);
        switch (dice.nextInt(8)) {
            case 0 -> page(DASHBOARD, "/workshops/");
            case 1 -> page(EVENTS, "/workshops/events?search=" + encoded(event.substring(0, event.length() - 1)));
            case 2 -> page(EVENTS, "/workshops/events?published=true&tags=" + encoded(any(records.tags(), dice)));
            case 3 -> page(PEOPLE, "/workshops/persons?search=" + encoded(any(records.families(), dice)));
            case 4, 5 -> page(EVENT, "/workshops/event/" + encoded(event) + "/");
            case 6 -> page(HISTORY, "/workshops/history/event/" + encoded(event));
            default -> page(DUPLICATES, "/workshops/duplicates/events?minimum=1");
        }
    }

    private void page(String kind, String path) throws InterruptedException {
        visitor.ask(kind, visitor.to(path).header("Accept", "text/html").header("Accept-Encoding", "gzip"), 200);
    }

    private void change() throws InterruptedException {
        if (tagged.size() < TAGGED_AT_ONCE) {
            var path = "/api/v1/events/" + encoded(any(records.read(), dice)) + "/tags/"
                    + encoded(any(records.tags(), dice));
            visitor.ask(TAG, visitor.byToken(path).PUT(BodyPublishers.noBody()), 204);
            tagged.add(path);
        } else {
            visitor.ask(UNTAG, visitor.byToken(tagged.remove()).DELETE(), 204);
        }
    }
}
