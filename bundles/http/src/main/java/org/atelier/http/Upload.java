package org.atelier.http;

/**
 * A file that came with a form.
 *
 * @param field the form's field
 * @param name the file's name as the client gave it, for messages only; may be empty
 */
public record Upload(String field, String name, byte[] content) {}
