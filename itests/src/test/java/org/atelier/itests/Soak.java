package org.atelier.itests;

import java.util.concurrent.ThreadLocalRandom;

/** How much of the long tests to run: little in every build, all of it by {@code ./atelier soak}. */
final class Soak {
    /** What chance decides is decided by this; tell it to {@code ./atelier soak --seed} to have it again. */
    static final long SEED =
            Long.getLong("atelier.soak.seed", ThreadLocalRandom.current().nextLong(1_000_000));

    private Soak() {}

    /** A count, such as {@code merges}. */
    static int count(String name, int inEveryBuild) {
        return Integer.getInteger("atelier.soak." + name, inEveryBuild);
    }

    /** Printed, since a long test that passed should say what it did. */
    static void tell(String what) {
        System.out.println("soak, seed " + SEED + ": " + what);
    }
}
