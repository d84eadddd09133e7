package org.atelier.records;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Finds, makes, changes and deletes records of every kind, one operation each. Keys name records here; a key that was
 * merged away or renamed leads to the record it stands for when reading, and is refused with that record's key when
 * writing.
 */
@ProviderType
public interface Records {
    /** Every kind, in the order in which people look for them. */
    List<RecordKind> kinds();

    /** The kind of this name, be it one or several ({@code person}, {@code persons}). */
    default Optional<RecordKind> kind(String nameOrPlural) {
        return kinds().stream()
                .filter(kind ->
                        kind.name().equals(nameOrPlural) || kind.plural().equals(nameOrPlural))
                .findFirst();
    }

    /**
     * Some records of a kind.
     *
     * @throws UnfitQueryException if the query asks for what the kind does not have
     */
    RecordPage list(RecordKind kind, RecordQuery query);

    /** How many records of each of these kinds there are, in their order; counted as {@link RecordPage} counts. */
    List<Integer> counts(List<RecordKind> kinds);

    /** The record of this key, else of this id. */
    Lookup<RecordRow> find(RecordKind kind, String keyOrId);

    /** The records of these ids, whole, in an order of their own; what is not there is left out. */
    List<RecordRow> whole(RecordKind kind, Collection<Long> ids);

    /** Records whose key or title has every word of the text, those that begin with it first; at most 50. */
    List<RecordRef> choices(RecordKind kind, String text, int limit);

    /** What refers to a record, and how often; nothing that does not. */
    List<Use> uses(RecordKind kind, long id);

    /**
     * All that would stand in the way of such a record, as far as it can be known together: names that lead nowhere, values
     * that are missing, and every rule of the database that is broken. Writes nothing.
     *
     * @param id of the record that would be changed; empty for a new one
     * @param values by field, as {@link #create} and {@link #change} take them
     * @param links by name, the keys of what is linked
     * @return in the order of the kind's fields; empty if nothing stands in the way, or the record is gone
     */
    List<FieldProblem> problems(
            RecordKind kind, Optional<Long> id, Map<String, Object> values, Map<String, List<String>> links);

    /**
     * Makes a record.
     *
     * @param values by field: null, a text (also for the key of a reference), or what the field's type holds; what is left
     *     out is absent
     * @param links by name, the keys of what is linked
     */
    Saved create(RecordKind kind, Map<String, Object> values, Map<String, List<String>> links, NewOperation by);

    /**
     * Changes a record: the fields and links that are named, and no others. A key that changes leaves a redirect behind.
     *
     * @param version of the record as it was seen
     */
    Saved change(
            RecordKind kind,
            long id,
            String version,
            Map<String, Object> values,
            Map<String, List<String>> links,
            NewOperation by);

    /** Deletes a record that nothing refers to and nobody relies on, with its own links and the redirects to it. */
    Removal remove(RecordKind kind, long id, String version, NewOperation by);
}
