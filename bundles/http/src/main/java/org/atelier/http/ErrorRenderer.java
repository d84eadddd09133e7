package org.atelier.http;

/** Makes the answer to a request that failed: a problem for programs, a page for people. */
@FunctionalInterface
public interface ErrorRenderer {
    /** The answer; it may have another status, as where a page sends people to sign in. */
    Response render(Problem problem, Request request);

    /** As {@code application/problem+json} (RFC 9457). */
    ErrorRenderer PROBLEM_JSON = (problem, request) -> problem.response(request.path(), request.id());

    /** As a page that needs nothing else for people, as {@link #PROBLEM_JSON} for programs. */
    ErrorRenderer PLAIN =
            (problem, request) -> problem.responseTo(request.headers("Accept"), request.path(), request.id());
}
