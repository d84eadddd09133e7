package org.atelier.benchmarks;

import static org.atelier.benchmarks.Records.any;
import static org.atelier.benchmarks.Records.encoded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Somebody who merges two events, looks at what came of it, and undoes it. */
final class Merger {
    static final String PLAN = "plan a merge";
    static final String MERGE = "merge two events";
    static final String LOOK = "receipt, and the survivor";
    static final String UNDO = "undo a merge";

    static final List<String> DEEDS = List.of(PLAN, MERGE, LOOK, UNDO);

    private static final int PAUSE = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Visitor visitor;
    private final List<String> events;
    private final Random dice;

    Merger(Visitor visitor, Records records, Random dice) {
        this.visitor = visitor;
        this.events = new ArrayList<>(records.merged());
        this.dice = dice;
    }

    void live(BooleanSupplier over) throws InterruptedException {
        while (!over.getAsBoolean()) {
            var a = any(events, dice);
            var b = any(events, dice);
            if (!a.equals(b) && !mergedAndUndone(a, b)) {
                // left without an answer on the way: whether it was done is for the end to tell
                events.removeAll(List.of(a, b));
            }
        }
    }

    private boolean mergedAndUndone(String a, String b) throws InterruptedException {
        var request = "{\"kind\":\"event\",\"a\":\"" + a + "\",\"b\":\"" + b + "\",\"base\":\"a\"";
        var plan = visitor.ask(PLAN, visitor.post("/api/v1/merges/plan", request + "}"), 200);
        Thread.sleep(PAUSE);
        if (plan.isEmpty()) {
            return false;
        }
        var fingerprint = json(plan).get("fingerprint").textValue();
        var merged = visitor.ask(
                MERGE, visitor.post("/api/v1/merges", request + ",\"fingerprint\":\"" + fingerprint + "\"}"), 201);
        if (merged.isEmpty()) {
            return false;
        }
        var id = json(merged).get("id").longValue();
        visitor.ask(LOOK, visitor.byToken("/api/v1/merges/" + id), 200);
        visitor.ask(LOOK, visitor.byToken("/api/v1/events/" + encoded(a)), 200);
        Thread.sleep(PAUSE);
        return visitor.ask(UNDO, visitor.post("/api/v1/merges/" + id + "/undo", "{}"), 201)
                .isPresent();
    }

    private static JsonNode json(Optional<HttpResponse<byte[]>> answer) {
        try {
            return JSON.readTree(answer.orElseThrow().body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
