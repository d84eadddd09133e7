package org.atelier.persistence.internal;

import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.postgresql.PGStatement;

/**
 * Lets PostgreSQL plan a statement for the values it is asked with, however often it was asked before. The driver would
 * have it prepared once and for all at the fifth time, and what suits a rare word does not suit one that nearly all have.
 */
final class PlannedForItsValues implements ExecuteListener {
    private static final long serialVersionUID = 1;

    /** The same database, whose statements are planned so. */
    static DSLContext in(DSLContext sql) {
        return sql.configuration().deriveAppending(new PlannedForItsValues()).dsl();
    }

    @Override
    public void prepareEnd(ExecuteContext context) {
        try {
            context.statement().unwrap(PGStatement.class).setPrepareThreshold(0);
        } catch (SQLException e) {
            context.sqlException(e);
        }
    }
}
