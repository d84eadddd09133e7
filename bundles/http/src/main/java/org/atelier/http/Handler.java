package org.atelier.http;

import java.io.IOException;

/** Answers the requests of one route. */
@FunctionalInterface
public interface Handler {
    /**
     * @throws ProblemException to answer with a problem
     * @throws IOException if the request cannot be read any further
     */
    Response handle(Request request) throws IOException;
}
