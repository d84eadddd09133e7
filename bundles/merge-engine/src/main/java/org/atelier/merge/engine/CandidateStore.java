package org.atelier.merge.engine;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** How {@link Candidates} reaches the database. */
@ConsumerType
public interface CandidateStore {
    /**
     * The columns by which records are found and told apart.
     *
     * @param table with the primary key {@code id}
     * @param name the column that names a record in addresses
     * @param known further columns with texts, in the order in which people would say them
     */
    record Columns(String table, String name, List<String> known) {
        public Columns {
            known = List.copyOf(known);
        }
    }

    /** The record with this id; empty if there is none. */
    Optional<Candidate> read(Columns columns, long id);

    /** Those with every word in one of the columns, as {@link Candidates#search} orders them; the text is not blank. */
    List<Candidate> search(Columns columns, String text, int limit);
}
