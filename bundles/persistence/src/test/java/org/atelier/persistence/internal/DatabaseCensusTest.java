package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.atelier.domain.NewOperation;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.internal.MergeService;
import org.atelier.merge.engine.internal.StrategyRegistry;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.merge.spi.DescriptorSource;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.merge.spi.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What psql or a migration may do to the database, and that merging stops and says why until it is mended. */
class DatabaseCensusTest {
    private static final NewOperation BY = new NewOperation("merge.event", "tester", "request-1", "");
    private static final MergeRequest B_INTO_A =
            new MergeRequest("event", "a", "b", Side.A, Map.of(), Optional.empty());

    private final Bed bed = Bed.made();
    private final Workshops workshops = new Workshops(bed.database);
    private final StrategyRegistry registry = BuiltInStrategies.registry();
    private final MergeService merges =
            new MergeService(registry, new PostgresMergeStore(bed.database, bed.operations));
    private long b;

    @BeforeEach
    void two_events() {
        workshops.event("a", "DC");
        b = workshops.event("b", "SWC");
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private void psql(String... statements) {
        for (var statement : statements) {
            bed.psql.execute(statement);
        }
    }

    /** Refuses the form, the plan and the merge of events, in these words and no others. */
    private void refuses(String... problems) {
        var before = workshops.dump();
        for (var asked : List.<Runnable>of(
                () -> merges.form("event"), () -> merges.plan(B_INTO_A), () -> merges.apply(B_INTO_A, "any", BY))) {
            var refused = assertThrows(MergeException.class, asked::run);
            assertEquals(MergeException.Code.CENSUS_INCOMPLETE, refused.code(), refused.getMessage());
            for (var problem : problems) {
                assertTrue(refused.getMessage().contains(problem), problem + " in " + refused.getMessage());
            }
            assertEquals(problems.length, refused.getMessage().split("; ").length, refused.getMessage());
        }
        assertEquals(before, workshops.dump());
    }

    private void allows() {
        assertEquals(
                "a",
                merges.apply(B_INTO_A, merges.plan(B_INTO_A).fingerprint(), BY).survivor());
    }

    /** The build's own test: it fails as soon as somebody adds a key or column that no descriptor answers for. */
    @Test
    void every_kind_that_ships_answers_for_all_that_the_schema_has() {
        var kinds = merges.kinds().keySet();
        assertEquals(Set.of("event", "organization", "person", "tag"), kinds);
        for (var kind : kinds) {
            assertDoesNotThrow(() -> merges.form(kind), kind);
        }
    }

    /** MERGE-CASES 9, 11. */
    @Test
    void a_table_added_by_psql_refuses_merging_until_it_is_taken_away() {
        psql("create table invoice (id bigint primary key, event_id bigint references event)");
        refuses("foreign key invoice.event_id → event.id (invoice_event_id_fkey) is declared by no relation of event");
        psql("drop table invoice");
        allows();
    }

    @Test
    void a_table_added_by_psql_refuses_merging_until_a_plugin_declares_it_and_it_is_journaled() {
        psql("create table invoice (id bigint primary key, number text, event_id bigint references event)");
        psql("insert into invoice values (1, 'I-1', " + b + ")");
        var plugin = new DescriptorSource() {
            @Override
            public List<RelationDescriptor> relations() {
                return List.of(new RelationDescriptor.References(
                        "event",
                        "invoices",
                        "Invoices",
                        "invoice",
                        "event_id",
                        false,
                        List.of(ColumnDescriptor.plain("number", "Number")),
                        "combine"));
            }
        };
        registry.addDescriptorSource(plugin);
        refuses("table invoice is not journaled");
        psql("select journal_table('invoice')");
        allows();
        assertEquals(
                "a",
                bed.psql
                        .fetchOne("select slug from invoice join event on event.id = event_id")
                        .get(0));
    }

    @Test
    void keys_from_other_schemas_count() {
        psql("create schema billing", "create table billing.invoice (event_id bigint references event)");
        refuses("foreign key billing.invoice.event_id → event.id (invoice_event_id_fkey)");
        psql("drop schema billing cascade");
        allows();
    }

    @Test
    void a_table_of_the_same_name_in_another_schema_answers_for_nothing() {
        psql("create schema billing", "create table billing.todo (event_id bigint references event)");
        refuses("foreign key billing.todo.event_id → event.id (todo_event_id_fkey) is declared by no relation");
    }

    @Test
    void keys_that_are_not_validated_deferrable_composite_or_to_another_column_count() {
        psql("create table one (event_id bigint)");
        psql("alter table one add foreign key (event_id) references event not valid");
        psql("create table two (event_id bigint references event deferrable initially deferred)");
        psql("alter table event add unique (id, slug)");
        psql("create table three (e bigint, s text, foreign key (e, s) references event (id, slug))");
        psql("create table four (s text references event (slug))");
        refuses(
                "foreign key four.s → event.slug (four_s_fkey)",
                "foreign key one.event_id → event.id (one_event_id_fkey)",
                "foreign key three(e, s) → event(id, slug) (three_e_s_fkey)",
                "foreign key two.event_id → event.id (two_event_id_fkey)");
        psql("drop table one, two, three, four");
        allows();
    }

    @Test
    void a_key_to_its_own_table_counts_and_so_does_its_column() {
        psql("alter table event add parent_id bigint references event");
        refuses(
                "column event.parent_id is neither a field of event nor declared untouched",
                "foreign key event.parent_id → event.id (event_parent_id_fkey) is declared by no relation");
        psql("alter table event drop parent_id");
        allows();
    }

    @Test
    void keys_of_partitions_are_told_once_as_their_parents() {
        psql("create table visit (event_id bigint references event, day date) partition by range (day)");
        psql("create table visit_2026 partition of visit for values from ('2026-01-01') to ('2027-01-01')");
        refuses("foreign key visit.event_id → event.id (visit_event_id_fkey)");
        psql("drop table visit");
        allows();
    }

    /** The mutant: a migration that adds ON DELETE CASCADE to a key that is declared. */
    @Test
    void a_migration_that_lets_a_key_cascade_refuses_merging() {
        for (var action : List.of("cascade", "set null", "set default")) {
            psql("alter table todo drop constraint todo_event_id_fkey");
            psql("alter table todo add foreign key (event_id) references event on delete " + action);
            refuses("foreign key todo.event_id → event.id (todo_event_id_fkey) is ON DELETE "
                    + action.toUpperCase(java.util.Locale.ROOT));
        }
        psql("alter table todo drop constraint todo_event_id_fkey");
        psql("alter table todo add foreign key (event_id) references event on update cascade");
        refuses("foreign key todo.event_id → event.id (todo_event_id_fkey) is ON UPDATE CASCADE");
        psql("alter table todo drop constraint todo_event_id_fkey");
        refuses("relation event.todos is declared, but there is no foreign key todo.event_id → event.id");
        psql("alter table todo add foreign key (event_id) references event");
        allows();
    }

    @Test
    void rows_that_hang_on_children_or_links_refuse_merging() {
        psql("create table task_note (task_id bigint references task)");
        psql("create table tagging (e bigint, t bigint, foreign key (e, t) references event_tag)");
        refuses(
                "foreign key tagging(e, t) → event_tag(event_id, tag_id) (tagging_e_t_fkey) points to rows",
                "foreign key task_note.task_id → task.id (task_note_task_id_fkey) points to rows");
        psql("drop table task_note, tagging");
        allows();
    }

    @Test
    void columns_nobody_answers_for_refuse_merging() {
        psql(
                "alter table event add mood text",
                "alter table task add stars int",
                "alter table event_tag add since date");
        psql(
                "alter table award add nobody_minds text",
                "alter table todo add shout text generated always as (upper(title)) stored");
        refuses("column event.mood is neither", "column task.stars is neither", "column event_tag.since is more than");
        psql("alter table event drop mood", "alter table task drop stars", "alter table event_tag drop since");
        allows();
    }

    @Test
    void columns_and_tables_that_are_gone_refuse_merging() {
        psql("alter table todo drop additional", "alter table award alter event_id set not null");
        refuses(
                "column todo.additional is declared by relation event.todos but does not exist",
                "relation event.awards is declared detachable, but award.event_id may not be NULL");
    }

    @Test
    void a_declared_table_that_is_gone_refuses_merging() {
        psql("drop table todo");
        var refused = assertThrows(MergeException.class, () -> merges.plan(B_INTO_A));
        assertEquals(MergeException.Code.CENSUS_INCOMPLETE, refused.code());
        assertTrue(refused.getMessage().contains("table todo is declared but does not exist"), refused.getMessage());
    }

    @Test
    void primary_keys_that_are_not_as_merging_needs_them_refuse_it() {
        psql("alter table event_tag drop constraint event_tag_pkey", "alter table event_tag add primary key (tag_id)");
        psql("alter table todo drop constraint todo_pkey");
        refuses(
                "the primary key of table event_tag is (tag_id), but relation event.tags needs it to be the pair",
                "the primary key of table todo is (): merging needs it to be (id)",
                "table event_tag is not journaled",
                "table todo is not journaled");
    }

    @Test
    void a_table_whose_journal_would_miss_something_refuses_merging() {
        for (var blind : List.of(
                "alter table task disable trigger \"00_journal\"",
                "alter table task enable replica trigger \"00_journal\"",
                "drop trigger \"00_journal\" on task",
                "create or replace trigger \"00_journal\" after insert or update on task for each row "
                        + "execute function journal_change('id')",
                "create or replace trigger \"00_journal\" after insert or update or delete on task for each row "
                        + "when (pg_trigger_depth() = 0) execute function journal_change('id')",
                "create or replace trigger \"00_journal\" after insert or update of title or delete on task for each "
                        + "row execute function journal_change('id')",
                "create or replace trigger \"00_journal\" after insert or update or delete on task for each row "
                        + "execute function journal_change('title')")) {
            psql(blind);
            refuses("table task is not journaled");
            psql("drop trigger if exists \"00_journal\" on task");
            psql("drop trigger if exists \"00_journal_truncate\" on task");
            psql("select journal_table('task')");
        }
        allows();
    }

    @Test
    void a_key_that_is_switched_off_refuses_merging() {
        psql("alter table todo disable trigger all", "alter table todo enable trigger \"00_journal\"");
        refuses("foreign key todo.event_id → event.id (todo_event_id_fkey) is not enforced");
        psql("alter table todo enable trigger all");
        allows();
    }

    @Test
    void a_view_in_a_tables_place_or_a_table_with_heirs_refuses_merging() {
        psql("create table todo_of_the_past () inherits (todo)");
        refuses("table todo is a view, or has partitions or inheriting tables");
        psql("drop table todo_of_the_past");
        allows();
    }

    /**
     * A table made while strategies think, whose rows the database would delete by itself, and which nobody journals: the
     * ledger is blind to it.
     */
    @Test
    void a_table_added_between_plan_and_transaction_refuses_the_merge_and_loses_no_row() {
        var asked = new AtomicInteger();
        registry.addLinkStrategy(
                question -> {
                    if (asked.incrementAndGet() == 2) {
                        psql("create table invoice (event_id bigint references event on delete cascade)");
                        psql("insert into invoice values (" + b + ")");
                    }
                    return question.both();
                },
                Map.of("atelier.merge.id", "slow", "component.name", "org.example.Slow"));
        var request = new MergeRequest("event", "a", "b", Side.A, Map.of("tags", "slow"), Optional.empty());
        var shown = merges.plan(request).fingerprint();
        var before = workshops.dump();
        var refused = assertThrows(MergeException.class, () -> merges.apply(request, shown, BY));
        assertEquals(MergeException.Code.CENSUS_INCOMPLETE, refused.code(), refused.getMessage());
        assertTrue(
                refused.getMessage()
                        .contains("invoice.event_id → event.id (invoice_event_id_fkey) is ON DELETE CASCADE"),
                refused.getMessage());
        assertEquals(before, workshops.dump());
        assertEquals(1L, bed.psql.fetchOne("select count(*) from invoice").get(0));
    }
}
