package org.atelier.persistence.internal;

import java.sql.SQLException;
import org.atelier.merge.engine.MergeException;
import org.jooq.exception.DataAccessException;

/** What the database says against a merge or an undo, as the engine's own refusals. */
final class Refusals {
    private Refusals() {}

    /**
     * A rule of the database stands against the result: told by its name, since it says more than we could.
     *
     * @param nothing that nothing was done, in words
     */
    static RuntimeException told(DataAccessException e, String nothing) {
        var cause = e.getCause(SQLException.class);
        var state = cause == null || cause.getSQLState() == null ? "" : cause.getSQLState();
        var code = switch (state) {
            case "23505" -> MergeException.Code.VALUE_TAKEN;
            case "23503", "23001" -> MergeException.Code.UNDECLARED_REFERENCE;
            case "40001", "40P01", "55P03" -> MergeException.Code.STALE_PLAN;
            // 22: a value that is none of its column's type, such as a day that no calendar has
            default ->
                state.startsWith("22") || state.startsWith("23") || state.startsWith("P0")
                        ? MergeException.Code.RULE_BROKEN
                        : null;
        };
        if (code == null) {
            return e;
        }
        var why = code == MergeException.Code.STALE_PLAN
                ? "somebody is changing these rows at this moment; look at a new plan"
                : "the database refuses it: " + Causes.innermost(cause);
        return new MergeException(code, nothing + ", " + why, e);
    }
}
