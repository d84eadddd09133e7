package org.atelier.health.internal;

/**
 * One thing looked at.
 *
 * @param name such as {@code database}
 * @param detail in words for the operator: what is wrong, or what was found
 */
record Check(String name, boolean ok, String detail) {}
