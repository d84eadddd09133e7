package org.atelier.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Stream;
import org.atelier.http.internal.Drain;
import org.atelier.http.internal.NothingElseServlet;
import org.atelier.http.internal.Proxies;
import org.atelier.http.internal.RequestFilter;
import org.atelier.http.internal.SharedTurns;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;

/** Servlets in the Jetty that ships, with the filter and the compression that they have there; for tests. */
public final class HttpFixture implements AutoCloseable {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Drain drain = new Drain();
    private final StringBuffer log = new StringBuffer();

    /** Starts the servlets, each at its pattern such as {@code /api/v1/*}, on a free port of the loopback address. */
    public static HttpFixture start(Map<String, ? extends Servlet> servlets) {
        return new HttpFixture(servlets, Proxies.NONE);
    }

    /** The same, with somebody else who is told of every request. */
    public static HttpFixture start(Map<String, ? extends Servlet> servlets, RequestLog log) {
        return new HttpFixture(servlets, Proxies.NONE, log);
    }

    /** The same behind a proxy at the loopback address. */
    public static HttpFixture startBehindProxy(Map<String, ? extends Servlet> servlets) {
        return startBehindProxy("x-forwarded", "", servlets);
    }

    /** The same behind a proxy that writes these headers, and shows us below this path. */
    public static HttpFixture startBehindProxy(
            String headers, String basePath, Map<String, ? extends Servlet> servlets) {
        return new HttpFixture(servlets, Proxies.of("127.0.0.0/8", headers, basePath));
    }

    /** The same with these limits. */
    public static HttpFixture start(Map<String, ? extends Servlet> servlets, SharedTurns turns) {
        return new HttpFixture(servlets, Proxies.NONE, turns);
    }

    private HttpFixture(Map<String, ? extends Servlet> servlets, Proxies proxies, RequestLog... logs) {
        this(servlets, proxies, new SharedTurns(SharedTurns.Limits.USUAL), logs);
    }

    private HttpFixture(
            Map<String, ? extends Servlet> servlets, Proxies proxies, SharedTurns turns, RequestLog... logs) {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        var context = new ServletContextHandler();
        context.setContextPath("/");
        context.addFilter(
                new FilterHolder(new RequestFilter(drain, turns, proxies)), "/*", EnumSet.of(DispatcherType.REQUEST));
        if (!servlets.containsKey("/*")) {
            context.addServlet(new ServletHolder(new NothingElseServlet()), "/");
        }
        servlets.forEach((pattern, servlet) -> context.addServlet(new ServletHolder(servlet), pattern));
        server.setHandler(new GzipHandler(context));
        server.setRequestLog(new RequestLog.Collection(Stream.concat(
                        Stream.of(new CustomRequestLog(
                                line -> log.append(line).append('\n'), "%u %m %U %s %{X-Request-Id}o")),
                        Arrays.stream(logs))
                .toArray(RequestLog[]::new)));
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public URI uri(String target) {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + target);
    }

    /** A request for this target, to be completed. */
    public HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(uri(target)).timeout(Duration.ofSeconds(20));
    }

    /** Sends the request and follows no redirects. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    public <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> get(String target, String... headers) {
        var request = request(target);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** Sends these bytes as they are and returns all that comes back until the server closes. */
    public String raw(String request) {
        try (var socket = new Socket("127.0.0.1", connector.getLocalPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets what was begun end, as it is done when the platform stops. */
    public void drain() {
        drain.drain();
    }

    /** From now on, connections on which nothing happens for so long are given up. */
    public void idleTimeout(Duration time) {
        connector.setIdleTimeout(time.toMillis());
    }

    /** A connection to it, for what a well-behaved client does not do. */
    public Socket connect() throws IOException {
        return new Socket("127.0.0.1", connector.getLocalPort());
    }

    /** The lines of the access log so far: user, method, path, status, request id. */
    public String accessLog() {
        return log.toString();
    }

    @Override
    public void close() {
        client.shutdownNow();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
