package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.atelier.domain.NewOperation;
import org.atelier.merge.engine.Explanation;
import org.atelier.merge.engine.Explanation.How;
import org.atelier.merge.engine.Explanation.Source;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeQuery;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.MergeSummary;
import org.atelier.merge.engine.Receipt;
import org.atelier.merge.engine.RedirectChange;
import org.atelier.merge.engine.RedirectQuery;
import org.atelier.merge.engine.UndoOutcome;
import org.atelier.merge.engine.UndoRequest;
import org.atelier.merge.engine.internal.MergeHistoryService;
import org.atelier.merge.engine.internal.MergeService;
import org.atelier.merge.engine.internal.UndoService;
import org.atelier.merge.spi.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of merges, the feed of redirects, and where everything in a record came from. */
class MergeHistoryTest {
    private static final Set<String> EVENTS = Set.of("event");

    private final CountedDatabase counted = new CountedDatabase();
    private final Database database = counted.database;
    private final Workshops workshops = new Workshops(database);
    private final org.atelier.merge.engine.internal.StrategyRegistry registry = BuiltInStrategies.registry();
    private final PostgresMergeStore store = new PostgresMergeStore(database, new Operations(database));
    private final MergeService merges = new MergeService(registry, store);
    private final UndoService undos = new UndoService(
            registry, new PostgresUndoStore(database, new Operations(database), new VocabularyReliances()));
    private final MergeHistoryService history =
            new MergeHistoryService(registry, store, new PostgresHistoryStore(database));
    private long a;
    private long b;
    private long c;

    @BeforeEach
    void three_events() {
        a = workshops.event("a", "DC");
        b = workshops.event("b", "SWC");
        c = workshops.event("c", "LC");
        workshops.event("bystander", "DC");
    }

    @AfterEach
    void close() {
        counted.close();
    }

    private Receipt merge(String a, String b, Side base, Map<String, String> choices, String note) {
        var request = new MergeRequest("event", a, b, base, choices, Optional.empty());
        return merges.apply(
                request, merges.plan(request).fingerprint(), new NewOperation("merge.event", "ann", "r-1", note));
    }

    private Receipt merge(String a, String b) {
        return merge(a, b, Side.A, Map.of(), "");
    }

    private long edit(String sql, Object... values) {
        return new Operations(database).write(new NewOperation("event.edit", "eve", "r-2", "by hand"), db -> {
            db.execute(sql, values);
            return db.fetchOne("select max(id) from operation").get(0, Long.class);
        });
    }

    private long undo(long operation) {
        return assertInstanceOf(
                        UndoOutcome.Done.class,
                        undos.undo(UndoRequest.plain(operation), new NewOperation("undo", "ann", "r-3", "")))
                .receipt()
                .id();
    }

    // -------------------------------------------------------------------------------------------------- list

    private List<MergeSummary> list(Optional<String> record, Optional<Long> before, int limit) {
        return history.merges(new MergeQuery(Optional.of("event"), record, before, limit));
    }

    private static List<Long> ids(List<MergeSummary> found) {
        return found.stream().map(MergeSummary::id).toList();
    }

    @Test
    void merges_are_listed_newest_first_and_page_by_page() {
        var first = merge("b", "c", Side.A, Map.of(), "twins");
        var second = merge("a", "b");
        assertEquals(
                List.of(
                        new MergeSummary(
                                second.id(), "event", second.at(), "ann", "", a, "a", b, "b", Optional.empty()),
                        new MergeSummary(
                                first.id(), "event", first.at(), "ann", "twins", b, "b", c, "c", Optional.empty())),
                history.merges(new MergeQuery(Optional.empty(), Optional.empty(), Optional.empty(), 10)));
        assertEquals(List.of(second.id()), ids(list(Optional.empty(), Optional.empty(), 1)));
        assertEquals(List.of(first.id()), ids(list(Optional.empty(), Optional.of(second.id()), 1)));
        assertEquals(List.of(), list(Optional.empty(), Optional.of(first.id()), 1));
    }

    @Test
    void merges_of_a_record_are_found_by_any_name_it_has_or_had() {
        var first = merge("b", "c");
        var second = merge("a", "b");
        var slug = merge("a", "bystander", Side.A, Map.of("slug", "keep-b"), "");
        assertEquals(List.of(slug.id(), second.id()), ids(list(Optional.of(Long.toString(a)), Optional.empty(), 9)));
        assertEquals(List.of(slug.id(), second.id()), ids(list(Optional.of("bystander"), Optional.empty(), 9)));
        assertEquals(List.of(second.id()), ids(list(Optional.of("a"), Optional.empty(), 9)));
        assertEquals(List.of(second.id(), first.id()), ids(list(Optional.of("b"), Optional.empty(), 9)));
        assertEquals(List.of(first.id()), ids(list(Optional.of(Long.toString(c)), Optional.empty(), 9)));
        assertEquals(List.of(), list(Optional.of("b"), Optional.of(first.id()), 9));
        var unknown = assertThrows(MergeException.class, () -> list(Optional.of("nobody"), Optional.empty(), 9));
        assertEquals(MergeException.Code.UNKNOWN_RECORD, unknown.code());
    }

    @Test
    void a_kind_that_is_not_there_is_refused() {
        var refused = assertThrows(
                MergeException.class,
                () -> history.merges(new MergeQuery(Optional.of("badger"), Optional.empty(), Optional.empty(), 1)));
        assertEquals(MergeException.Code.UNKNOWN_KIND, refused.code());
    }

    @Test
    void a_merge_is_undone_while_an_undo_of_it_stands() {
        var merge = merge("a", "b").id();
        assertEquals(Optional.empty(), undoneBy(merge));
        var undo = undo(merge);
        assertEquals(Optional.of(undo), undoneBy(merge));
        var redo = undo(undo);
        assertEquals(Optional.empty(), undoneBy(merge));
        undo(redo);
        assertEquals(Optional.of(undo), undoneBy(merge));
    }

    private Optional<Long> undoneBy(long merge) {
        return list(Optional.empty(), Optional.empty(), 100).stream()
                .filter(summary -> summary.id() == merge)
                .findFirst()
                .orElseThrow()
                .undoneBy();
    }

    // --------------------------------------------------------------------------------------------- redirects

    private List<RedirectChange> redirects(RedirectQuery query) {
        return history.redirects(query);
    }

    private List<RedirectChange> allRedirects() {
        return redirects(new RedirectQuery(EVENTS, Optional.empty(), Optional.empty(), 100));
    }

    private static String told(List<RedirectChange> changes) {
        return changes.stream()
                .map(change -> change.form() + " " + change.from() + " -> "
                        + change.to().orElse("nothing") + " by " + change.operation())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    @Test
    void chains_are_collapsed_and_each_name_is_told_once() {
        merge("b", "c");
        var last = merge("a", "b");
        assertEquals("""
                id %2$d -> a by %1$d
                id %3$d -> a by %1$d
                slug b -> a by %1$d
                slug c -> a by %1$d""".formatted(last.id(), b, c), told(allRedirects()));
        allRedirects().forEach(change -> assertEquals(last.at(), change.at()));
    }

    @Test
    void redirects_lead_to_the_slug_the_survivor_has_now() {
        var merge = merge("a", "b");
        edit("update event set slug = 'renamed' where id = ?", a);
        assertEquals("""
                id %2$d -> renamed by %1$d
                slug b -> renamed by %1$d""".formatted(merge.id(), b), told(allRedirects()));
    }

    @Test
    void a_name_that_another_record_took_leads_nowhere() {
        var merge = merge("a", "b");
        workshops.event("b");
        assertEquals("""
                id %2$d -> a by %1$d
                slug b -> nothing by %1$d""".formatted(merge.id(), b), told(allRedirects()));
    }

    @Test
    void redirects_that_an_undo_withdrew_are_told_with_the_undo() {
        var merge = merge("a", "b");
        var seen = allRedirects().getLast().cursor();
        var withdrawal = undo(merge.id());
        var news = redirects(new RedirectQuery(EVENTS, Optional.empty(), Optional.of(seen), 100));
        assertEquals("""
                id %2$d -> nothing by %1$d
                slug b -> nothing by %1$d""".formatted(withdrawal, b), told(news));
        assertEquals(told(news), told(allRedirects()));
    }

    @Test
    void redirects_are_told_in_the_order_of_time_page_by_page_and_since_an_instant() {
        var first = merge("a", "b");
        var second = merge("a", "c");
        var all = allRedirects();
        assertEquals(
                List.of(first.id(), first.id(), second.id(), second.id()),
                all.stream().map(RedirectChange::operation).toList());
        var page = redirects(new RedirectQuery(EVENTS, Optional.empty(), Optional.empty(), 3));
        assertEquals(all.subList(0, 3), page);
        assertEquals(
                all.subList(3, 4),
                redirects(new RedirectQuery(
                        EVENTS, Optional.empty(), Optional.of(page.getLast().cursor()), 3)));
        assertEquals(
                all.subList(2, 4),
                redirects(new RedirectQuery(EVENTS, Optional.of(second.at()), Optional.empty(), 100)));
        assertEquals(
                List.of(),
                redirects(new RedirectQuery(
                        EVENTS, Optional.of(second.at().plus(Duration.ofSeconds(1))), Optional.empty(), 100)));
    }

    @Test
    void redirects_of_other_kinds_are_not_told() {
        merge("a", "b");
        workshops.sql(db -> db.execute(
                "insert into redirect values ('person', 'slug', 'ann', 1, (select max(id) from operation))"));
        assertEquals(2, allRedirects().size());
        assertEquals(List.of(), redirects(new RedirectQuery(Set.of(), Optional.empty(), Optional.empty(), 100)));
        assertThrows(
                MergeException.class,
                () -> redirects(new RedirectQuery(Set.of("badger"), Optional.empty(), Optional.empty(), 100)));
    }

    // ------------------------------------------------------------------------------------------ explanations

    private static Source of(Explanation explanation, String field) {
        return explanation.fields().stream()
                .filter(candidate -> candidate.name().equals(field))
                .findFirst()
                .orElseThrow()
                .source()
                .orElseThrow();
    }

    private static Map<String, Source> rows(Explanation explanation, String relation) {
        return explanation.relations().stream()
                .filter(candidate -> candidate.name().equals(relation))
                .findFirst()
                .orElseThrow()
                .rows()
                .stream()
                .collect(Collectors.toMap(
                        Explanation.Row::words, row -> row.source().orElseThrow()));
    }

    private static void assertWritten(long operation, Source source) {
        assertEquals(operation, source.operation().id());
        assertEquals(How.WRITTEN, source.how());
        assertEquals(Optional.empty(), source.strategy());
        assertEquals(Optional.empty(), source.from());
        assertEquals(List.of(), source.origins());
    }

    private static void assertTaken(Receipt merge, String strategy, Source source) {
        assertEquals(merge.id(), source.operation().id());
        assertEquals("merge.event", source.operation().kind());
        assertEquals("ann", source.operation().actor());
        assertEquals(How.TAKEN_OVER, source.how());
        assertEquals(Optional.of(strategy), source.strategy());
        assertEquals(Optional.of(new Explanation.Named(merge.retiredId(), merge.retired())), source.from());
    }

    @Test
    void every_value_is_followed_through_merges_to_where_it_was_written() {
        var person = workshops.person();
        var venue = edit("update event set venue = 'The hall' where id = ?", c);
        var notesOfA = edit("update event set notes = 'of a' where id = ?", a);
        var notesOfB = edit("update event set notes = 'of b' where id = ?", b);
        workshops.task(c, person, "host", "");
        workshops.todo(b, "Order coffee");
        workshops.award(person, "swc-instructor", c);
        var first = merge("b", "c", Side.A, Map.of(), "");
        var second = merge("a", "b", Side.A, Map.of(), "");
        var later = edit("update event set contact = 'ann@example.org' where id = ?", a);

        var explained = history.explain("event", "a");

        assertEquals(a, explained.id());
        assertEquals("a", explained.slug());
        assertEquals(List.of(second.id(), first.id()), ids(explained.merges()));

        var taken = of(explained, "venue");
        assertTaken(second, "non-empty-first", taken);
        assertTaken(first, "non-empty-first", taken.origins().getFirst());
        assertWritten(venue, taken.origins().getFirst().origins().getFirst());

        var combined = of(explained, "notes");
        assertEquals(second.id(), combined.operation().id());
        assertEquals(How.COMBINED, combined.how());
        assertEquals(Optional.of("combine"), combined.strategy());
        assertEquals(2, combined.origins().size());
        assertWritten(notesOfA, combined.origins().getFirst());
        assertWritten(notesOfB, combined.origins().getLast());

        assertWritten(later, of(explained, "contact"));
        assertEquals("by hand", of(explained, "contact").operation().note());
        assertEquals("external", of(explained, "slug").operation().kind());
        assertTrue(explained.fields().stream()
                .filter(field -> field.name().equals("url"))
                .noneMatch(field -> field.source().isEmpty() && !field.value().isBlank()));

        var tags = rows(explained, "tags");
        assertEquals(Set.of("DC", "SWC", "LC"), tags.keySet());
        assertEquals(How.WRITTEN, tags.get("DC").how());
        assertTaken(second, "combine", tags.get("SWC"));
        assertTaken(second, "combine", tags.get("LC"));
        assertTaken(first, "combine", tags.get("LC").origins().getFirst());

        var task = rows(explained, "tasks").values().iterator().next();
        assertTaken(second, "combine", task);
        assertTaken(first, "combine", task.origins().getFirst());
        assertEquals(How.WRITTEN, task.origins().getFirst().origins().getFirst().how());
        assertTaken(second, "combine", rows(explained, "todos").get("Order coffee"));
        assertTaken(
                second, "combine", rows(explained, "awards").values().iterator().next());
    }

    @Test
    void what_was_edited_since_a_merge_is_not_of_the_merge() {
        edit("update event set venue = 'The hall' where id = ?", b);
        merge("a", "b");
        var edited = edit("update event set venue = 'Elsewhere' where id = ?", a);
        assertWritten(edited, of(history.explain("event", "a"), "venue"));
    }

    @Test
    void what_an_undo_put_back_is_followed_to_who_wrote_it_first() {
        var venue = edit("update event set venue = 'Of a' where id = ?", a);
        edit("update event set venue = 'Of b' where id = ?", b);
        workshops.todo(b, "Order coffee");
        var merge = merge("a", "b", Side.A, Map.of("venue", "keep-b"), "");
        var undo = undo(merge.id());

        var survivor = history.explain("event", "a");
        assertEquals(List.of(merge.id()), ids(survivor.merges()));
        assertEquals(Optional.of(undo), survivor.merges().getFirst().undoneBy());
        var restored = of(survivor, "venue");
        assertEquals(undo, restored.operation().id());
        assertEquals(How.RESTORED, restored.how());
        assertWritten(venue, restored.origins().getFirst());
        assertEquals(Set.of("DC"), rows(survivor, "tags").keySet());

        var back = history.explain("event", "b");
        assertEquals(List.of(merge.id()), ids(back.merges()));
        assertEquals(How.RESTORED, of(back, "venue").how());
        var todo = rows(back, "todos").get("Order coffee");
        assertEquals(undo, todo.operation().id());
        assertEquals(How.RESTORED, todo.how());
        assertEquals(How.WRITTEN, todo.origins().getFirst().how());
        assertEquals(How.RESTORED, rows(back, "tags").get("SWC").how());

        var redo = undo(undo);
        var again = of(history.explain("event", "a"), "venue");
        assertEquals(redo, again.operation().id());
        assertEquals(How.RESTORED, again.how());
        assertTaken(merge, "keep-b", again.origins().getFirst());
    }

    @Test
    void an_undone_merge_counts_with_what_had_come_into_the_other_record_left_out() {
        var inner = merge("b", "c");
        var outer = merge("a", "b");
        undo(outer.id());
        assertEquals(List.of(outer.id()), ids(history.explain("event", "a").merges()));
        assertEquals(
                List.of(outer.id(), inner.id()),
                ids(history.explain("event", "b").merges()));
    }

    @Test
    void a_link_to_something_that_was_merged_followed_it() {
        var tag = workshops.named("tag", "SWC");
        var other = workshops.named("tag", "LC");
        var link = edit("insert into event_tag values (?, ?)", a, tag);
        var merge = new Operations(database)
                .writeMany(
                        new NewOperation("merge.tag", "ann", "r-4", ""),
                        (db, running) -> {
                            db.execute("delete from event_tag where event_id = ? and tag_id = ?", a, tag);
                            db.execute("insert into event_tag values (?, ?)", a, other);
                            db.execute(
                                    "insert into merge values (?, 'tag', ?, 'LC', ?, 'SWC', repeat('0', 64), "
                                            + "'{\"base\":\"a\",\"choices\":{},\"b\":{\"values\":{}}}')",
                                    running.id(),
                                    other,
                                    tag);
                            return running.id();
                        },
                        _ -> true);
        var followed = rows(history.explain("event", "a"), "tags").get("LC");
        assertEquals(merge, followed.operation().id());
        assertEquals(How.FOLLOWED, followed.how());
        assertEquals(Optional.of(new Explanation.Named(tag, "SWC")), followed.from());
        assertWritten(link, followed.origins().getFirst());
    }

    @Test
    void more_rows_than_are_explained_are_counted() {
        workshops.sql(db -> db.execute(
                "insert into todo (event_id, title) select ?, 'number ' || n from generate_series(1, 1200) n", a));
        var before = counted.statements();
        var todos = history.explain("event", "a").relations().stream()
                .filter(relation -> relation.name().equals("todos"))
                .findFirst()
                .orElseThrow();
        assertEquals(1_200, todos.total());
        assertEquals(1_000, todos.rows().size());
        assertTrue(counted.statements() - before < 30, (counted.statements() - before) + " statements");
    }

    @Test
    void a_record_that_was_merged_away_stands_for_its_survivor_and_one_that_never_was_is_refused() {
        merge("a", "b");
        assertEquals(history.explain("event", "a"), history.explain("event", "b"));
        assertEquals(
                MergeException.Code.UNKNOWN_RECORD,
                assertThrows(MergeException.class, () -> history.explain("event", "nobody"))
                        .code());
    }
}
