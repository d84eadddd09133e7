package org.atelier.amy;

/** A file somebody sent: its name, for messages, and its bytes as they came. */
public record AmyFile(String name, byte[] content) {}
