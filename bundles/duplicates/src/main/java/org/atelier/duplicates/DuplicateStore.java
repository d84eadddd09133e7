package org.atelier.duplicates;

import java.util.List;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.osgi.annotation.versioning.ProviderType;

/** The port through which duplicates reach the database. */
@ProviderType
public interface DuplicateStore {
    /** How many pairs the rules look at, at most. */
    int MAX_PAIRS = 50_000;

    /** How many records may share something for it to tell anything. */
    int MAX_SHARING = 20;

    /** Two records that share something; the one with the smaller id first. */
    record Pair(Suspect a, Suspect b) {}

    /**
     * What there is to look at.
     *
     * @param pairs in the order of their ids; at most {@link #MAX_PAIRS}
     * @param cut whether there are more
     * @param position up to where the journal was seen; opaque
     */
    record Candidates(List<Pair> pairs, boolean cut, String position) {
        public Candidates {
            pairs = List.copyOf(pairs);
        }
    }

    /** Every pair of records of the kind that share something, in one consistent read. */
    Candidates candidates(Kind kind);

    /**
     * Whether candidates of the kind may be others than those that were read at a position.
     *
     * @return the position up to which they are the same; empty if they may have changed since
     */
    Optional<String> unchangedSince(Kind kind, String position);

    /** All that was said of the kind, the latest first. */
    List<Dismissal> dismissals(Kind kind);

    DismissOutcome dismiss(Kind kind, String a, String b, String reason, NewOperation by);

    DismissOutcome restore(Kind kind, long a, long b, NewOperation by);
}
