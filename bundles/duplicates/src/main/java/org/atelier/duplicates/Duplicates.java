package org.atelier.duplicates;

import java.util.List;
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
