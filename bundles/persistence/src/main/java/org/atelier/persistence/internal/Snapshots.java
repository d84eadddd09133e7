package org.atelier.persistence.internal;

/** PostgreSQL's own word for a moment, in SQL; see docs/decisions/feeds-are-kept-by-snapshot.md. */
final class Snapshots {
    /** Which server answers, since when, and with which tables: a snapshot means nothing to another one. */
    static final String SERVER = "(pg_postmaster_start_time()::text || ' ' || 'operation'::regclass::oid)";

    /** Now; a text that a later statement compares with. */
    static final String NOW = "pg_current_snapshot()::text";

    private Snapshots() {}

    /**
     * Which operations were committed since: a condition on {@code operation}. A restored database may have operations
     * with the numbers of transactions that are still to come; they are not looked at.
     *
     * @param then SQL for the snapshot of an earlier moment; NULL for none, and nothing
     */
    static String committedSince(String then) {
        return """
                transaction_id >= pg_snapshot_xmin(%1$s::pg_snapshot)
                    and transaction_id < pg_snapshot_xmax(pg_current_snapshot())
                    and not pg_visible_in_snapshot(transaction_id, %1$s::pg_snapshot)""".formatted(then);
    }
}
