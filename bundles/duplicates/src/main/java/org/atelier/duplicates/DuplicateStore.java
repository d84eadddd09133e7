package org.atelier.duplicates;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.osgi.annotation.versioning.ProviderType;

/** The port through which duplicates reach the database. */
@ProviderType
public interface DuplicateStore {
    /** Takes in what is read of a kind. */
    interface Reader {
        /** What was read before counts no more: every record follows. */
        void afresh();

        /** A record as it is now; of a person, {@code namesakes} are not counted. */
        void now(Suspect record);

        /** There is no such record any more. */
        void gone(long id);
    }

    /**
     * Reads, at one moment, every record of the kind that may be another than at an earlier one.
     *
     * @param since a position up to which the reader knows everything; empty if it knows nothing
     * @return the position up to which it knows everything now; opaque
     */
    String read(Kind kind, Optional<String> since, Reader reader);

    /** Those of these records that are there; of people, {@code namesakes} are not counted. */
    List<Suspect> records(Kind kind, Collection<Long> ids);

    /** All that was said of the kind, the latest first. */
    List<Dismissal> dismissals(Kind kind);

    DismissOutcome dismiss(Kind kind, String a, String b, String reason, NewOperation by);

    DismissOutcome restore(Kind kind, long a, long b, NewOperation by);
}
