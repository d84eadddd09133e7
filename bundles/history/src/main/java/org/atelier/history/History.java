package org.atelier.history;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.osgi.annotation.versioning.ProviderType;

/** Reads what was changed: from the journal, which the database itself writes. Nothing here changes anything. */
@ProviderType
public interface History {
    /** The kinds of records that have a history, such as {@code event}, each with what people call it. */
    SortedMap<String, String> kinds();

    /**
     * Operations, newest first.
     *
     * @throws HistoryException UNKNOWN_KIND if the query names a kind of record that there is not
     */
    List<LoggedOperation> log(LogQuery query);

    /**
     * One operation with its rows, in the order in which they were changed.
     *
     * @param after only rows after the change of this id; 0 for the first ones
     * @param limit at most so many rows
     */
    Optional<LoggedOperation> operation(long id, long after, int limit);

    /** What operations were, without their rows, by their ids; of those that there are. */
    Map<Long, Operation> operations(Collection<Long> ids);

    /**
     * All that happened to a record, newest first, links and children included.
     *
     * @param record its id, a name it has, or one that it once had; an id that there ever was beats a name
     * @param before only operations older than the one of this id
     * @param limit at most so many operations
     * @throws HistoryException UNKNOWN_KIND, or UNKNOWN_RECORD if no record was ever called so
     */
    Timeline timeline(String kind, String record, Optional<Long> before, int limit);

    /**
     * A record as it was, with what hung on it.
     *
     * @param record as {@link #timeline} takes it
     * @param at operations that began later do not count
     * @throws HistoryException UNKNOWN_KIND or UNKNOWN_RECORD
     */
    Moment at(String kind, String record, Instant at);
}
