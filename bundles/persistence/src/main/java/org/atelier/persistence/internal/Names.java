package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.jooq.Tables.REDIRECT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;

import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** What a name means: a live name is its own record's, one that was merged away is the survivor's. */
final class Names {
    private Names() {}

    /**
     * The id of the row that a name means, null if there is none and never was.
     *
     * @param table one whose rows are named by their column {@code name}
     * @param name a value, or a column of the statement around
     */
    static Field<Long> meant(Table<?> table, Field<String> name) {
        var named = table.as("named");
        var survivor = table.as("survivor");
        var survivorId = id(survivor);
        return coalesce(
                field(select(id(named))
                        .from(named)
                        .where(named.field("name", String.class).eq(name))),
                field(select(survivorId)
                        .from(REDIRECT)
                        .join(survivor)
                        .on(survivorId.eq(REDIRECT.TARGET_ID))
                        .where(isRetired(table, name))));
    }

    /** Whether a row of {@code redirect} says where a retired name of this table leads. */
    static Condition isRetired(Table<?> table, Field<String> name) {
        return REDIRECT.KIND
                .eq(DSL.inline(table.getName()))
                .and(REDIRECT.FORM.eq(DSL.inline("slug")))
                .and(REDIRECT.VALUE.eq(name));
    }

    private static Field<Long> id(Table<?> table) {
        return table.field("id", Long.class);
    }
}
