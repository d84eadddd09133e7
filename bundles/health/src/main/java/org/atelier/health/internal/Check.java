package org.atelier.health.internal;

/**
 * One thing looked at.
 *
 * @param name such as {@code database}
 * @param detail in words for the operator: what is wrong, or what was found
 */
record Check(String name, Status status, String detail) {
    /** How it stands. */
    enum Status {
        OK,
        /** It does not work, while everything else does. */
        DEGRADED,
        /** Nothing can be relied on until it works. */
        FAILED
    }

    static Check ok(String name, String detail) {
        return new Check(name, Status.OK, detail);
    }

    static Check degraded(String name, String detail) {
        return new Check(name, Status.DEGRADED, detail);
    }

    static Check failed(String name, String detail) {
        return new Check(name, Status.FAILED, detail);
    }
}
