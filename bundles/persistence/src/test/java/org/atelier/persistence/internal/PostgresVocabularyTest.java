package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.atelier.domain.ReliesOnVocabulary;
import org.atelier.domain.Vocabulary;
import org.atelier.domain.Vocabulary.Creation;
import org.atelier.domain.Vocabulary.Deletion;
import org.atelier.domain.Vocabulary.Gap;
import org.atelier.domain.Vocabulary.Kind;
import org.atelier.domain.Vocabulary.Term;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostgresVocabularyTest {
    private static final NewOperation DELETE = new NewOperation("tag.delete", "tester", "request-1", "");
    private static final NewOperation CREATE = new NewOperation("tag.create", "tester", "request-1", "");

    private final VocabularyReliances reliances = new VocabularyReliances();
    private Bed bed;
    private Workshops workshops;
    private Vocabulary vocabulary;

    @BeforeEach
    void make() {
        bed = Bed.made();
        workshops = new Workshops(bed.database);
        vocabulary = new PostgresVocabulary(bed.database, bed.operations, reliances);
        var event = workshops.event("one", "DC", "SWC");
        workshops.event("two", "SWC");
        workshops.task(event, workshops.person(), "instructor", "");
        workshops.award(workshops.person(), "trainer", event);
        for (var table : List.of("tag", "role", "badge")) {
            workshops.named(table, "unused");
        }
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private record Website(String who, Map<Kind, Set<String>> relied) implements ReliesOnVocabulary {
        @Override
        public Set<String> names(Kind kind) {
            return relied.getOrDefault(kind, Set.of());
        }
    }

    private Website rely(String who, Kind kind, String... names) {
        var website = new Website(who, Map.of(kind, Set.of(names)));
        reliances.add(website);
        return website;
    }

    private void retire(String old, String survivor) {
        bed.psql.execute(
                "insert into redirect select 'tag', 'slug', ?, id, (select min(id) from operation)"
                        + " from tag where name = ?",
                old,
                survivor);
    }

    @Test
    void words_are_told_with_their_use_and_those_who_rely_on_them() {
        rely("the website", Kind.TAG, "SWC", "unused");
        rely("a report", Kind.TAG, "SWC");
        rely("a report", Kind.ROLE, "instructor");

        assertEquals(List.of("DC 1 []", "SWC 2 [a report, the website]", "unused 0 [the website]"), told(Kind.TAG));
        assertEquals(List.of("instructor 1 [a report]", "unused 0 []"), told(Kind.ROLE));
        assertEquals(List.of("trainer 1 []", "unused 0 []"), told(Kind.BADGE));
    }

    private List<String> told(Kind kind) {
        return vocabulary.all(kind).stream()
                .map(term -> term.name() + " " + term.uses() + " " + term.reliedOnBy())
                .toList();
    }

    @Test
    void a_word_is_found_by_its_name_and_a_retired_one_leads_to_the_survivor() {
        retire("old", "SWC");

        assertEquals(2, found("SWC").uses());
        assertEquals(new Lookup.Moved<>("SWC"), vocabulary.find(Kind.TAG, "old"));
        assertEquals(new Lookup.Missing<>(), vocabulary.find(Kind.TAG, "never"));
        assertEquals(new Lookup.Missing<>(), vocabulary.find(Kind.ROLE, "old"));
    }

    private Term found(String name) {
        return (Term) ((Lookup.Found<?>) vocabulary.find(Kind.TAG, name)).value();
    }

    @ParameterizedTest
    @EnumSource
    void a_word_that_nobody_needs_is_deleted_and_the_journal_keeps_it(Kind kind) {
        assertEquals(new Deletion.Deleted(), vocabulary.delete(kind, "unused", DELETE));

        assertEquals(new Lookup.Missing<>(), vocabulary.find(kind, "unused"));
        assertEquals("tag.delete tester " + kind.word() + " unused gone", bed.psql.fetchValue("""
                        select concat_ws(' ', o.kind, o.actor, j.table_name, j.before ->> 'name',
                            case when j.after is null then 'gone' end)
                        from journal j join operation o on o.id = operation_id order by j.id desc limit 1"""));
        assertEquals(new Deletion.Missing(), vocabulary.delete(kind, "unused", DELETE));
    }

    @Test
    void a_word_in_use_stays_with_every_link() {
        var before = workshops.dump();

        assertEquals(new Deletion.InUse(2), vocabulary.delete(Kind.TAG, "SWC", DELETE));
        assertEquals(new Deletion.InUse(1), vocabulary.delete(Kind.ROLE, "instructor", DELETE));
        assertEquals(new Deletion.InUse(1), vocabulary.delete(Kind.BADGE, "trainer", DELETE));

        assertEquals(before, workshops.dump());
        assertEquals(
                0,
                bed.psql.fetchCount(
                        org.jooq.impl.DSL.table("operation"), org.jooq.impl.DSL.condition("kind = 'tag.delete'")));
    }

    @Test
    void a_word_somebody_relies_on_stays_as_long_as_somebody_does() {
        var website = rely("the website", Kind.TAG, "unused");
        rely("a report", Kind.ROLE, "unused");

        assertEquals(new Deletion.ReliedOn(List.of("the website")), vocabulary.delete(Kind.TAG, "unused", DELETE));
        assertEquals(new Deletion.ReliedOn(List.of("a report")), vocabulary.delete(Kind.ROLE, "unused", DELETE));
        assertEquals(new Deletion.Deleted(), vocabulary.delete(Kind.BADGE, "unused", DELETE));

        reliances.remove(website);
        assertEquals(new Deletion.Deleted(), vocabulary.delete(Kind.TAG, "unused", DELETE));
    }

    @Test
    void who_relies_on_a_retired_name_relies_on_the_survivor() {
        rely("the website", Kind.TAG, "old");
        retire("old", "unused");

        assertEquals(List.of("the website"), found("unused").reliedOnBy());
        assertEquals(new Deletion.ReliedOn(List.of("the website")), vocabulary.delete(Kind.TAG, "unused", DELETE));
        assertEquals(new Deletion.LeadsElsewhere("unused"), vocabulary.delete(Kind.TAG, "old", DELETE));
        assertEquals(List.of(), vocabulary.gaps());
    }

    @Test
    void while_somebody_cannot_be_asked_nothing_is_deleted() {
        reliances.add(new ReliesOnVocabulary() {
            @Override
            public String who() {
                return "a broken plugin";
            }

            @Override
            public Set<String> names(Kind kind) {
                throw new IllegalStateException("out of order");
            }
        });
        var before = workshops.dump();

        org.junit.jupiter.api.Assertions.assertThrows(
                IllegalStateException.class, () -> vocabulary.delete(Kind.TAG, "unused", DELETE));
        assertEquals(before, workshops.dump());
    }

    @Test
    void redirects_to_a_deleted_word_go_with_it_and_are_in_the_journal() {
        retire("old", "unused");

        assertEquals(new Deletion.Deleted(), vocabulary.delete(Kind.TAG, "unused", DELETE));

        assertEquals(new Lookup.Missing<>(), vocabulary.find(Kind.TAG, "old"));
        assertEquals(List.of("redirect", "tag"), bed.psql.fetchValues("""
                        select table_name from journal
                        where operation_id = (select max(operation_id) from journal) order by id"""));
    }

    @Test
    void rows_we_do_not_know_keep_a_word_too() {
        bed.psql.execute("create table note (tag_id bigint not null references tag on delete restrict)");
        bed.psql.execute("create table remark (tag_id bigint not null references tag)");
        bed.psql.execute("insert into note select id from tag where name = 'unused'");
        assertEquals(new Deletion.InUse(0), vocabulary.delete(Kind.TAG, "unused", DELETE));

        bed.psql.execute("insert into remark select tag_id from note");
        bed.psql.execute("delete from note");
        assertEquals(new Deletion.InUse(0), vocabulary.delete(Kind.TAG, "unused", DELETE));
    }

    @Test
    void a_deletion_waits_for_who_is_tagging_and_is_refused() throws Exception {
        var outcome = new AtomicReference<Deletion>();
        var deleting = bed.database.<Thread>transaction(sql -> {
            sql.execute("insert into event_tag select e.id, t.id from event e, tag t"
                    + " where slug = 'two' and t.name = 'unused'");
            return Thread.ofVirtual().start(() -> outcome.set(vocabulary.delete(Kind.TAG, "unused", DELETE)));
        });
        deleting.join();

        assertEquals(new Deletion.InUse(1), outcome.get());
    }

    @Test
    void a_deletion_waits_for_a_merge_and_sees_who_relies_on_the_survivor_now() throws Exception {
        rely("the website", Kind.TAG, "DC");
        var outcome = new AtomicReference<Deletion>();
        var deleting = bed.database.<Thread>transaction(sql -> {
            sql.execute("select from tag where name = 'unused' for update");
            sql.execute("delete from event_tag where tag_id = (select id from tag where name = 'DC')");
            sql.execute("delete from tag where name = 'DC'");
            sql.execute("insert into redirect select 'tag', 'slug', 'DC', id, (select min(id) from operation)"
                    + " from tag where name = 'unused'");
            return Thread.ofVirtual().start(() -> outcome.set(vocabulary.delete(Kind.TAG, "unused", DELETE)));
        });
        deleting.join();

        assertEquals(new Deletion.ReliedOn(List.of("the website")), outcome.get());
    }

    @Test
    void a_word_is_made_once_and_not_under_a_retired_name() {
        var created = assertInstanceOf(
                Creation.Created.class, vocabulary.create(Kind.TAG, "Circuits", "Electronics", CREATE));
        assertEquals(new Lookup.Found<>(created.term()), vocabulary.find(Kind.TAG, "Circuits"));
        assertEquals(new Creation.Exists(), vocabulary.create(Kind.TAG, "Circuits", "", CREATE));

        retire("old", "SWC");
        var before = workshops.dump();
        assertEquals(new Creation.LeadsElsewhere("SWC"), vocabulary.create(Kind.TAG, "old", "", CREATE));
        assertEquals(before, workshops.dump());
    }

    @Test
    void a_name_that_is_just_being_merged_away_is_not_made_anew() throws Exception {
        var outcome = new AtomicReference<Creation>();
        var creating = bed.database.<Thread>transaction(sql -> {
            sql.execute("delete from tag where name = 'unused'");
            sql.execute("insert into redirect select 'tag', 'slug', 'unused', id, (select min(id) from operation)"
                    + " from tag where name = 'SWC'");
            return Thread.ofVirtual().start(() -> outcome.set(vocabulary.create(Kind.TAG, "unused", "", CREATE)));
        });
        creating.join();

        assertEquals(new Creation.LeadsElsewhere("SWC"), outcome.get());
    }

    @Test
    void words_that_somebody_relies_on_in_vain_are_told() {
        retire("old", "SWC");
        rely("the website", Kind.TAG, "old", "DC", "swc");
        rely("a report", Kind.ROLE, "learner");

        assertEquals(
                Set.of(
                        "the website relies on the tag \"swc\", which does not exist",
                        "a report relies on the role \"learner\", which does not exist"),
                new HashSet<>(vocabulary.gaps().stream().map(Gap::toString).toList()));
    }
}
