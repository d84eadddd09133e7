package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.val;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.atelier.merge.engine.Catalogue;
import org.atelier.merge.engine.Catalogue.Action;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Reads PostgreSQL's catalogue, in one statement: every plan and every merge asks. */
final class Catalogues {
    /** The name by which statements reach a table: its schema is told only where they must say it. */
    private static final String NAME = """
            select case when pg_table_is_visible(c.oid) and c.relname !~ '[.]' then c.relname::text
                        else format('%I.%I', n.nspname, c.relname) end as name
            from pg_class c join pg_namespace n on n.oid = c.relnamespace""";

    /**
     * A row for each column of the tables, then one for each foreign key. A key of a partitioned table has copies for its
     * partitions, whose parent it is. What keeps a key may be switched off as a trigger, or since PostgreSQL 18 by the
     * key's own column. A journal trigger counts if it fires after the insert, update and delete of each row, whatever
     * the row is, and writes the primary key.
     */
    private static final String SQL = """
            with asked as materialized (
                select c.oid, c.relname, c.relkind, n.nspname
                from pg_class c
                join pg_namespace n on n.oid = c.relnamespace
                where c.relname = any ({0}) and c.relkind in ('r', 'p', 'v', 'm', 'f') and pg_table_is_visible(c.oid)
            ), columns as (
                select c.nspname as schema, c.relname as name, a.attnum as place, a.attname as column,
                       not a.attnotnull as nullable, a.attgenerated <> '' as generated,
                       c.relkind = 'r' and not exists (select from pg_inherits i where i.inhparent = c.oid) as ordinary,
                       coalesce(key.columns, '{}') as primary_key,
                       exists (
                           select from pg_trigger t
                           where t.tgrelid = c.oid and t.tgname = '00_journal' and t.tgenabled in ('O', 'A')
                             and t.tgtype = 1 + 4 + 8 + 16 and t.tgqual is null and t.tgattr::text = ''
                             and t.tgfoid = to_regproc('journal_change')
                             and encode(t.tgargs, 'escape') = key.arguments) as journaled
                from asked c
                join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
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
                select k.conname as key_name, source.name as source, target.name as target,
                       k.confdeltype::text as on_delete, k.confupdtype::text as on_update,
                       (select array_agg(a.attname::text order by p.place)
                        from unnest(k.conkey) with ordinality as p (number, place)
                        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = p.number) as source_columns,
                       (select array_agg(a.attname::text order by p.place)
                        from unnest(k.confkey) with ordinality as p (number, place)
                        join pg_attribute a on a.attrelid = k.confrelid and a.attnum = p.number) as target_columns,
                       coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
                           and not exists (
                               select from pg_trigger t
                               where t.tgconstraint = k.oid and t.tgenabled not in ('O', 'A')) as enforced
                from pg_constraint k
                cross join lateral (%1$s where c.oid = k.conrelid) as source
                cross join lateral (%1$s where c.oid = k.confrelid) as target
                where k.contype = 'f' and k.conparentid = 0
                  and (k.conrelid in (select oid from asked) or k.confrelid in (select oid from asked))
            )
            select * from columns full join keys on false
            order by columns.name, columns.place, keys.source, keys.key_name
            """.formatted(NAME);

    private Catalogues() {}

    /** These tables, as statements without a schema reach them, and every foreign key from or to one of them. */
    static Catalogue read(DSLContext db, Set<String> tables) {
        var columns = new LinkedHashMap<String, List<Record>>();
        var keys = new ArrayList<Catalogue.ForeignKey>();
        for (var row : db.fetch(SQL, val(tables.toArray(String[]::new)))) {
            if (row.get("key_name") == null) {
                columns.computeIfAbsent(row.get("name", String.class), _ -> new ArrayList<>())
                        .add(row);
            } else {
                keys.add(key(row));
            }
        }
        return new Catalogue(columns.values().stream().map(Catalogues::table).toList(), keys);
    }

    private static Catalogue.Table table(List<Record> columns) {
        var first = columns.getFirst();
        return new Catalogue.Table(
                first.get("schema", String.class),
                first.get("name", String.class),
                first.get("ordinary", Boolean.class),
                columns.stream()
                        .map(column -> new Catalogue.Column(
                                column.get("column", String.class),
                                column.get("nullable", Boolean.class),
                                column.get("generated", Boolean.class)))
                        .toList(),
                Arrays.asList(first.get("primary_key", String[].class)),
                first.get("journaled", Boolean.class));
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
