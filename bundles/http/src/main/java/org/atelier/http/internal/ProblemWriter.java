package org.atelier.http.internal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.atelier.http.Problem;
import org.atelier.http.Response;

/** Answers with a problem where there is no route to do it. */
final class ProblemWriter {
    private ProblemWriter() {}

    static void write(Problem problem, String path, String requestId, HttpServletResponse response) throws IOException {
        var answer = problem.response(path, requestId);
        response.setStatus(answer.status());
        answer.headers().forEach(header -> response.setHeader(header.name(), header.value()));
        if (answer.body() instanceof Response.Body.Bytes(var bytes)) {
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        }
    }
}
