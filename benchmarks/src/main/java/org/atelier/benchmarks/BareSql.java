package org.atelier.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What somebody would type who merges two events by hand and knows what they do: the same result as a merge with the
 * default choices, in one transaction, without snapshot, plan, ledger, proof or receipt. Nothing here can be undone.
 */
final class BareSql {
    /** How many statements a merge takes, without begin and commit. */
    static final int STATEMENTS = 13;

    private final Connection connection;

    /** @param connection with auto-commit off */
    BareSql(Connection connection) {
        this.connection = connection;
    }

    /** Merges the event of one slug into that of another. */
    void merge(String survivor, String retired) throws SQLException {
        // so that the journal has an operation to belong to; where its triggers are off, one row more
        run("insert into operation (kind, actor) values ('bare', 'somebody')");
        long a = lock(survivor);
        long b = lock(retired);
        run("""
                update task as kept set title = gone.title from task as gone
                where kept.event_id = ? and gone.event_id = ? and kept.title = '' and gone.title <> ''
                and kept.person_id = gone.person_id and kept.role_id = gone.role_id""", a, b);
        run("""
                delete from task as gone using task as kept
                where gone.event_id = ? and kept.event_id = ?
                and kept.person_id = gone.person_id and kept.role_id = gone.role_id""", b, a);
        run("update task set event_id = ? where event_id = ?", a, b);
        run("update todo set event_id = ? where event_id = ?", a, b);
        run("update award set event_id = ? where event_id = ?", a, b);
        run("""
                insert into event_tag (event_id, tag_id) select ?, tag_id from event_tag where event_id = ?
                on conflict do nothing""", a, b);
        run("delete from event_tag where event_id = ?", b);
        run("""
                update event as kept set
                    venue = coalesce(kept.venue, other.venue), address = coalesce(kept.address, other.address),
                    contact = coalesce(kept.contact, other.contact),
                    attendance = coalesce(kept.attendance, other.attendance),
                    notes = concat_ws(E'\\n\\n', kept.notes, other.notes)
                from event as other where kept.id = ? and other.id = ?""", a, b);
        run("delete from event where id = ?", b);
        try (var statement = connection.prepareStatement("""
                insert into redirect (kind, form, value, target_id, operation_id)
                select 'event', given.form, given.value, ?, o.id
                from operation as o, (values ('id', ?::text), ('slug', ?)) as given (form, value)
                where o.transaction_id = pg_current_xact_id()""")) {
            statement.setLong(1, a);
            statement.setString(2, Long.toString(b));
            statement.setString(3, retired);
            if (statement.executeUpdate() != 2) {
                throw new IllegalStateException("two redirects were to be written");
            }
        }
        connection.commit();
    }

    private long lock(String slug) throws SQLException {
        try (var statement = connection.prepareStatement("select id from event where slug = ? for update")) {
            statement.setString(1, slug);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("there is no event " + slug);
                }
                return rows.getLong(1);
            }
        }
    }

    private void run(String sql, Long... ids) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < ids.length; i++) {
                statement.setLong(i + 1, ids[i]);
            }
            statement.executeUpdate();
        }
    }
}
