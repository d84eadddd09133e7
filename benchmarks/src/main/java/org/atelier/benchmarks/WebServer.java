package org.atelier.benchmarks;

import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import org.atelier.export.Exports;
import org.atelier.http.ErrorRenderer;
import org.atelier.http.RoutingServlet;
import org.atelier.http.internal.Drain;
import org.atelier.http.internal.Proxies;
import org.atelier.http.internal.RequestFilter;
import org.atelier.rest.internal.ExportRoutes;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;

/** The Jetty that ships, with our filter and routes, and Jetty's own servlet for files beside them. */
final class FeedServer implements AutoCloseable {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    private FeedServer(Exports exports, Path files) {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        var context = new ServletContextHandler();
        context.setContextPath("/");
        context.setBaseResourceAsPath(files);
        context.addFilter(
                new FilterHolder(new RequestFilter(new Drain(), Proxies.NONE)),
                "/*",
                EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(
                new ServletHolder(new RoutingServlet(
                        new ExportRoutes(exports).routes(), _ -> Optional.empty(), ErrorRenderer.PROBLEM_JSON)),
                "/api/v1/*");
        var file = new ServletHolder("default", new DefaultServlet());
        file.setInitParameter("etags", "true");
        context.addServlet(file, "/");
        server.setHandler(new GzipHandler(context));
    }

    /** @param body what the file {@code /feed.yaml} holds */
    static FeedServer started(Exports exports, Path directory, byte[] body) throws IOException {
        Files.write(Files.createDirectories(directory).resolve("feed.yaml"), body);
        var feeds = new FeedServer(exports, directory);
        try {
            feeds.server.start();
        } catch (Exception e) {
            throw new IOException("Jetty does not start", e);
        }
        return feeds;
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("Jetty does not stop", e);
        }
    }
}
