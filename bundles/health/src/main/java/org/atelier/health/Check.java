package org.atelier.health;

/**
 * One thing looked at.
 *
 * @param name such as {@code database}
 * @param detail in words for the operator: what is wrong, or what was found
 */
public record Check(String name, Status status, String detail) {
    /** How it stands. */
    public enum Status {
        OK,
        /** It does not work, while everything else does. */
        DEGRADED,
        /** Nothing can be relied on until it works. */
        FAILED
    }

    public static Check ok(String name, String detail) {
        return new Check(name, Status.OK, detail);
    }

    public static Check degraded(String name, String detail) {
        return new Check(name, Status.DEGRADED, detail);
    }

    public static Check failed(String name, String detail) {
        return new Check(name, Status.FAILED, detail);
    }
}
