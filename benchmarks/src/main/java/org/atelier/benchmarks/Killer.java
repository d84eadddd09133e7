package org.atelier.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Takes the node or its database away at random, and waits until everything works again. */
final class Killer {
    private static final int LEAST_PAUSE = 20_000;
    private static final int MOST_PAUSE = 40_000;

    private final Shipped node;
    private final Outages outages;
    private final Random dice;
    private final Map<String, Integer> deeds = new TreeMap<>();

    Killer(Shipped node, Outages outages, Random dice) {
        this.node = node;
        this.outages = outages;
        this.dice = dice;
    }

    void live(BooleanSupplier over) throws InterruptedException, IOException {
        while (true) {
            var until = System.nanoTime()
                    + Duration.ofMillis(dice.nextInt(LEAST_PAUSE, MOST_PAUSE)).toNanos();
            while (System.nanoTime() < until) {
                if (over.getAsBoolean()) {
                    return;
                }
                Thread.sleep(100);
            }
            outages.begin();
            try {
                deeds.merge(strike(), 1, Integer::sum);
            } finally {
                outages.end();
            }
        }
    }

    private String strike() throws InterruptedException, IOException {
        switch (dice.nextInt(3)) {
            case 0 -> {
                node.killNode();
                Thread.sleep(dice.nextInt(1000));
                node.start();
                return "node killed";
            }
            case 1 -> {
                node.killDatabase();
                // it says that it is ready until it has noticed
                Thread.sleep(1500);
                node.awaitReady(Duration.ofMillis(100));
                return "database killed";
            }
            default -> {
                node.stop();
                node.start();
                return "stopped and started";
            }
        }
    }

    /** How often what was done; to be asked when it is over. */
    Map<String, Integer> deeds() {
        return deeds;
    }
}
