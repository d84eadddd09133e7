package org.atelier.persistence.internal;

/**
 * How PostgreSQL is to plan what a merge or an undo asks, told for one transaction.
 *
 * <p>Everything they ask is found by keys, however large the tables are. PostgreSQL does not know that: it would scan a
 * table, or the whole of an index, that was small when it planned, and keep that plan for as long as the connection lives; and it would plan long
 * statements anew for every merge, which takes longer than running them.
 */
final class ByKeys {
    /** For a transaction that reads, all of it as of one moment. */
    static final String READING = """
            set transaction isolation level repeatable read, read only;
            set local enable_seqscan = off;
            set local enable_hashjoin = off;
            set local enable_mergejoin = off;
            set local plan_cache_mode = force_generic_plan
            """;

    /** The same settings as expressions of a query. */
    static final String SETTINGS = """
            set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
            set_config('enable_mergejoin', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)""";

    /**
     * One more setting as an expression: ten times as long for each statement as others have. A merge takes as many
     * statements for a hundred thousand rows as for ten, so that each may do the work of very many; none waits for a lock.
     */
    static final String TIME = "set_config('statement_timeout',"
            + " (10000 * extract(epoch from current_setting('statement_timeout')::interval))::bigint::text, true)";

    private ByKeys() {}
}
