package org.atelier.records;

import java.util.Objects;
import java.util.Optional;
import org.atelier.domain.Countries;
import org.atelier.domain.WebAddress;

/**
 * A field of a kind of record.
 *
 * @param name what forms, filters and the API call it
 * @param label what people read
 * @param optional whether it may be absent
 * @param computed whether the database computes it from the others: it can be read and filtered by, never written
 * @param initial what a new record has where nothing is stated, as text; empty for nothing
 * @param refersTo the kind it refers to, for {@link FieldType#REFERENCE}
 * @param range the numbers that people may write into it, where not every number is one
 */
public record RecordField(
        String name,
        String label,
        FieldType type,
        boolean optional,
        boolean computed,
        String initial,
        Optional<String> refersTo,
        Optional<Range> range) {
    public RecordField {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(initial, "initial");
        if ((type == FieldType.REFERENCE) != refersTo.isPresent()) {
            throw new IllegalArgumentException(name + ": a reference and only a reference refers to a kind");
        }
    }

    /**
     * Why nobody may write this value, which is of the field's type, in words that follow its name; empty if they may. It
     * is no rule of the database: what was imported or is put back may be so all the same.
     */
    public Optional<String> unfit(Object value) {
        if (type == FieldType.COUNTRY && value instanceof String code && !code.isEmpty() && !Countries.isKnown(code)) {
            return Optional.of("must be a country in two letters such as NO, W3 for online, or empty; “%s” is none"
                    .formatted(code));
        }
        if (type == FieldType.URL && value instanceof String url && !url.isEmpty() && !WebAddress.isOne(url)) {
            return Optional.of(WebAddress.WORDS);
        }
        return range.filter(it -> value instanceof Number number && !it.holds(number.doubleValue()))
                .map(it -> "must be from %d to %d".formatted(it.least(), it.most()));
    }
}
