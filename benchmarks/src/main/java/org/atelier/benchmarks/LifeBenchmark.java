package org.atelier.benchmarks;

import static org.atelier.benchmarks.Records.encoded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.atelier.database.embedded.internal.Directories;

/**
 * What ships, under what it is for: websites that fetch, administrators who read and tag, one who merges. Nothing that
 * comes out may be wrong, and what it takes of the machine is told; also how long it takes to start.
 */
final class LifeBenchmark {
    private static final int WEBSITES = 4;
    private static final int ADMINISTRATORS = 3;

    /** In seconds; then feeds are compared. */
    private static final int LONGEST_ROUND = 300;

    /**
     * How it is to be run.
     *
     * @param kill whether node and database are killed meanwhile
     * @param starts how many of each kind are measured
     */
    record Options(int seconds, boolean kill, int starts, long seed) {
        /** @throws IllegalArgumentException if there is one that nobody knows */
        static Options of(List<String> arguments) {
            var options = new Options(60, false, 3, new Random().nextInt(1_000_000));
            for (var i = 0; i < arguments.size(); i++) {
                options = switch (arguments.get(i)) {
                    case "--kill" -> new Options(options.seconds, true, options.starts, options.seed);
                    case "--seconds" ->
                        new Options((int) number(arguments, ++i), options.kill, options.starts, options.seed);
                    case "--seed" -> new Options(options.seconds, options.kill, options.starts, number(arguments, ++i));
                    case "--starts" ->
                        new Options(options.seconds, options.kill, (int) number(arguments, ++i), options.seed);
                    default -> throw new IllegalArgumentException("there is no option " + arguments.get(i));
                };
            }
            return options;
        }

        private static long number(List<String> arguments, int at) {
            if (at == arguments.size() || !arguments.get(at).matches("[1-9][0-9]{0,8}")) {
                throw new IllegalArgumentException(arguments.get(at - 1) + " needs a number");
            }
            return Long.parseLong(arguments.get(at));
        }
    }

    private interface Life {
        void live(BooleanSupplier over) throws Exception;
    }

    private final Shipped node;
    private final Options options;
    private final Records records;
    private final List<String> feeds;
    private final Tally tally;
    private final Outages outages = new Outages();
    private final Map<String, Set<String>> versions = new ConcurrentHashMap<>();
    private final Killer killer;
    private int compared;
    private long told;
    private int faultsTold;

    private LifeBenchmark(Shipped node, Options options, Records records) {
        this.node = node;
        this.options = options;
        this.records = records;
        killer = new Killer(node, outages, new Random(options.seed()));
        feeds = List.of(
                "/api/v1/events/published.yaml",
                "/api/v1/events/published.yaml?tag=" + encoded(records.tags().getFirst()),
                "/api/v1/events/published.json",
                "/api/v1/export/badges.yaml",
                "/api/v1/export/instructors.yaml");
        tally = new Tally(Stream.of(feeds, Administrator.DEEDS, Merger.DEEDS)
                .flatMap(List::stream)
                .toList());
    }

    /**
     * Prints what belongs into RESULTS.md.
     *
     * @param distribution as it was built, unpacked
     * @param dataset a directory of CSV files, as the generator of test data writes them
     * @return whether nothing was wrong
     */
    static boolean measure(Path directory, Path distribution, Path dataset, Options options) throws Exception {
        Files.createDirectories(directory);
        var homes = Files.createTempDirectory(directory, "life-");
        var kept = true;
        try (var node = new Shipped(distribution, homes.resolve("home"))) {
            starts(homes, distribution, node, dataset, options.starts());
            Records records;
            try (var byHand = node.database()) {
                records = Records.in(byHand);
            }
            var right = new LifeBenchmark(node, options, records).live();
            kept = !right;
            return right;
        } finally {
            if (kept) {
                System.out.println("Its logs are in " + homes);
            } else {
                Directories.delete(homes);
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ starts

    private static void starts(Path homes, Path distribution, Shipped node, Path dataset, int starts)
            throws IOException, InterruptedException, SQLException {
        System.out.println("""
                | start | ready after, ms | of it JVM's CPU, s | PostgreSQL, ms | stages, ms, from the JVM's own beginning |
                |---|---|---|---|---|""");
        for (var i = 1; i < starts; i++) {
            var home = homes.resolve("cold-" + i);
            try (var empty = new Shipped(distribution, home)) {
                tell("cold", empty.start());
            }
            Directories.delete(home);
        }
        tell("cold", node.start());
        try (var byHand = node.database()) {
            Dataset.loadUnjournaled(byHand, dataset);
            PagesBenchmark.liven(byHand);
        }
        for (var i = 0; i < starts; i++) {
            // what was loaded past the journal is noticed by a start
            node.stop();
            tell("warm", node.start());
        }
        System.out.println();
    }

    private static void tell(String what, Shipped.Started started) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %.1f | %,d | %s |%n",
                what,
                started.milliseconds(),
                started.cpu(),
                started.database(),
                started.stages());
    }

    // ------------------------------------------------------------------------------------------------ life

    private boolean live() throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%d s, %d websites, %d administrators, one who merges; seed %d%n%n",
                options.seconds(),
                WEBSITES,
                ADMINISTRATORS,
                options.seed());
        var footprints = new StringBuilder(Footprint.HEAD);
        var wrong = new ArrayList<String>();
        var visitors = new ArrayList<Visitor>();
        var begun = System.nanoTime();
        try {
            var lives = lives(visitors);
            lives.add(over -> tellNowAndThen(over, begun));
            if (options.kill()) {
                liveAndDie(lives, footprints, wrong);
            } else {
                footprints.append(Footprint.of(node).line("before"));
                allAtOnce(lives, options.seconds());
                footprints.append(Footprint.of(node).line("after"));
                wrong.addAll(differences());
            }
        } finally {
            visitors.forEach(Visitor::close);
        }
        System.out.println();
        System.out.println(footprints);
        System.out.println(tally.words());
        System.out.println("Versions seen: "
                + feeds.stream()
                        .map(feed -> versions.getOrDefault(feed, Set.of()).size() + " of " + feed)
                        .toList());
        System.out.println(compared + " feeds were compared with those of a fresh start.");
        if (options.kill()) {
            System.out.println("Meanwhile: " + killer.words() + ".");
        }
        wrong.addAll(tally.faults());
        wrong.forEach(System.out::println);
        var count = Math.max(wrong.size(), tally.wrong());
        System.out.println(count == 0 ? "Nothing was wrong." : count + " things were wrong.");
        return count == 0;
    }

    /**
     * For half of the time everything is killed, and now and then the feeds are compared. For the other half only the
     * database is, so that one and the same process has the time to leak what it leaks.
     */
    private void liveAndDie(List<Life> lives, StringBuilder footprints, List<String> wrong) throws Exception {
        footprints.append(Footprint.of(node).line("before"));
        var rounds = Math.max(1, options.seconds() / 2 / LONGEST_ROUND);
        for (var i = 0; i < rounds; i++) {
            allAtOnce(with(lives, Killer.Deed.values()), options.seconds() / 2 / rounds);
            wrong.addAll(differences());
        }
        footprints.append(Footprint.of(node).line("started for the last time"));
        allAtOnce(with(lives, Killer.Deed.DATABASE_KILLED), options.seconds() / 8);
        var warm = Footprint.of(node);
        footprints.append(warm.line("after a quarter of its life"));
        allAtOnce(with(lives, Killer.Deed.DATABASE_KILLED), options.seconds() * 3 / 8);
        var worn = Footprint.of(node);
        footprints.append(worn.line("at its end"));
        wrong.addAll(warm.leaks(worn));
        wrong.addAll(differences());
    }

    private List<Life> with(List<Life> lives, Killer.Deed... deeds) {
        var all = new ArrayList<>(lives);
        all.add(over -> killer.live(over, List.of(deeds)));
        return all;
    }

    private List<Life> lives(List<Visitor> visitors) throws InterruptedException {
        var lives = new ArrayList<Life>();
        for (var i = 0; i < WEBSITES; i++) {
            lives.add(new Website(visitor(visitors), tally, feeds, i % 2 == 1, versions)::live);
        }
        for (var i = 0; i < ADMINISTRATORS; i++) {
            var administrator = new Administrator(visitor(visitors), records, new Random(options.seed() + i));
            administrator.signIn(node.token());
            lives.add(administrator::live);
        }
        lives.add(new Merger(visitor(visitors), records, new Random(options.seed() - 1))::live);
        return lives;
    }

    private void tellNowAndThen(BooleanSupplier over, long begun) throws InterruptedException {
        while (!over.getAsBoolean()) {
            var seconds = (System.nanoTime() - begun) / 1_000_000_000;
            if (seconds / 60 > told) {
                told = seconds / 60;
                System.out.println(told + " min: " + tally.brief() + "; " + killer.words() + "; the node "
                        + Footprint.glance(node));
                tally.faults().stream().skip(faultsTold).forEach(System.out::println);
                faultsTold = tally.faults().size();
            }
            Thread.sleep(200);
        }
    }

    private Visitor visitor(List<Visitor> visitors) {
        var visitor = new Visitor(node, tally, outages);
        visitors.add(visitor);
        return visitor;
    }

    /** One that cannot go on ends it for all. */
    private void allAtOnce(List<Life> lives, int seconds) throws InterruptedException, ExecutionException {
        var failed = new AtomicBoolean();
        var end = System.nanoTime() + seconds * 1_000_000_000L;
        BooleanSupplier over = () -> failed.get() || System.nanoTime() > end;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var living = new ArrayList<Future<?>>();
            for (var life : lives) {
                living.add(threads.submit(() -> {
                    var finished = false;
                    try {
                        life.live(over);
                        finished = true;
                    } finally {
                        failed.compareAndSet(false, !finished);
                    }
                    return null;
                }));
            }
            for (var one : living) {
                one.get();
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ the end

    /** The feeds that are not what the node renders anew after it was started again. */
    private List<String> differences() throws IOException, InterruptedException {
        // what the last changes left is believed a tenth of a second later
        Thread.sleep(500);
        var quiet = feeds();
        node.stop();
        node.start();
        var anew = feeds();
        var different = new ArrayList<String>();
        for (var feed : feeds) {
            compared++;
            if (!quiet.get(feed).tag().equals(anew.get(feed).tag())
                    || !Arrays.equals(quiet.get(feed).bytes(), anew.get(feed).bytes())) {
                different.add(feed + " is " + quiet.get(feed).tag() + ", and anew "
                        + anew.get(feed).tag());
            }
        }
        return different;
    }

    private Map<String, Feed> feeds() throws InterruptedException {
        var bodies = new LinkedHashMap<String, Feed>();
        try (var visitor = new Visitor(node, tally, outages)) {
            for (var feed : feeds) {
                var body = Feed.of(visitor.ask(feed, visitor.to(feed), 200).orElseThrow());
                if (!body.isNamedByItsBytes()) {
                    tally.wrong(feed, "the ETag " + body.tag() + " is not of its bytes");
                }
                body.read(feed.contains(".yaml"));
                bodies.put(feed, body);
            }
        }
        return bodies;
    }
}
