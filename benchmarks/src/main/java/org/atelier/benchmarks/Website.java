package org.atelier.benchmarks;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * A website: fetches its feeds over and over, with the ETags it has, and now and then with none, as one would that was
 * built anew. Every body that comes is looked at.
 */
final class Website {
    /** One in so many bodies is read to its end; reading costs more than all the rest. */
    private static final int READ = 20;

    /** In one of so many rounds it has kept nothing. */
    private static final int FORGETS = 5;

    private static final Duration PAUSE = Duration.ofMillis(20);

    /** How long what does not answer is left alone. */
    private static final Duration LET_BE = Duration.ofMillis(500);

    private final Visitor visitor;
    private final Tally tally;
    private final List<String> feeds;
    private final boolean zipped;
    private final Map<String, Set<String>> versions;
    private int bodies;

    /**
     * @param feeds paths, which are kinds of the tally as well
     * @param versions where to write down which versions of each feed were seen
     */
    Website(Visitor visitor, Tally tally, List<String> feeds, boolean zipped, Map<String, Set<String>> versions) {
        this.visitor = visitor;
        this.tally = tally;
        this.feeds = feeds;
        this.zipped = zipped;
        this.versions = versions;
    }

    void live(BooleanSupplier over) throws InterruptedException {
        var kept = new HashMap<String, String>();
        for (var round = 0; !over.getAsBoolean(); round++) {
            if (round % FORGETS == 0) {
                kept.clear();
            }
            for (var feed : feeds) {
                fetch(feed, kept);
                Thread.sleep(PAUSE);
            }
        }
    }

    private void fetch(String feed, Map<String, String> kept) throws InterruptedException {
        var request = visitor.to(feed);
        if (zipped) {
            request.header("Accept-Encoding", "gzip");
        }
        if (kept.containsKey(feed)) {
            request.header("If-None-Match", kept.get(feed));
        }
        var answer = kept.containsKey(feed) ? visitor.ask(feed, request, 200, 304) : visitor.ask(feed, request, 200);
        if (answer.isEmpty()) {
            Thread.sleep(LET_BE);
        } else if (answer.get().statusCode() == 200) {
            kept.put(feed, answer.get().headers().firstValue("ETag").orElse(""));
            look(feed, answer.get());
        }
    }

    private void look(String feed, HttpResponse<byte[]> answer) {
        try {
            var body = Feed.of(answer);
            versions.computeIfAbsent(feed, _ -> ConcurrentHashMap.newKeySet()).add(body.tag());
            tally.compared(feed);
            if (!body.isNamedByItsBytes()) {
                tally.wrong(feed, body.bytes().length + " bytes are not those that the ETag " + body.tag() + " names");
            }
            if (bodies++ % READ == 0) {
                body.read(feed.contains(".yaml"));
            }
        } catch (RuntimeException e) {
            tally.wrong(feed, "a body that cannot be read: " + e);
        }
    }
}
