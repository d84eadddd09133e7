package org.atelier.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection that stays open, and throws away what it is answered: of a client, this costs the least. */
final class HttpConnection implements AutoCloseable {
    private final Socket socket;
    private final BufferedInputStream in;

    HttpConnection(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    /**
     * Asks, and returns when the last byte is here.
     *
     * @param headers more lines of the request, each with its end
     * @param status what the answer has to have
     * @return how many bytes the body had
     */
    long get(String target, String headers, int status) throws IOException {
        var request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var first = line();
        if (!first.startsWith("HTTP/1.1 " + status)) {
            throw new IllegalStateException(target + " was answered with " + first);
        }
        var length = 0L;
        var chunked = false;
        for (var line = line().toLowerCase(Locale.ROOT); !line.isEmpty(); line = line().toLowerCase(Locale.ROOT)) {
            if (line.startsWith("content-length:")) {
                length = Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
            }
            chunked |= line.startsWith("transfer-encoding:") && line.contains("chunked");
        }
        if (status == 304) {
            return 0;
        }
        if (!chunked) {
            in.skipNBytes(length);
            return length;
        }
        for (var chunk = chunk(); chunk > 0; chunk = chunk()) {
            length += chunk;
        }
        return length;
    }

    /** Passes over a chunk, of which the last one is empty. */
    private long chunk() throws IOException {
        var size = Long.parseLong(line().split(";")[0].strip(), 16);
        in.skipNBytes(size);
        line();
        return size;
    }

    private String line() throws IOException {
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

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
