package org.atelier.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Clients that ask the same thing again and again, each over a connection of its own. */
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
        try (var pool = Executors.newFixedThreadPool(clients)) {
            var asking = IntStream.range(0, clients)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> ask(port, target, header, status, until), pool))
                    .toList();
            return asking.stream().mapToLong(CompletableFuture::join).sum() / (time.toNanos() / 1e9);
        }
    }

    private static long ask(int port, String target, String header, int status, long until) {
        var request = ("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            var answers = 0L;
            while (System.nanoTime() < until) {
                socket.getOutputStream().write(request);
                var length = 0L;
                var first = line(in);
                if (!first.startsWith("HTTP/1.1 " + status)) {
                    throw new IllegalStateException(target + " was answered with " + first);
                }
                for (var line = line(in); !line.isEmpty(); line = line(in)) {
                    if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                        length = Long.parseLong(
                                line.substring(line.indexOf(':') + 1).strip());
                    }
                }
                in.skipNBytes(status == 304 ? 0 : length);
                answers++;
            }
            return answers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(BufferedInputStream in) throws IOException {
        var line = new StringBuilder();
        for (var c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
