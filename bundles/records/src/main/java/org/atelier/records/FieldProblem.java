package org.atelier.records;

/**
 * Why a record cannot be as somebody wants it.
 *
 * @param field the name of the field or link that is wrong; empty where it is several at once
 * @param message what is wrong, in words for people, without the field's name where {@code field} tells it
 */
public record FieldProblem(String field, String message) {}
