package org.atelier.http.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import org.atelier.http.Problem;
import org.atelier.http.Response.Body;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what the server itself refuses before any filter or servlet sees it, such as a host that is none: with a problem
 * or its page, as everywhere, and not with a page of the server's.
 */
final class UnreadRequests extends ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadRequests.class);

    private UnreadRequests() {}

    /** Has what comes by this way, and cannot be read, answered so. */
    static void answer(Connector connector) {
        connector.getServer().setErrorHandler(new UnreadRequests());
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int status, String message, Throwable cause, Callback callback) {
        var id = Optional.ofNullable(response.getHeaders().get(RequestFilter.REQUEST_ID))
                .orElseGet(() -> UUID.randomUUID().toString());
        var problem = problem(status, message, id);
        if (problem.status() == 500) {
            LOG.error("{} failed in the server, request id {}", request.getMethod(), id, cause);
        }
        var accept = Optional.ofNullable(request.getHeaders()).orElse(HttpFields.EMPTY);
        var path = Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
        var answer = problem.responseTo(accept.getValuesList("Accept"), path, id);
        response.setStatus(answer.status());
        answer.headers().forEach(header -> response.getHeaders().put(header.name(), header.value()));
        response.getHeaders().put(RequestFilter.REQUEST_ID, id);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        var bytes = answer.body() instanceof Body.Bytes(var given) ? given : new byte[0];
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }

    private static Problem problem(int status, String message, String id) {
        if (status >= 500 && status != 501 && status != 505) {
            return status == 503
                    ? new Problem(503, "not-ready", "Not ready", "The platform cannot answer at the moment.")
                            .withHeader("Retry-After", "5")
                    : Problem.internalError(id);
        }
        return new Problem(
                Math.max(400, status),
                "unreadable-request",
                "Unreadable request",
                "This is no request that can be read%s."
                        .formatted(message == null || message.isBlank() ? "" : ": " + message.strip()));
    }
}
