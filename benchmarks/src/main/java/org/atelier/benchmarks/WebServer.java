package org.atelier.benchmarks;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.atelier.http.internal.Drain;
import org.atelier.http.internal.Proxies;
import org.atelier.http.internal.RequestFilter;
import org.atelier.http.internal.SharedTurns;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;

/** The Jetty that ships, with our filter and some of our servlets, and Jetty's own servlet for files beside them. */
final class WebServer implements AutoCloseable {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    /**
     * Starts it.
     *
     * @param files a directory whose files are at {@code /}
     * @param measuring filters before ours
     * @param servlets by the pattern of their paths
     */
    static WebServer started(Path files, List<Filter> measuring, Map<String, Servlet> servlets) throws IOException {
        var web = new WebServer(Files.createDirectories(files), measuring, servlets);
        try {
            web.server.start();
        } catch (Exception e) {
            throw new IOException("Jetty does not start", e);
        }
        return web;
    }

    private WebServer(Path files, List<Filter> measuring, Map<String, Servlet> servlets) {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        var context = new ServletContextHandler();
        context.setContextPath("/");
        context.setBaseResourceAsPath(files);
        measuring.forEach(filter -> filter(context, filter));
        filter(context, new RequestFilter(new Drain(), new SharedTurns(SharedTurns.Limits.USUAL), Proxies.NONE));
        servlets.forEach((path, servlet) -> context.addServlet(new ServletHolder(servlet), path));
        var file = new ServletHolder("default", new DefaultServlet());
        file.setInitParameter("etags", "true");
        context.addServlet(file, "/");
        server.setHandler(new GzipHandler(context));
    }

    private static void filter(ServletContextHandler context, Filter filter) {
        context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
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
