package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.noCondition;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.atelier.records.FieldText;
import org.atelier.records.FieldType;
import org.atelier.records.RecordField;
import org.atelier.records.RecordQuery;
import org.atelier.records.RecordRow;
import org.atelier.records.UnfitQueryException;
import org.atelier.records.UnfitTextException;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SortField;

/**
 * The order of a list and the place in it from which a page goes on. Records without the value come last, whatever the
 * direction, and are read by a statement of their own: so both can follow an index.
 *
 * @param sections in the order in which they are read; those before the place are left out
 * @param field by which the list is sorted; null for the id
 */
record RecordOrder(List<Section> sections, RecordField field) {
    private static final String ID = "id";

    /** A part of the list. */
    record Section(Condition condition, List<SortField<?>> order) {}

    static RecordOrder of(RecordShape shape, RecordQuery query) {
        var kind = shape.kind();
        var name = query.sort().orElse(kind.sorted().getFirst());
        if (!kind.sorted().contains(name)) {
            throw new UnfitQueryException(
                    "sort",
                    "%s cannot be sorted by %s; there are: %s."
                            .formatted(kind.labels(), name, String.join(", ", kind.sorted())));
        }
        var descending = query.sort().isPresent() ? query.descending() : kind.descending();
        var place = query.after().map(text -> Place.read(shape, name, text));
        var id = shape.id();
        if (name.equals(ID)) {
            var after = place.map(it -> descending ? id.lt(it.id()) : id.gt(it.id()))
                    .orElse(noCondition());
            return new RecordOrder(List.of(new Section(after, List.of(descending ? id.desc() : id.asc()))), null);
        }
        var field = kind.field(name).orElseThrow();
        @SuppressWarnings("unchecked")
        var column = (Field<Object>) shape.columns().get(name);
        var isThere = field.optional() ? column.isNotNull() : noCondition();
        var there = new Section(
                place.filter(it -> it.value() != null)
                        .map(it -> isThere.and(beyond(column, it.value(), descending, id, it.id())))
                        .orElse(isThere),
                // NULLs first is how an index from the last to the first has them; here are none
                List.of(descending ? column.desc() : column.asc(), id.asc()));
        var absent = new Section(
                place.filter(it -> it.value() == null)
                        .map(it -> column.isNull().and(id.gt(it.id())))
                        .orElse(column.isNull()),
                List.of(id.asc()));
        var passed = place.filter(it -> it.value() == null).isPresent();
        return new RecordOrder(
                Stream.of(passed ? null : there, field.optional() ? absent : null)
                        .filter(section -> section != null)
                        .toList(),
                field);
    }

    /** The first half alone would do; the second lets an index begin at the place. */
    private static Condition beyond(
            Field<Object> column, Object value, boolean descending, Field<Long> id, long lastId) {
        var further = descending ? column.lt(value) : column.gt(value);
        var notBefore = descending ? column.le(value) : column.ge(value);
        return notBefore.and(further.or(id.gt(lastId)));
    }

    /** The column by which the list is sorted, unless that is the id. */
    Optional<Field<?>> column(RecordShape shape) {
        return Optional.ofNullable(field).map(sorted -> shape.columns().get(sorted.name()));
    }

    /** Where the page that ends with this record ends. */
    String placeOf(RecordRow row) {
        var value = field == null ? null : row.values().get(field.name());
        return value == null ? Long.toString(row.id()) : row.id() + "~" + FieldText.of(value);
    }

    /** @param value null where the record has none */
    private record Place(long id, Object value) {
        static Place read(RecordShape shape, String sort, String text) {
            var mark = text.indexOf('~');
            var id = mark < 0 ? text : text.substring(0, mark);
            try {
                if (id.matches("[1-9][0-9]{0,17}")) {
                    if (mark < 0) {
                        return new Place(Long.parseLong(id), null);
                    }
                    var field = shape.kind().field(sort);
                    if (field.isPresent() && field.get().type() != FieldType.REFERENCE) {
                        return new Place(Long.parseLong(id), FieldText.read(field.get(), text.substring(mark + 1)));
                    }
                }
            } catch (UnfitTextException e) {
                throw noPlace(text, e);
            }
            throw noPlace(text, null);
        }

        private static UnfitQueryException noPlace(String text, Exception cause) {
            var unfit =
                    new UnfitQueryException("after", "“" + text + "” is no place in this list; begin anew without it.");
            unfit.initCause(cause);
            return unfit;
        }
    }
}
