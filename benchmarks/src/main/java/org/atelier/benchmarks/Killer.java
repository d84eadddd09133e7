package org.atelier.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Takes the node or its database away at random, and waits until everything works again. */
final class Killer {
    /** What is done to them. */
    enum Deed {
        NODE_KILLED,
        DATABASE_KILLED,
        RESTARTED
    }

    private static final int LEAST_PAUSE = 20_000;
    private static final int MOST_PAUSE = 40_000;

    private final Shipped node;
    private final Outages outages;
    private final Random dice;
    private final Map<Deed, Integer> deeds = new EnumMap<>(Deed.class);

    Killer(Shipped node, Outages outages, Random dice) {
        this.node = node;
        this.outages = outages;
        this.dice = dice;
    }

    /** @param choice what is done, by chance; one that stands there twice is done twice as often */
    void live(BooleanSupplier over, List<Deed> choice) throws InterruptedException, IOException {
        while (true) {
            var until = System.nanoTime()
                    + Duration.ofMillis(dice.nextInt(LEAST_PAUSE, MOST_PAUSE)).toNanos();
            while (System.nanoTime() < until) {
                if (over.getAsBoolean()) {
                    return;
                }
                Thread.sleep(100);
            }
            var deed = choice.get(dice.nextInt(choice.size()));
            outages.begin();
            try {
                strike(deed);
            } finally {
                outages.end();
            }
            count(deed);
        }
    }

    private void strike(Deed deed) throws InterruptedException, IOException {
        switch (deed) {
            case NODE_KILLED -> {
                node.killNode();
                Thread.sleep(dice.nextInt(1000));
                node.start();
            }
            case DATABASE_KILLED -> {
                node.killDatabase();
                // it says that it is ready until it has noticed
                Thread.sleep(1500);
                node.awaitReady(Duration.ofMillis(100));
            }
            case RESTARTED -> {
                node.stop();
                node.start();
            }
        }
    }

    private synchronized void count(Deed deed) {
        deeds.merge(deed, 1, Integer::sum);
    }

    /** How often what was done so far. */
    synchronized String words() {
        return "node killed %d times, database %d times, node stopped and started %d times"
                .formatted(
                        deeds.getOrDefault(Deed.NODE_KILLED, 0),
                        deeds.getOrDefault(Deed.DATABASE_KILLED, 0),
                        deeds.getOrDefault(Deed.RESTARTED, 0));
    }
}
