package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.val;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Set;
import org.atelier.merge.engine.Catalogue;
import org.atelier.merge.engine.Catalogue.Action;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Reads PostgreSQL's catalogue, in one statement: every plan and every merge asks. */
final class Catalogues {
    /**
     * A row for each table, with its columns as arrays, then one for each foreign key. A key of a partitioned table has
     * copies for its partitions, whose parent it is. What keeps a key may be switched off as a trigger, or since
     * PostgreSQL 18 by the key's own column. A journal trigger counts if it fires after the insert, update and delete of
     * each row, whatever the row is, and writes the primary key. A table's schema is told only where statements must say
     * it.
     *
     * <p>It is asked twice for every merge, so everything is looked up once for each table and each key, not for each column.
     */
    private static final String SQL = """
            with asked as materialized (
                select c.oid, c.relname, c.relkind, n.nspname
                from pg_class c
                join pg_namespace n on n.oid = c.relnamespace
                where c.relname = any ({0}) and c.relkind in ('r', 'p', 'v', 'm', 'f') and pg_table_is_visible(c.oid)
            ), tables as (
                select c.nspname as schema, c.relname as name,
                       c.relkind = 'r' and not exists (select from pg_inherits i where i.inhparent = c.oid) as ordinary,
                       columns.names, columns.nullable, columns.generated,
                       coalesce(key.columns, '{}') as primary_key,
                       exists (
                           select from pg_trigger t
                           where t.tgrelid = c.oid and t.tgname = '00_journal' and t.tgenabled in ('O', 'A')
                             and t.tgtype = 1 + 4 + 8 + 16 and t.tgqual is null and t.tgattr::text = ''
                             and t.tgfoid = to_regproc('journal_change')
                             and encode(t.tgargs, 'escape') = key.arguments) as journaled
                from asked c
                join lateral (
                    select array_agg(a.attname::text order by a.attnum) as names,
                           array_agg(not a.attnotnull order by a.attnum) as nullable,
                           array_agg(a.attgenerated <> '' order by a.attnum) as generated
                    from pg_attribute a
                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
                    on columns.names is not null
                left join lateral (
                    select array_agg(k.attname::text order by p.place) as columns,
                           string_agg(
                               encode(convert_to(k.attname, getdatabaseencoding()), 'escape') || '\\000', ''
                               order by p.place) as arguments
                    from pg_index i
                    cross join lateral unnest(i.indkey::int2[]) with ordinality as p (number, place)
                    join pg_attribute k on k.attrelid = i.indrelid and k.attnum = p.number
                    where i.indrelid = c.oid and i.indisprimary) as key on true
            ), keys as (
                select k.conname as key_name, %1$s as source, %2$s as target,
                       k.confdeltype::text as on_delete, k.confupdtype::text as on_update,
                       %3$s as source_columns, %4$s as target_columns,
                       coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
                           and not exists (
                               select from pg_trigger t
                               where t.tgconstraint = k.oid and t.tgenabled not in ('O', 'A')) as enforced
                from pg_constraint k
                where k.contype = 'f' and k.conparentid = 0
                  and (k.conrelid = any (array(select oid from asked)) or k.confrelid = any (array(select oid from asked)))
            )
            select * from tables full join keys on false
            order by tables.name, keys.source, keys.key_name
            """.formatted(
                    name("k.conrelid"),
                    name("k.confrelid"),
                    columns("k.conrelid", "k.conkey"),
                    columns("k.confrelid", "k.confkey"));

    /** The name by which statements reach a table. */
    private static String name(String oid) {
        return """
                (select case when pg_table_is_visible(c.oid) and c.relname !~ '[.]' then c.relname::text
                             else (select format('%%I.%%I', n.nspname, c.relname)
                                   from pg_namespace n where n.oid = c.relnamespace) end
                 from pg_class c where c.oid = %s)""".formatted(oid);
    }

    /** The names of a key's columns, in its order; nearly every key has one. */
    private static String columns(String oid, String numbers) {
        return """
                case cardinality(%2$s)
                    when 1 then array[(
                        select a.attname::text from pg_attribute a where a.attrelid = %1$s and a.attnum = %2$s[1])]
                    else array(
                        select a.attname::text
                        from unnest(%2$s) with ordinality as p (number, place)
                        join pg_attribute a on a.attrelid = %1$s and a.attnum = p.number
                        order by p.place)
                end""".formatted(oid, numbers);
    }

    private Catalogues() {}

    /** These tables, as statements without a schema reach them, and every foreign key from or to one of them. */
    static Catalogue read(DSLContext db, Set<String> tables) {
        var found = new ArrayList<Catalogue.Table>();
        var keys = new ArrayList<Catalogue.ForeignKey>();
        for (var row : db.fetch(SQL, val(tables.toArray(String[]::new)))) {
            if (row.get("key_name") == null) {
                found.add(table(row));
            } else {
                keys.add(key(row));
            }
        }
        return new Catalogue(found, keys);
    }

    private static Catalogue.Table table(Record row) {
        var names = row.get("names", String[].class);
        var nullable = row.get("nullable", Boolean[].class);
        var generated = row.get("generated", Boolean[].class);
        var columns = new ArrayList<Catalogue.Column>();
        for (int i = 0; i < names.length; i++) {
            columns.add(new Catalogue.Column(names[i], nullable[i], generated[i]));
        }
        return new Catalogue.Table(
                row.get("schema", String.class),
                row.get("name", String.class),
                row.get("ordinary", Boolean.class),
                columns,
                Arrays.asList(row.get("primary_key", String[].class)),
                row.get("journaled", Boolean.class));
    }

    private static Catalogue.ForeignKey key(Record key) {
        return new Catalogue.ForeignKey(
                key.get("key_name", String.class),
                key.get("source", String.class),
                Arrays.asList(key.get("source_columns", String[].class)),
                key.get("target", String.class),
                Arrays.asList(key.get("target_columns", String[].class)),
                action(key.get("on_delete", String.class)),
                action(key.get("on_update", String.class)),
                key.get("enforced", Boolean.class));
    }

    private static Action action(String letter) {
        return switch (letter) {
            case "a" -> Action.NO_ACTION;
            case "r" -> Action.RESTRICT;
            case "c" -> Action.CASCADE;
            case "n" -> Action.SET_NULL;
            case "d" -> Action.SET_DEFAULT;
            default -> throw new IllegalStateException("PostgreSQL knows an action that we do not: " + letter);
        };
    }
}
