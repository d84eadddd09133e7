package org.atelier.http;

/** The methods a route can have; HEAD and OPTIONS are answered for all of them. */
public enum Method {
    GET,
    POST,
    PUT,
    DELETE;

    /** Whether it may change something. */
    public boolean changes() {
        return this != GET;
    }
}
