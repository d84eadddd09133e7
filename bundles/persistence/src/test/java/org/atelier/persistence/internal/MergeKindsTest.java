package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.atelier.domain.NewOperation;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.Plan;
import org.atelier.merge.engine.PlanWords;
import org.atelier.merge.engine.Receipt;
import org.atelier.merge.engine.Step;
import org.atelier.merge.engine.internal.MergeService;
import org.atelier.merge.spi.ReferenceFate;
import org.atelier.merge.spi.ReferenceStrategy;
import org.atelier.merge.spi.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** People, organizations and tags on a real database: a worked example of each, and rows that hang on both at once. */
class MergeKindsTest {
    private static final NewOperation BY = new NewOperation("merge", "tester", "request-1", "");

    private final CountedDatabase counted = new CountedDatabase();
    private final Workshops workshops = new Workshops(counted.database);
    private final org.atelier.merge.engine.internal.StrategyRegistry registry = BuiltInStrategies.registry();
    private final MergeService merges =
            new MergeService(registry, new PostgresMergeStore(counted.database, new Operations(counted.database)));

    @AfterEach
    void close() {
        counted.close();
    }

    private static MergeRequest request(String kind, Map<String, String> choices) {
        return new MergeRequest(kind, "a", "b", Side.A, choices, Optional.empty());
    }

    private Receipt merge(MergeRequest request) {
        return merges.apply(request, merges.plan(request).fingerprint(), BY);
    }

    private static List<String> words(Plan plan) {
        var words = new PlanWords(plan);
        return plan.steps().stream().map(words::of).toList();
    }

    private long person(String username, String family) {
        return workshops.insert("person", "username, personal, family", username, "Ada", family);
    }

    private long award(long person, String badge, Long by) {
        return workshops.insert(
                "award", "person_id, badge_id, awarded_by_id", person, workshops.named("badge", badge), by);
    }

    private long consent(long person, String term, String answer, String answered) {
        return workshops.sql(db -> db.fetchOne(
                        "insert into consent (person_id, term_id, answer, answered) values (?, ?, ?, ?::timestamptz) "
                                + "returning id",
                        person,
                        workshops.named("term", term),
                        answer,
                        answered)
                .get(0, Long.class));
    }

    /** Each row of the query as one text, its columns separated by blanks; NULL is a dash. */
    private List<String> rows(String query, Object... values) {
        return workshops.sql(db -> db.fetch(query, values)
                .map(row -> String.join(
                        " ",
                        row.intoList().stream()
                                .map(value -> value == null ? "-" : value.toString())
                                .toList())));
    }

    @Test
    void four_kinds_can_be_merged_and_every_form_can_be_asked_for() {
        assertEquals(
                Set.of("event", "organization", "person", "tag"), merges.kinds().keySet());
        for (var kind : merges.kinds().keySet()) {
            var form = merges.form(kind);
            assertEquals(
                    Set.of(),
                    Set.copyOf(java.util.stream.Stream.concat(form.fields().stream(), form.relations().stream())
                            .filter(decision -> decision.offers().stream()
                                    .noneMatch(offer -> offer.id().equals(decision.defaultStrategy())))
                            .toList()),
                    kind);
        }
    }

    @Test
    void most_recent_is_offered_for_children_only_where_a_column_tells_which_is_later() {
        var offering = merges.form("person").relations().stream()
                .filter(decision ->
                        decision.offers().stream().anyMatch(offer -> offer.id().equals("most-recent")))
                .map(decision -> decision.name())
                .toList();
        assertEquals(List.of("awards", "consents"), offering);
    }

    @Test
    void a_person_keeps_all_that_hangs_on_either_record() {
        var a = person("a", "Lovelace");
        var b = person("b", "Byron");
        var bystander = person("c", "Babbage");
        workshops.sql(db -> db.execute("update person set email = 'ada@example.org', notes = 'first' where id = ?", a));
        workshops.sql(db -> db.execute(
                "update person set email = 'b@example.org', github = 'ada', twitter = 'ada', orcid = '1', notes = 'second',"
                        + " middle = 'King', airport_id = ? where id = ?",
                workshops.insert("airport", "name, latitude, longitude", "Oslo", 60.0, 11.0),
                b));
        var one = workshops.event("one");
        var two = workshops.event("two");
        workshops.task(one, a, "helper", "");
        workshops.task(one, b, "helper", "front row");
        workshops.task(two, b, "instructor", "lead");
        workshops.task(two, bystander, "instructor", "second");
        award(a, "maintainer", null);
        workshops.sql(db -> db.execute(
                "insert into award (person_id, badge_id, awarded, event_id, awarded_by_id) values (?, ?, '2015-02-03', ?, ?)",
                b,
                workshops.named("badge", "maintainer"),
                two,
                bystander));
        award(b, "trainer", a);
        award(bystander, "trainer", b);
        for (var lesson : List.of("git", "shell")) {
            workshops.insert("qualification", "person_id, lesson_id", b, workshops.named("lesson", lesson));
        }
        workshops.insert("qualification", "person_id, lesson_id", a, workshops.named("lesson", "git"));
        consent(a, "privacy", "yes", "2018-01-01T00:00:00Z");
        consent(b, "privacy", "no", "2020-01-01T00:00:00.5Z");
        consent(a, "newsletter", "yes", "2021-01-01T00:00:00Z");
        consent(b, "newsletter", "no", "2019-01-01T00:00:00Z");
        workshops.sql(db -> db.execute(
                "insert into person_language values (?, ?), (?, ?)",
                a,
                workshops.named("language", "English"),
                b,
                workshops.named("language", "French")));
        workshops.sql(db -> db.execute(
                "insert into person_knowledge_domain values (?, ?), (?, ?)",
                a,
                workshops.named("knowledge_domain", "Genetics"),
                b,
                workshops.named("knowledge_domain", "Genetics")));
        workshops.sql(db -> db.execute("update event set assigned_to_id = ? where id = ?", b, two));

        var request = request("person", Map.of());
        var words = words(merges.plan(request));
        var receipt = merge(request);

        assertEquals("a", receipt.survivor());
        assertEquals(
                List.of("a Ada King Lovelace ada@example.org ada ada 1 Oslo"),
                rows("select username, full_name, email, github, twitter, orcid, "
                        + "(select name from airport where id = airport_id) from person where id = " + a));
        assertEquals(
                "first\n\nsecond",
                rows("select notes from person where id = ?", a).getFirst());
        assertEquals(List.of(), rows("select 1 from person where id = ?", b));
        assertEquals(
                List.of("one helper front row", "two instructor lead"),
                rows(
                        "select e.slug, r.name, t.title from task t join event e on e.id = t.event_id "
                                + "join role r on r.id = t.role_id where person_id = ? order by 1, 2",
                        a));
        assertEquals(
                List.of("a maintainer 2015-02-03 two c", "a trainer - - a", "c trainer - - a"),
                rows("select p.username, b.name, awarded, e.slug, by.username from award "
                        + "join person p on p.id = person_id join badge b on b.id = badge_id "
                        + "left join event e on e.id = event_id left join person by on by.id = awarded_by_id "
                        + "order by 1, 2"));
        assertEquals(
                List.of("git", "shell"),
                rows(
                        "select l.name from qualification join lesson l on l.id = lesson_id where person_id = ? order by 1",
                        a));
        assertEquals(
                List.of("newsletter yes", "privacy no"),
                rows(
                        "select t.name, answer from consent join term t on t.id = term_id where person_id = ? order by 1",
                        a));
        assertEquals(
                List.of("English", "French"),
                rows(
                        "select l.name from person_language join language l on l.id = language_id where person_id = ? "
                                + "order by 1",
                        a));
        assertEquals(List.of("1"), rows("select count(*) from person_knowledge_domain where person_id = ?", a));
        assertEquals(List.of(Long.toString(a)), rows("select assigned_to_id from event where id = ?", two));
        assertTrue(
                words.contains(
                        "Consent \"privacy, yes, 2018-01-01T00:00:00+00:00\" is folded into the equal one. Mind: "
                                + "its answer \"yes\" stays in the history only; \"no\" is kept, its answered "
                                + "\"2018-01-01T00:00:00+00:00\" stays in the history only; "
                                + "\"2020-01-01T00:00:00.5+00:00\" is kept."),
                words.toString());
        assertTrue(words.contains("Given award \"Ada Babbage, trainer\" now points to a."), words.toString());
        assertTrue(
                words.contains("Award \"maintainer, 2015-02-03, two, Ada Babbage\" is folded into the equal one, which "
                        + "takes over awarded \"2015-02-03\", event \"two\", awarded by \"Ada Babbage\"."),
                words.toString());
    }

    @Test
    void an_award_taken_over_from_the_retired_record_is_given_by_the_survivor() {
        var a = person("a", "Lovelace");
        var b = person("b", "Lovelace");
        var kept = award(a, "maintainer", null);
        award(b, "maintainer", b);
        var request = request("person", Map.of());
        assertTrue(words(merges.plan(request))
                .contains(
                        "Award \"maintainer, Ada Lovelace\" is folded into the equal one, which takes over awarded by "
                                + "\"a\"."));
        merge(request);
        assertEquals(List.of(kept + " " + a), rows("select id, awarded_by_id from award"));
    }

    @Test
    void a_fold_fills_in_nothing_that_was_to_be_let_go() {
        person("a", "Lovelace");
        var b = person("b", "Lovelace");
        award(
                workshops.sql(db -> db.fetchOne("select id from person where username = 'a'")
                        .get(0, Long.class)),
                "maintainer",
                null);
        award(b, "maintainer", b);
        ReferenceStrategy forget = question -> question.rows()
                .<ReferenceFate>map(row -> new ReferenceFate.Detach(row.id()))
                .toList();
        registry.addReferenceStrategy(forget, BuiltInStrategies.named("forget"));
        merge(request("person", Map.of("awards_given", "forget")));
        assertEquals(List.of("-"), rows("select awarded_by_id from award"));
    }

    @Test
    void who_gave_a_badge_to_themself_still_has_whichever_record_survives() {
        for (var base : Side.values()) {
            var a = person("a-" + base, "Lovelace");
            var b = person("b-" + base, "Lovelace");
            award(a, "alone-" + base, a);
            award(b, "crossed-" + base, a);
            award(a, "crossed back-" + base, b);
            award(b, "both-" + base, b);
            award(a, "both-" + base, a);
            var request = new MergeRequest("person", "a-" + base, "b-" + base, base, Map.of(), Optional.empty());
            var survivor = base == Side.A ? a : b;
            assertFalse(
                    words(merges.plan(request)).stream().anyMatch(words -> words.contains("Mind")),
                    "the two say the same of who gave it");
            merge(request);
            assertEquals(
                    List.of(
                            "alone-" + base + " " + survivor,
                            "both-" + base + " " + survivor,
                            "crossed back-" + base + " " + survivor,
                            "crossed-" + base + " " + survivor),
                    rows(
                            "select b.name, awarded_by_id from award join badge b on b.id = badge_id "
                                    + "where person_id = ? order by b.name",
                            survivor));
        }
    }

    @Test
    void an_award_discarded_from_one_record_is_not_given_by_the_other_any_more() {
        var a = person("a", "Lovelace");
        var b = person("b", "Lovelace");
        award(b, "trainer", b);
        award(b, "maintainer", a);
        merge(request("person", Map.of("awards", "keep-a")));
        assertEquals(List.of(), rows("select id from award"));
    }

    @Test
    void a_no_to_being_contacted_or_published_survives_whichever_record_said_it() {
        for (var base : Side.values()) {
            var a = person("a-" + base, "Lovelace");
            var b = person("b-" + base, "Lovelace");
            workshops.sql(
                    db -> db.execute("update person set may_contact = false, publish_profile = true where id = ?", a));
            merge(new MergeRequest("person", "a-" + base, "b-" + base, base, Map.of(), Optional.empty()));
            assertEquals(
                    List.of("false false"),
                    rows("select may_contact, publish_profile from person where id = ?", base == Side.A ? a : b));
        }
    }

    @Test
    void the_value_that_was_set_last_wins_and_a_blank_one_never_does() {
        var a = person("a", "Lovelace");
        var b = person("b", "Byron");
        workshops.sql(db -> db.execute("update person set url = 'https://a.example', orcid = '1' where id = ?", a));
        workshops.sql(db -> db.execute("update person set url = 'https://b.example', orcid = '2' where id = ?", b));
        workshops.sql(db -> db.execute("update person set orcid = '3' where id = ?", a));
        workshops.sql(db -> db.execute("update person set affiliation = 'Analytical Engines' where id = ?", a));
        workshops.sql(db -> db.execute("update person set affiliation = ' ' where id = ?", b));
        workshops.sql(db -> db.execute("update person set personal = 'Augusta' where id = ?", b));
        workshops.sql(db -> db.execute("update person set occupation = 'Countess' where id = ?", a));
        for (var base : Side.values()) {
            var plan = merges.plan(new MergeRequest("person", "a", "b", base, Map.of(), Optional.of("most-recent")));
            var after = new java.util.TreeMap<String, String>();
            for (var field : List.of("url", "orcid", "affiliation", "personal", "family", "occupation")) {
                after.put(field, plan.survivor().value(field).words());
            }
            plan.steps().stream()
                    .filter(Step.Set.class::isInstance)
                    .map(Step.Set.class::cast)
                    .filter(step -> after.containsKey(step.column()))
                    .forEach(step -> after.put(step.column(), step.after().words()));
            assertEquals(
                    Map.of(
                            "url", "https://b.example",
                            "orcid", "3",
                            "affiliation", "Analytical Engines",
                            "personal", "Augusta",
                            "family", "Byron",
                            "occupation", "Countess"),
                    after);
        }
    }

    @Test
    void when_values_were_set_is_no_part_of_what_the_records_are() {
        person("a", "Lovelace");
        var b = person("b", "Byron");
        var plan = merges.plan(request("person", Map.of()));
        workshops.sql(db -> db.execute("update person set family = 'Noel' where id = ?", b));
        workshops.sql(db -> db.execute("update person set family = 'Byron' where id = ?", b));
        assertEquals(
                plan.fingerprint(), merges.plan(request("person", Map.of())).fingerprint());
    }

    @Test
    void an_event_hosted_and_administered_by_the_retired_organization_belongs_twice_to_the_survivor() {
        var a = workshops.insert("organization", "domain, fullname", "a", "One");
        var b = workshops.insert("organization", "domain, fullname, country, notes", "b", "Two", "NO", "by the fjord");
        var both = workshops.event("both");
        var crossed = workshops.event("crossed");
        workshops.sql(db -> db.execute("update event set host_id = ?, administrator_id = ? where id = ?", b, b, both));
        workshops.sql(
                db -> db.execute("update event set host_id = ?, administrator_id = ? where id = ?", a, b, crossed));
        var request = request("organization", Map.of());
        assertEquals(
                List.of(
                        "Administered event \"both\" now points to a.",
                        "Administered event \"crossed\" now points to a.",
                        "Hosted event \"both\" now points to a.",
                        "Organization b is retired.",
                        "Country changes from nothing to \"NO\".",
                        "Notes changes from nothing to \"by the fjord\".",
                        "The old id " + b + " leads to a.",
                        "The old domain b leads to a."),
                words(merges.plan(request)));
        merge(request);
        assertEquals(
                List.of("both " + a + " " + a, "crossed " + a + " " + a),
                rows("select slug, host_id, administrator_id from event order by slug"));
        assertEquals(
                List.of("a One NO by the fjord"), rows("select domain, fullname, country, notes from organization"));
    }

    @Test
    void a_tag_takes_over_the_events_of_the_other_and_no_event_is_touched() {
        workshops.event("one", "a", "other");
        workshops.event("two", "a", "b");
        workshops.event("three", "b");
        var events = workshops.dump().get("event");
        var request = request("tag", Map.of("name", "keep-b"));
        merge(request);
        assertEquals(
                List.of("one b", "one other", "three b", "two b"),
                rows("select e.slug, t.name from event_tag join event e on e.id = event_id join tag t on t.id = tag_id "
                        + "order by 1, 2"));
        assertEquals(events, workshops.dump().get("event"));
        assertEquals(List.of("tag slug a"), rows("select kind, form, value from redirect where form = 'slug'"));
    }
}
