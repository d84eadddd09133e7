package org.atelier.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** Clients that ask one thing after another, each over a connection of its own. */
final class HttpLoad {
    private HttpLoad() {}

    /**
     * How many answers came in a second.
     *
     * @param header one more line of the request, or nothing
     * @param status what every answer has to have
     */
    static double rate(int port, String target, String header, int status, int clients, Duration time) {
        var until = System.nanoTime() + time.toNanos();
        return sum(port, clients, connection -> {
                    var answers = 0L;
                    while (System.nanoTime() < until) {
                        get(connection, target, header, status);
                        answers++;
                    }
                    return answers;
                })
                / (time.toNanos() / 1e9);
    }

    /**
     * Asks for each of the targets once, the clients taking turns.
     *
     * @param time takes the nanoseconds from a question to the last byte of its answer, of one after the other
     * @return how many bytes came
     */
    static long each(int port, List<String> targets, String headers, int clients, LongConsumer time) {
        return each(port, targets, headers, clients, Duration.ZERO, time);
    }

    /** @param look how long a client looks at an answer before it asks again: from none to twice that, by chance */
    static long each(int port, List<String> targets, String headers, int clients, Duration look, LongConsumer time) {
        var next = new AtomicInteger();
        return sum(port, clients, connection -> {
            var bytes = 0L;
            for (var i = next.getAndIncrement(); i < targets.size(); i = next.getAndIncrement()) {
                LockSupport.parkNanos(
                        (long) (look.toNanos() * 2 * ThreadLocalRandom.current().nextDouble()));
                var start = System.nanoTime();
                bytes += get(connection, targets.get(i), headers, 200);
                var took = System.nanoTime() - start;
                synchronized (time) {
                    time.accept(took);
                }
            }
            return bytes;
        });
    }

    private static long sum(int port, int clients, ToLongFunction<HttpConnection> work) {
        try (var pool = Executors.newFixedThreadPool(clients)) {
            var asking = IntStream.range(0, clients)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> connected(port, work), pool))
                    .toList();
            return asking.stream().mapToLong(CompletableFuture::join).sum();
        }
    }

    private static long connected(int port, ToLongFunction<HttpConnection> work) {
        try (var connection = new HttpConnection(port)) {
            return work.applyAsLong(connection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long get(HttpConnection connection, String target, String headers, int status) {
        try {
            return connection.get(target, headers, status);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
