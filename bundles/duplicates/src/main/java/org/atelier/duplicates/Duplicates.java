package org.atelier.duplicates;

import java.util.List;
import java.util.stream.Stream;
import org.atelier.domain.DatabaseUnavailableException;
import org.atelier.domain.NewOperation;
import org.osgi.annotation.versioning.ProviderType;

/** Records that may be there twice, and what people said to it. */
@ProviderType
public interface Duplicates {
    /** The rules for a kind, in the order in which they are told of. */
    List<Rule> rules(Kind kind);

    /**
     * Those that nobody dismissed. The first question reads all records, the first after a change those that changed;
     * until the next change, the answer is kept.
     *
     * @throws IllegalArgumentException if there is no such rule for the kind
     * @throws DatabaseUnavailableException if the database does not answer
     */
    DuplicatePage find(DuplicateQuery query);

    /** All that was said of a kind, the latest first. */
    List<Dismissal> dismissals(Kind kind);

    /**
     * What people said against these two being one, the latest first; it hinders nobody.
     *
     * @param kind of records; nothing is said of kinds without duplicates
     * @param a what one of them is called today, and {@code b} the other, in whatever order
     */
    default List<Dismissal> said(String kind, String a, String b) {
        return Stream.of(Kind.values())
                .filter(known -> known.word().equals(kind))
                .flatMap(known -> dismissals(known).stream())
                .filter(dismissal -> dismissal.isOf(a, b))
                .toList();
    }

    /**
     * Remembers that two records are not one.
     *
     * @param a a slug, a user name or an id; {@code b} likewise
     * @param reason why; may be empty
     */
    DismissOutcome dismiss(Kind kind, String a, String b, String reason, NewOperation by);

    /**
     * Takes that back.
     *
     * @param a the id of one of the records it was said of, whether or not that record is still there
     */
    DismissOutcome restore(Kind kind, long a, long b, NewOperation by);
}
