package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.Bed.SOMETHING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jooq.JSONB;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The database remembers every change of the domain, whoever makes it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalTest {
    /** What is no part of the domain: the memory itself, Flyway's book-keeping, and what proves who somebody is. */
    private static final Set<String> NOT_JOURNALED = Set.of(
            "operation",
            "journal",
            "merge",
            "undo",
            "flyway_schema_history",
            "account_secret",
            "session",
            "api_token",
            "one_time_link",
            "sign_in_attempts");

    /** A row of every table, written by hand: what to insert, and what to change of it. */
    private static final Map<String, Sample> SAMPLES = samples();

    private record Sample(String insert, String change) {}

    private Bed bed;

    private static Map<String, Sample> samples() {
        var samples = new LinkedHashMap<String, Sample>();
        samples.put("tag", new Sample("insert into tag values (901, 'x', 'y')", "details = 'z'"));
        samples.put("role", new Sample("insert into role values (901, 'x', 'y')", "verbose_name = 'z'"));
        samples.put("badge", new Sample("insert into badge values (901, 'x', 'y')", "criteria = 'z'"));
        samples.put("lesson", new Sample("insert into lesson values (901, 'x')", "name = 'z'"));
        samples.put("knowledge_domain", new Sample("insert into knowledge_domain values (901, 'x')", "name = 'z'"));
        samples.put("language", new Sample("insert into language values (901, 'x')", "subtag = 'z'"));
        samples.put("airport", new Sample("insert into airport values (901, 'x', 'XXX', 'GB', 1, 2)", "iata = null"));
        samples.put("organization", new Sample("insert into organization values (901, 'x', 'y')", "country = 'GB'"));
        samples.put(
                "person",
                new Sample("insert into person (id, username, personal) values (901, 'x', 'y')", "family = 'z'"));
        samples.put(
                "person_knowledge_domain",
                new Sample("insert into person_knowledge_domain values (1, 1)", "knowledge_domain_id = 2"));
        samples.put("person_language", new Sample("insert into person_language values (1, 1)", "language_id = 2"));
        samples.put("qualification", new Sample("insert into qualification values (901, 1, 1)", "lesson_id = 2"));
        samples.put(
                "event", new Sample("insert into event (id, slug) values (901, 'x')", "venue = 'z', latitude = 0.1"));
        samples.put("event_tag", new Sample("insert into event_tag values (1, 1)", "tag_id = 2"));
        samples.put("task", new Sample("insert into task values (901, 1, 1, 1)", "title = 'z'"));
        samples.put("todo", new Sample("insert into todo values (901, 1, 'x')", "completed = true"));
        samples.put("award", new Sample("insert into award values (901, 1, 1, '2016-04-06')", "event_id = 1"));
        samples.put("term", new Sample("insert into term values (901, 'x')", "content = 'z'"));
        samples.put("consent", new Sample("insert into consent values (901, 1, 1, 'yes', now())", "answer = 'no'"));
        samples.put(
                "account",
                new Sample(
                        "insert into account (id, name, display_name, access) values (901, 'x', 'X', 'viewer')",
                        "active = false, access = 'editor'"));
        samples.put(
                "account_identity",
                new Sample("insert into account_identity values (901, 1, 'https://x', 'y')", "account_id = 2"));
        samples.put("account_person", new Sample("insert into account_person values (901, 1, 1)", "account_id = 2"));
        samples.put(
                "redirect",
                new Sample(
                        "insert into redirect values ('event', 'slug', 'x', 1, (select min(id) from operation))",
                        "target_id = 2"));
        samples.put(
                "not_duplicate",
                new Sample(
                        "insert into not_duplicate values ('event', 1, 2, '', (select min(id) from operation))",
                        "reason = 'z'"));
        samples.put(
                "backup",
                new Sample(
                        "insert into backup values ((select min(id) from operation), now())", "as_of = '2020-01-01'"));
        return samples;
    }

    @BeforeAll
    void make() {
        bed = Bed.made();
        for (var table : List.of("tag", "role", "badge", "lesson", "knowledge_domain", "language", "term")) {
            bed.psql.execute("insert into " + table + " (id, name) values (1, 'one'), (2, 'two')");
        }
        bed.psql.execute("insert into person (id, username, personal) values (1, 'one', 'One')");
        bed.psql.execute("insert into event (id, slug) values (1, 'one'), (2, 'two')");
        bed.psql.execute("insert into account (id, name, display_name, access) values (1, 'one', 'One', 'viewer'),"
                + " (2, 'two', 'Two', 'viewer')");
    }

    @AfterAll
    void close() {
        bed.close();
    }

    static Stream<String> tables() {
        return SAMPLES.keySet().stream();
    }

    @Test
    void every_table_is_either_journaled_or_known_not_to_be() {
        var tables = new TreeSet<>(bed.psql.fetchValues("""
                select relname::text from pg_class
                where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace"""));
        var journaled = new TreeSet<>(bed.psql.fetchValues("""
                select c.relname::text from pg_class c
                join pg_trigger r on r.tgrelid = c.oid and r.tgname = '00_journal' and r.tgenabled = 'O'
                    and r.tgfoid = 'journal_change'::regproc and r.tgtype = 1 + 4 + 8 + 16
                join pg_trigger t on t.tgrelid = c.oid and t.tgname = '00_journal_truncate' and t.tgenabled = 'O'
                    and t.tgfoid = 'refuse_change'::regproc and t.tgtype = 2 + 32"""));
        tables.removeAll(NOT_JOURNALED);

        assertEquals(tables, journaled);
        assertEquals(tables, new TreeSet<Object>(SAMPLES.keySet()));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void what_is_inserted_changed_and_deleted_is_remembered_before_and_after(String table) {
        var sample = SAMPLES.get(table);

        bed.operations.write(SOMETHING, sql -> sql.execute(sample.insert()));
        var inserted = last(table, 1);
        var row = inserted.getFirst().after();
        assertTrue(inserted.getFirst().before() == null && row != null, inserted.toString());

        bed.operations.write(
                SOMETHING,
                sql -> sql.execute("update " + table + " t set " + sample.change() + " where to_jsonb(t) = {0}", row));
        var changed = last(table, 1);
        var after = changed.getFirst().after();

        // A link is its key: changed, it is one link gone and another one made.
        if (changed.getFirst().before() == null) {
            var gone = last(table, 2).getFirst();
            assertEquals(row, gone.before());
            assertEquals(null, gone.after());
            assertEquals(gone.operation(), changed.getFirst().operation());
        } else {
            assertEquals(row, changed.getFirst().before());
            assertEquals(inserted.getFirst().key(), changed.getFirst().key());
        }
        assertTrue(changed.getFirst().operation() > inserted.getFirst().operation());

        bed.operations.write(
                SOMETHING, sql -> sql.execute("delete from " + table + " t where to_jsonb(t) = {0}", after));
        var deleted = last(table, 1).getFirst();
        assertEquals(after, deleted.before());
        assertEquals(null, deleted.after());
        assertEquals(changed.getFirst().key(), deleted.key());
        assertEquals(
                "test.something, tester, request-1, a note",
                bed.psql
                        .fetchOne(
                                "select concat_ws(', ', kind, actor, request_id, note) from operation where id = {0}",
                                deleted.operation())
                        .get(0));
    }

    @Test
    void a_change_with_psql_is_remembered_as_external() {
        bed.psql.execute(
                "begin; update tag set details = 'p' where id = 1; update tag set details = 'q' where id in (1, 2); commit");

        var changes = last("tag", 3);
        assertEquals(1, changes.stream().map(Change::operation).distinct().count());
        assertEquals(
                "external, " + bed.psql.fetchValue("select session_user"),
                bed.psql
                        .fetchOne(
                                "select kind || ', ' || actor from operation where id = {0}",
                                changes.getFirst().operation())
                        .get(0));
    }

    @Test
    void an_update_that_changes_nothing_is_no_change() {
        var before = bed.psql.fetchCount(bed.psql.selectFrom("journal"));

        bed.psql.execute("update event set slug = slug");

        assertEquals(before, bed.psql.fetchCount(bed.psql.selectFrom("journal")));
    }

    @Test
    void work_that_changes_nothing_leaves_no_operation() {
        var before = bed.psql.fetchCount(bed.psql.selectFrom("operation"));

        assertEquals("seen", bed.operations.write(SOMETHING, sql -> {
            sql.execute("update event set slug = slug");
            return "seen";
        }));

        assertEquals(before, bed.psql.fetchCount(bed.psql.selectFrom("operation")));
    }

    @Test
    void work_that_fails_leaves_neither_change_nor_operation() {
        var before = bed.psql.fetchCount(bed.psql.selectFrom("operation"));

        var thrown = assertThrows(
                IllegalStateException.class,
                () -> bed.operations.write(SOMETHING, sql -> {
                    sql.execute("update tag set details = 'never'");
                    throw new IllegalStateException("half way");
                }));

        assertEquals("half way", thrown.getMessage());
        assertEquals(before, bed.psql.fetchCount(bed.psql.selectFrom("operation")));
        assertEquals(0L, bed.psql.fetchValue("select count(*) from tag where details = 'never'"));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void truncate_is_refused(String table) {
        var thrown = assertThrows(DataAccessException.class, () -> bed.psql.execute("truncate " + table + " cascade"));

        assertTrue(thrown.getMessage().contains("TRUNCATE of " + table + " is refused"), thrown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"operation", "journal", "merge"})
    void what_was_written_down_stays(String table) {
        var column = Map.of("operation", "note = 'x'", "journal", "table_name = 'x'", "merge", "survivor = 'x'");
        bed.operations.write(SOMETHING, sql -> {
            sql.execute("update tag set details = gen_random_uuid()::text where id = 2");
            return sql.execute("""
                    insert into merge select id, 'event', 1, 'one', 99, 'x', repeat('0', 64), '{}'
                    from operation where transaction_id = pg_current_xact_id()""".replace("'{}'", "'[]'"));
        });
        for (var statement : List.of(
                "update " + table + " set " + column.get(table),
                "delete from " + table,
                "truncate " + table + " cascade")) {
            var thrown = assertThrows(DataAccessException.class, () -> bed.psql.execute(statement), statement);
            assertTrue(thrown.getMessage().contains("is refused"), thrown.getMessage());
        }
    }

    @Test
    void no_foreign_key_deletes_on_the_side() {
        assertEquals(List.of(), bed.psql.fetchValues("""
                        select conrelid::regclass || ' ' || conname from pg_constraint
                        where contype = 'f' and (confdeltype <> 'r' or confupdtype <> 'a')"""));
        assertTrue(bed.psql
                        .fetchOne("select count(*) from pg_constraint where contype = 'f'")
                        .get(0, int.class)
                > 15);
    }

    @Test
    void every_foreign_key_is_indexed() {
        assertEquals(List.of(), bed.psql.fetchValues("""
                        select c.conrelid::regclass || '.' || a.attname
                        from pg_constraint c
                        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
                        where c.contype = 'f' and c.confrelid <> 'operation'::regclass
                            and not exists (select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = a.attnum)"""));
    }

    @Test
    void every_rule_of_the_domain_has_words_to_tell_it_with() {
        assertEquals(List.of(), bed.psql.fetchValues("""
                        select c.conname::text from pg_constraint c
                        where c.contype = 'c' and c.connamespace = 'public'::regnamespace
                            and c.conrelid not in ('operation'::regclass, 'journal'::regclass, 'merge'::regclass)
                            and obj_description(c.oid, 'pg_constraint') is null"""));
    }

    private record Change(JSONB key, JSONB before, JSONB after, long operation) {}

    /** The last changes of a table, in the order in which they were made. */
    private List<Change> last(String table, int count) {
        return bed.psql
                .fetch(
                        "select key, before, after, operation_id from journal where table_name = {0} order by id desc limit {1}",
                        table, count)
                .into(Change.class)
                .reversed();
    }
}
