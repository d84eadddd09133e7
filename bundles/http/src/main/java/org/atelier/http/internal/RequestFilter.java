package org.atelier.http.internal;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.atelier.http.BasePath;
import org.atelier.http.Problem;
import org.atelier.http.Request;
import org.atelier.http.Turns;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Gives every request its id, in the log and in the answer, and every answer its security headers. */
@Component(service = Filter.class)
@HttpWhiteboardFilterPattern("/*")
public final class RequestFilter implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(RequestFilter.class);

    static final String REQUEST_ID = "X-Request-Id";

    /** The key under which log lines have the request's id. */
    static final String MDC_KEY = "requestId";

    /** What may stand in a log line and a header without doing harm there. */
    private static final Pattern ACCEPTABLE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    private final Drain drain;
    private final SharedTurns turns;
    private final Proxies proxies;

    @Activate
    public RequestFilter(@Reference Drain drain, @Reference SharedTurns turns, BundleContext context) {
        this(
                drain,
                turns,
                Proxies.of(
                        setting(context, Proxies.PROPERTY),
                        setting(context, Proxies.HEADERS_PROPERTY),
                        setting(context, Proxies.PATH_PROPERTY)));
    }

    private static String setting(BundleContext context, String property) {
        return Optional.ofNullable(context.getProperty(property)).orElse("");
    }

    public RequestFilter(Drain drain, SharedTurns turns, Proxies proxies) {
        this.drain = drain;
        this.turns = turns;
        this.proxies = proxies;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        drain.seen(request).ifPresent(connector -> {
            turns.connections().bound(connector);
            UnreadRequests.answer(connector);
        });
        request.setAttribute(Turns.ATTRIBUTE, turns);
        var id = Optional.ofNullable(((HttpServletRequest) request).getHeader(REQUEST_ID))
                .filter(sent -> ACCEPTABLE_ID.matcher(sent).matches())
                .orElseGet(() -> UUID.randomUUID().toString());
        request.setAttribute(Request.ID_ATTRIBUTE, id);
        var sent = (HttpServletRequest) request;
        var passedOn = proxies.passedOn(sent);
        request.setAttribute(Request.LOCAL_ATTRIBUTE, FromThisMachine.came(sent, passedOn));
        var answer = (HttpServletResponse) response;
        answer.setHeader(REQUEST_ID, id);
        answer.setHeader("X-Content-Type-Options", "nosniff");
        answer.setHeader("X-Frame-Options", "DENY");
        answer.setHeader("Referrer-Policy", "same-origin");
        answer.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        try (var _ = MDC.putCloseable(MDC_KEY, id)) {
            BasePath.during(passedOn ? proxies.basePath() : "", () -> {
                passOn(passedOn ? proxies.seenBehind(sent) : sent, answer, chain, id);
                return null;
            });
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("nothing else is thrown by filters", e);
        }
    }

    /** Whatever escapes the servlets is logged here, once, and the client is told nothing of it but the id. */
    private static void passOn(HttpServletRequest request, HttpServletResponse answer, FilterChain chain, String id)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, answer);
        } catch (RuntimeException | ServletException | Error e) {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
            if (answer.isCommitted()) {
                // half an answer must not look like a whole one
                throw e;
            }
            answer.resetBuffer();
            ProblemWriter.write(Problem.internalError(id), request, id, answer);
        }
    }
}
