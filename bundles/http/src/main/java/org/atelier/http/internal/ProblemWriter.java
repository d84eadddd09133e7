package org.atelier.http.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.atelier.http.Problem;
import org.atelier.http.Response;

/** Answers with a problem, or the page of one, where there is no route to do it. */
final class ProblemWriter {
    private ProblemWriter() {}

    static void write(Problem problem, HttpServletRequest request, String requestId, HttpServletResponse response)
            throws IOException {
        var accept = Collections.list(request.getHeaders("Accept"));
        var answer = problem.responseTo(accept, request.getRequestURI(), requestId);
        response.setStatus(answer.status());
        answer.headers().forEach(header -> response.setHeader(header.name(), header.value()));
        if (answer.body() instanceof Response.Body.Bytes(var bytes)) {
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        }
    }
}
