package org.atelier.records;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.stream.Stream;

/**
 * Why a record cannot be as somebody wants it.
 *
 * @param field the name of the field or link that is wrong; empty where it is several at once
 * @param message what is wrong, in words for people, without the field's name where {@code field} tells it
 */
public record FieldProblem(String field, String message) {
    /**
     * What is wrong with a record, all of it together, in the order in which its form shows the fields.
     *
     * @param unread what is wrong with values that could not even be read
     * @param others what else is wrong; where it is about a value that could not be read, it says nothing new
     */
    public static List<FieldProblem> together(RecordKind kind, List<FieldProblem> unread, List<FieldProblem> others) {
        var known = unread.stream().map(FieldProblem::field).collect(toSet());
        var order = Stream.concat(
                        kind.fields().stream().map(RecordField::name),
                        kind.links().stream().map(RecordLink::name))
                .toList();
        return Stream.concat(unread.stream(), others.stream().filter(problem -> !known.contains(problem.field())))
                // what is about several fields, or about none that there is, comes last
                .sorted(comparingInt(
                        problem -> order.contains(problem.field()) ? order.indexOf(problem.field()) : order.size()))
                .toList();
    }
}
