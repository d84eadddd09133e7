package org.atelier.merge.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.atelier.merge.engine.Catalogue;
import org.atelier.merge.engine.Catalogue.Action;
import org.atelier.merge.engine.Catalogue.Column;
import org.atelier.merge.engine.Catalogue.ForeignKey;
import org.atelier.merge.engine.Catalogue.Table;
import org.atelier.merge.engine.DeclaredCatalogue;
import org.atelier.merge.engine.MergeableKind;
import org.atelier.merge.spi.RelationDescriptor;
import org.junit.jupiter.api.Test;

class CensusTest {
    private static final MergeableKind EVENT = Plans.EVENT;
    private static final RelationDescriptor INVOICES = new RelationDescriptor.References(
            "event", "invoices", "Invoices", "invoice", "event_id", false, List.of(), "combine");

    private Catalogue catalogue = DeclaredCatalogue.of(EVENT);

    // -------------------------------------------------------------------------------------------- foreign keys

    @Test
    void a_database_that_is_as_declared_is_clean() {
        found(EVENT);
    }

    @Test
    void a_key_that_no_relation_declares_is_named() {
        add(DeclaredCatalogue.key("invoice", "event_id", "event"));
        found(
                EVENT,
                "foreign key invoice.event_id → event.id (invoice_event_id_fkey) is declared by no relation of event, "
                        + "so nobody would say what becomes of its rows: "
                        + "declare the relation in a DescriptorSource, or drop the key");
    }

    @Test
    void a_declared_relation_answers_for_its_key() {
        var kind = with(INVOICES);
        catalogue = DeclaredCatalogue.of(kind);
        found(kind);
    }

    @Test
    void a_key_of_another_column_of_a_declared_table_is_named() {
        add(DeclaredCatalogue.key("award", "at_event_id", "event"));
        found(EVENT, "award.at_event_id → event.id (award_at_event_id_fkey) is declared by no relation");
    }

    @Test
    void a_key_from_the_record_to_its_own_kind_is_named() {
        column("event", new Column("parent_id", true, false));
        add(DeclaredCatalogue.key("event", "parent_id", "event"));
        found(
                EVENT,
                "column event.parent_id is neither a field of event nor declared untouched",
                "event.parent_id → event.id (event_parent_id_fkey) is declared by no relation");
    }

    @Test
    void a_key_from_another_schema_is_named_with_it() {
        add(DeclaredCatalogue.key("billing.invoice", "event_id", "event"));
        found(EVENT, "as merging reaches only the schema Atelier uses, move the table there and declare the relation");
    }

    @Test
    void a_key_of_several_columns_is_named_with_all_of_them() {
        add(key("invoice", List.of("event_id", "slug"), "event", List.of("id", "slug")));
        found(
                EVENT,
                "foreign key invoice(event_id, slug) → event(id, slug) (the_key) is declared by no relation of event, "
                        + "so nobody would say what becomes of its rows: a relation needs a key of one column to "
                        + "event.id: make it one");
    }

    @Test
    void a_key_to_another_column_than_the_id_is_named_although_its_table_and_column_are_declared() {
        add(key("award", List.of("event_id"), "event", List.of("slug")));
        found(EVENT, "award.event_id → event.slug (the_key) is declared by no relation of event");
    }

    @Test
    void a_key_that_lets_the_database_delete_or_change_rows_by_itself_is_named() {
        for (var action : List.of(Action.CASCADE, Action.SET_NULL, Action.SET_DEFAULT)) {
            catalogue = DeclaredCatalogue.of(EVENT);
            keys(key -> key.table().equals("todo") ? acting(key, action, Action.NO_ACTION) : key);
            found(
                    EVENT,
                    "foreign key todo.event_id → event.id (todo_event_id_fkey) is ON DELETE " + action.sql()
                            + ", so the database would change rows that no plan names: make it ON DELETE RESTRICT");
            catalogue = DeclaredCatalogue.of(EVENT);
            keys(key -> key.table().equals("todo") ? acting(key, Action.RESTRICT, action) : key);
            found(EVENT, "todo.event_id → event.id (todo_event_id_fkey) is ON UPDATE " + action.sql());
        }
    }

    @Test
    void a_second_key_of_a_declared_column_that_cascades_is_named() {
        add(acting(DeclaredCatalogue.key("todo", "event_id", "event"), Action.CASCADE, Action.NO_ACTION));
        found(EVENT, "is ON DELETE CASCADE");
    }

    @Test
    void a_key_to_children_is_named_since_they_may_be_folded_or_discarded() {
        add(DeclaredCatalogue.key("task_note", "task_id", "task"));
        found(
                EVENT,
                "foreign key task_note.task_id → task.id (task_note_task_id_fkey) points to rows that a merge may "
                        + "fold, discard or point elsewhere (relation event.tasks), and nobody answers for what hangs "
                        + "on them: drop the key");
    }

    @Test
    void a_key_to_a_link_is_named() {
        add(key("tagging", List.of("event_id", "tag_id"), "event_tag", List.of("event_id", "tag_id")));
        found(EVENT, "tagging(event_id, tag_id) → event_tag(event_id, tag_id) (the_key) points to rows that a merge");
    }

    @Test
    void a_key_to_referring_rows_is_fine_unless_it_is_to_the_column_that_a_merge_changes() {
        add(DeclaredCatalogue.key("scan", "award_id", "award"));
        found(EVENT);
        add(key("scan", List.of("award_event"), "award", List.of("event_id")));
        found(EVENT, "scan.award_event → award.event_id (the_key) points to rows that a merge");
    }

    @Test
    void keys_from_the_record_to_others_are_their_kinds_business() {
        add(acting(DeclaredCatalogue.key("event", "host_id", "organization"), Action.CASCADE, Action.CASCADE));
        found(EVENT);
    }

    // ------------------------------------------------------------------------------------------------- columns

    @Test
    void a_column_of_the_record_that_nobody_answers_for_is_named() {
        column("event", new Column("mood", true, false));
        found(
                EVENT,
                "column event.mood is neither a field of event nor declared untouched, so the retired record's value "
                        + "would be lost: declare it, or drop the column");
    }

    @Test
    void a_column_that_the_database_computes_needs_nobody() {
        column("event", new Column("mood", true, true));
        column("todo", new Column("mood", true, true));
        found(EVENT);
    }

    @Test
    void a_field_that_the_database_computes_is_named() {
        table("event", table -> replaced(table, new Column("venue", true, true)));
        found(EVENT, "column event.venue is computed by the database and cannot be a field of event");
    }

    @Test
    void a_column_of_children_that_nobody_answers_for_is_named() {
        column("task", new Column("stars", true, false));
        found(
                EVENT,
                "column task.stars is neither identity nor payload of relation event.tasks, so folding would lose");
    }

    @Test
    void a_column_of_referring_rows_needs_nobody_since_they_stay() {
        column("award", new Column("stars", true, false));
        found(EVENT);
    }

    @Test
    void a_link_that_is_more_than_a_pair_is_named() {
        column("event_tag", new Column("since", true, false));
        found(EVENT, "column event_tag.since is more than a pair, and relation event.tags would lose it");
    }

    @Test
    void a_link_whose_primary_key_is_not_the_pair_is_named() {
        table("event_tag", table -> keyed(table, List.of("event_id")));
        found(
                EVENT,
                "the primary key of table event_tag is (event_id), but relation event.tags needs it to be the pair");
    }

    @Test
    void a_record_and_rows_that_are_not_named_by_an_id_are_named() {
        for (var name : List.of("event", "task", "award")) {
            catalogue = DeclaredCatalogue.of(EVENT);
            table(name, table -> keyed(table, List.of()));
            found(EVENT, "the primary key of table " + name + " is (): merging needs it to be (id)");
        }
    }

    @Test
    void detaching_rows_whose_column_may_not_be_null_is_named() {
        table("award", table -> replaced(table, new Column("event_id", false, false)));
        found(EVENT, "relation event.awards is declared detachable, but award.event_id may not be NULL");
    }

    // ----------------------------------------------------------------------------------- what is not there

    @Test
    void a_declared_table_that_does_not_exist_is_named() {
        found(with(INVOICES), "table invoice is declared but does not exist: make it, or take the declaration out");
    }

    @Test
    void declared_columns_that_do_not_exist_are_named() {
        table("event", table -> without(table, "venue"));
        table("task", table -> without(table, "title"));
        table("event_tag", table -> without(table, "tag_id"));
        table("person", table -> without(table, "full_name"));
        var problems = Census.problems(EVENT, catalogue);
        for (var column : List.of(
                "event.venue is declared by kind event",
                "task.title is declared by relation event.tasks",
                "event_tag.tag_id is declared by relation event.tags",
                "person.full_name is declared by column assigned_to_id")) {
            assertEquals(
                    1,
                    problems.stream()
                            .filter(problem -> problem.startsWith("column " + column + " but does not exist"))
                            .count(),
                    column + " in " + problems);
        }
    }

    @Test
    void a_column_that_is_to_tell_which_is_later_and_does_not_exist_is_named() {
        var visits = new RelationDescriptor.Children(
                "event", "visits", "Visits", "visit", "event_id", List.of(), List.of(), Optional.of("seen"), "combine");
        catalogue = DeclaredCatalogue.of(with(visits));
        found(with(visits), "column visit.seen is declared by relation event.visits but does not exist");
    }

    @Test
    void a_relation_without_its_foreign_key_is_named() {
        catalogue = new Catalogue(
                catalogue.tables(),
                catalogue.keys().stream()
                        .filter(key -> !key.columns().equals(List.of("tag_id"))
                                && !key.table().equals("award"))
                        .toList());
        found(
                EVENT,
                "relation event.awards is declared, but there is no foreign key award.event_id → event.id",
                "relation event.tags is declared, but there is no foreign key event_tag.tag_id → tag.id");
    }

    @Test
    void a_foreign_key_that_is_switched_off_is_named() {
        keys(key -> !key.table().equals("todo")
                ? key
                : new ForeignKey(
                        key.name(),
                        key.table(),
                        key.columns(),
                        key.target(),
                        key.targetColumns(),
                        key.onDelete(),
                        key.onUpdate(),
                        false));
        found(EVENT, "todo.event_id → event.id (todo_event_id_fkey) is not enforced");
    }

    // -------------------------------------------------------------------------------------------------- tables

    @Test
    void every_table_that_a_merge_writes_must_be_journaled() {
        for (var name : List.of("event", "event_tag", "task", "todo", "award", "redirect")) {
            catalogue = DeclaredCatalogue.of(EVENT);
            table(
                    name,
                    table -> new Table(table.schema(), table.name(), true, table.columns(), table.primaryKey(), false));
            found(
                    EVENT,
                    "table " + name + " is not journaled, so nobody could see or undo what a merge does to it: "
                            + "run: select journal_table('" + name + "')");
        }
    }

    @Test
    void a_table_that_is_only_shown_need_not_be_journaled() {
        table(
                "person",
                table -> new Table(table.schema(), table.name(), false, table.columns(), table.primaryKey(), false));
        found(EVENT);
    }

    @Test
    void views_and_parents_of_other_tables_are_named() {
        table(
                "todo",
                table -> new Table(table.schema(), table.name(), false, table.columns(), table.primaryKey(), true));
        found(EVENT, "todo is a view, or has partitions or inheriting tables");
    }

    @Test
    void two_relations_of_one_column_are_named() {
        var again = new RelationDescriptor.References(
                "event", "medals", "Medals", "award", "event_id", true, List.of(), "combine");
        found(with(again), "award.event_id is declared by more than one relation of event, event.medals among them");
    }

    /** MERGE-CASES 29: whoever can log in is merged by nobody who does not know of accounts. */
    @Test
    void an_account_of_a_person_refuses_merging_people_until_somebody_answers_for_it() {
        var person = new MergeableKind(
                new org.atelier.merge.spi.EntityDescriptor(
                        "person",
                        "Person",
                        "person",
                        "username",
                        List.of(),
                        Map.of("id", "its own", "username", "for this test")),
                List.of());
        catalogue = DeclaredCatalogue.of(person);
        found(person);
        add(DeclaredCatalogue.key("account", "person_id", "person"));
        found(
                person,
                "foreign key account.person_id → person.id (account_person_id_fkey) is declared by no relation of "
                        + "person");
    }

    // -------------------------------------------------------------------------------------------------- helpers

    /** Exactly these problems, in whatever order; each is told by what it contains. */
    private void found(MergeableKind kind, String... expected) {
        var problems = new ArrayList<>(Census.problems(kind, catalogue));
        for (var part : expected) {
            var first =
                    problems.stream().filter(problem -> problem.contains(part)).findFirst();
            assertEquals(Optional.of(true), first.map(problems::remove), "\"" + part + "\" in " + problems);
        }
        assertEquals(List.of(), problems);
    }

    private static MergeableKind with(RelationDescriptor more) {
        var relations = new ArrayList<>(EVENT.relations());
        relations.add(more);
        return new MergeableKind(EVENT.entity(), relations);
    }

    private void add(ForeignKey key) {
        var keys = new ArrayList<>(catalogue.keys());
        keys.add(key);
        catalogue = new Catalogue(catalogue.tables(), keys);
    }

    private void keys(UnaryOperator<ForeignKey> change) {
        catalogue = new Catalogue(
                catalogue.tables(), catalogue.keys().stream().map(change).toList());
    }

    private void table(String name, UnaryOperator<Table> change) {
        catalogue = new Catalogue(
                catalogue.tables().stream()
                        .map(table -> table.name().equals(name) ? change.apply(table) : table)
                        .toList(),
                catalogue.keys());
    }

    private void column(String name, Column column) {
        table(name, table -> replaced(table, column));
    }

    private static Table replaced(Table table, Column column) {
        var columns = new ArrayList<>(without(table, column.name()).columns());
        columns.add(column);
        return new Table(table.schema(), table.name(), true, columns, table.primaryKey(), table.journaled());
    }

    private static Table without(Table table, String column) {
        return new Table(
                table.schema(),
                table.name(),
                true,
                table.columns().stream()
                        .filter(one -> !one.name().equals(column))
                        .toList(),
                table.primaryKey(),
                table.journaled());
    }

    private static Table keyed(Table table, List<String> primaryKey) {
        return new Table(table.schema(), table.name(), true, table.columns(), primaryKey, table.journaled());
    }

    private static ForeignKey key(String table, List<String> columns, String target, List<String> targets) {
        return new ForeignKey("the_key", table, columns, target, targets, Action.RESTRICT, Action.NO_ACTION, true);
    }

    private static ForeignKey acting(ForeignKey key, Action onDelete, Action onUpdate) {
        return new ForeignKey(
                key.name(), key.table(), key.columns(), key.target(), key.targetColumns(), onDelete, onUpdate, true);
    }
}
