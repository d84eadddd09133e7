package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.Bed.SOMETHING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.domain.Dataset;
import org.atelier.domain.Dataset.Kind;
import org.atelier.domain.Datasets.BadRows;
import org.atelier.domain.Datasets.Counts;
import org.atelier.domain.Datasets.Progress;
import org.atelier.domain.Datasets.Report;
import org.atelier.testing.postgres.StatementCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The file that filled the platform comes again, after an organization, a person and a tag were merged. */
class ImportAfterMergeTest {
    private Bed bed;

    @BeforeEach
    void make() {
        bed = Bed.made();
        assertTrue(load(file()).applied());
        merge("organization", "old.org", "new.org", "domain", """
                update event set host_id = :survivor where slug = 'moved';
                update event set host_id = null where slug = 'cut'""");
        merge("tag", "OLD", "NEW", "name", "delete from event_tag where tag_id = :retired");
        merge("person", "ann", "anna", "username", """
                update event set assigned_to_id = :survivor where assigned_to_id = :retired;
                update task set title = 'folded' where person_id = :survivor;
                delete from task where person_id = :retired
                    and event_id in (select id from event where slug in ('moved', 'kept'));
                update task set person_id = :survivor where person_id = :retired;
                delete from award where person_id = :retired;
                update qualification set person_id = :survivor where person_id = :retired""");
    }

    @AfterEach
    void close() {
        bed.close();
    }

    /** What a merge leaves behind, its receipt and its redirects included. */
    private void merge(String kind, String retired, String survivor, String name, String steps) {
        var find = "select id from " + kind + " where " + name + " = ?";
        var from = (long) bed.psql.fetchValue(find, retired);
        var to = (long) bed.psql.fetchValue(find, survivor);
        bed.operations.write(
                SOMETHING,
                (sql, running) -> {
                    for (var step : steps.split(";")) {
                        sql.execute(step.replace(":survivor", "" + to).replace(":retired", "" + from));
                    }
                    sql.execute("delete from " + kind + " where id = ?", from);
                    sql.execute(
                            "insert into redirect values (?, 'slug', ?, ?, ?), (?, 'id', ?, ?, ?)",
                            kind,
                            retired,
                            to,
                            running.id(),
                            kind,
                            "" + from,
                            to,
                            running.id());
                    return sql.execute(
                            "insert into merge values (?, ?, ?, ?, ?, ?, repeat('0', 64), '{}')",
                            running.id(),
                            kind,
                            to,
                            survivor,
                            from,
                            retired);
                },
                _ -> true);
    }

    static Dataset file() {
        return new Dataset()
                .add(Kind.ORGANIZATION, row("domain", "old.org", "fullname", "Old"))
                .add(Kind.ORGANIZATION, row("domain", "new.org", "fullname", "New"))
                .add(Kind.ORGANIZATION, row("domain", "other.org", "fullname", "Other"))
                .add(Kind.TAG, row("name", "OLD", "details", "before"))
                .add(Kind.TAG, row("name", "NEW"))
                .add(Kind.LESSON, row("name", "git"))
                .add(Kind.ROLE, row("name", "instructor"))
                .add(Kind.BADGE, row("name", "trainer"))
                .add(Kind.BADGE, row("name", "maintainer"))
                .add(Kind.PERSON, row("username", "ann", "personal", "Ann", "email", "ann@example.org"))
                .add(Kind.PERSON, row("username", "anna", "personal", "Anna"))
                .add(Kind.EVENT, row("slug", "moved", "host", "old.org", "assigned_to", "ann"))
                .add(Kind.EVENT, row("slug", "cut", "host", "old.org"))
                .add(Kind.EVENT, row("slug", "kept", "host", "new.org"))
                .add(Kind.EVENT_TAG, row("event", "moved", "tag", "OLD"))
                .add(Kind.EVENT_TAG, row("event", "kept", "tag", "OLD"))
                .add(Kind.EVENT_TAG, row("event", "kept", "tag", "NEW"))
                .add(Kind.TASK, row("event", "moved", "person", "ann", "role", "instructor", "title", "a"))
                .add(Kind.TASK, row("event", "moved", "person", "anna", "role", "instructor", "title", "b"))
                .add(Kind.TASK, row("event", "cut", "person", "ann", "role", "instructor", "title", "c"))
                .add(Kind.TASK, row("event", "kept", "person", "ann", "role", "instructor", "title", "d"))
                .add(Kind.AWARD, row("person", "ann", "badge", "trainer", "awarded_by", "anna"))
                .add(Kind.AWARD, row("person", "anna", "badge", "trainer"))
                .add(Kind.QUALIFICATION, row("person", "ann", "lesson", "git"));
    }

    @Test
    void the_same_file_again_changes_nothing_and_resurrects_nothing() {
        var before = new Workshops(bed.database).dump();
        var journal = bed.psql.fetchValue("select count(*) from journal");

        var again = load(file());

        assertEquals(List.of(), again.rejections());
        assertFalse(again.applied());
        assertEquals(before, new Workshops(bed.database).dump());
        assertEquals(journal, bed.psql.fetchValue("select count(*) from journal"));
        assertEquals(new Counts(0, 0, 1, 2, 0), again.counts().get(Kind.ORGANIZATION));
        assertEquals(new Counts(0, 0, 0, 2, 0), again.counts().get(Kind.TAG));
        assertEquals(new Counts(0, 0, 0, 2, 0), again.counts().get(Kind.PERSON));
        assertEquals(new Counts(0, 0, 3, 0, 0), again.counts().get(Kind.EVENT));
        assertEquals(new Counts(0, 0, 0, 3, 0), again.counts().get(Kind.EVENT_TAG));
        assertEquals(new Counts(0, 0, 0, 4, 0), again.counts().get(Kind.TASK));
        assertEquals(new Counts(0, 0, 0, 2, 0), again.counts().get(Kind.AWARD));
        assertEquals(new Counts(0, 0, 0, 1, 0), again.counts().get(Kind.QUALIFICATION));
    }

    @Test
    void what_is_new_and_refers_to_what_was_merged_lands_on_the_survivor() {
        var report = load(new Dataset()
                .add(Kind.EVENT, row("slug", "fresh", "host", "old.org", "assigned_to", "ann"))
                .add(Kind.EVENT_TAG, row("event", "fresh", "tag", "OLD"))
                .add(Kind.EVENT_TAG, row("event", "fresh", "tag", "NEW"))
                .add(Kind.EVENT_TAG, row("event", "cut", "tag", "OLD"))
                .add(Kind.TASK, row("event", "fresh", "person", "ann", "role", "instructor", "title", "first"))
                .add(Kind.TASK, row("event", "fresh", "person", "anna", "role", "instructor", "title", "second"))
                .add(Kind.AWARD, row("person", "ann", "badge", "maintainer")));

        assertEquals(List.of(), report.rejections());
        assertTrue(report.applied());
        assertEquals(new Counts(2, 0, 0, 1, 0), report.counts().get(Kind.EVENT_TAG));
        assertEquals(new Counts(1, 0, 0, 1, 0), report.counts().get(Kind.TASK));
        assertEquals(List.of("fresh new.org anna NEW anna first"), bed.psql.fetchValues("""
                        select concat_ws(' ', e.slug, o.domain, a.username, t.name, p.username, k.title)
                        from event e join organization o on o.id = host_id join person a on a.id = assigned_to_id
                        join event_tag l on l.event_id = e.id join tag t on t.id = l.tag_id
                        join task k on k.event_id = e.id join person p on p.id = k.person_id
                        where e.slug = 'fresh'"""));
        assertEquals(
                List.of("cut", "fresh", "kept"),
                bed.psql.fetchValues("select slug from event join event_tag on event_id = id order by slug"));
        assertEquals(List.of("maintainer anna", "trainer anna"), bed.psql.fetchValues("""
                        select b.name || ' ' || p.username from award join badge b on b.id = badge_id
                        join person p on p.id = person_id order by 1"""));
    }

    @Test
    void what_the_file_says_of_others_still_wins() {
        bed.psql.execute("update event set host_id = (select id from organization where domain = 'other.org')"
                + " where slug in ('moved', 'kept')");

        load(file());

        assertEquals(List.of("cut nobody", "kept new.org", "moved new.org"), bed.psql.fetchValues("""
                        select slug || ' ' || coalesce(domain, 'nobody') from event
                        left join organization o on o.id = host_id order by 1"""));
    }

    @Test
    void a_name_whose_survivor_is_gone_is_told_and_not_guessed() {
        bed.psql.execute("delete from event_tag");
        bed.psql.execute("delete from tag where name = 'NEW'");

        var report = load(new Dataset()
                .add(Kind.EVENT, row("slug", "fresh"))
                .add(Kind.EVENT_TAG, row("event", "fresh", "tag", "OLD")));

        assertEquals(
                List.of("there is no tag \"OLD\""),
                report.rejections().stream()
                        .map(rejection -> rejection.reason())
                        .toList());
        assertFalse(report.applied());
    }

    @Test
    void the_number_of_statements_does_not_depend_on_the_number_of_rows() {
        var one = new Database.Limits(1, Duration.ofSeconds(5), Duration.ofSeconds(30));
        var counts = new ArrayList<Integer>();
        for (var events : List.of(1, 100)) {
            var rows = new Dataset();
            for (var i = 0; i < events; i++) {
                var slug = "many-" + events + "-" + i;
                rows.add(Kind.EVENT, row("slug", slug, "host", "old.org"));
                rows.add(Kind.EVENT_TAG, row("event", slug, "tag", "OLD"));
            }
            var counter = new StatementCounter(bed.dataSource);
            try (var counted = new Database(counter, one)) {
                assertEquals(Optional.empty(), counted.problem()); // now the pool has its one connection
                var before = counter.statements();
                new PostgresDatasets(new Operations(counted))
                        .load(rows, BadRows.REFUSE_ALL, SOMETHING, Progress.SILENT);
                counts.add(counter.statements() - before);
            }
        }
        assertEquals(counts.getFirst(), counts.getLast());
    }

    private Report load(Dataset rows) {
        return new PostgresDatasets(bed.operations).load(rows, BadRows.REFUSE_ALL, SOMETHING, Progress.SILENT);
    }

    private static Dataset.Row row(Object... columnsAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (var i = 0; i < columnsAndValues.length; i += 2) {
            values.put((String) columnsAndValues[i], columnsAndValues[i + 1]);
        }
        return new Dataset.Row(new Dataset.Origin("rows.yml", 1), values);
    }
}
