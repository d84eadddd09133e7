package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.MergeMatrixTest.assertSame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.atelier.domain.NewOperation;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.Plan;
import org.atelier.merge.engine.Step;
import org.atelier.merge.engine.UndoOutcome;
import org.atelier.merge.engine.UndoRequest;
import org.atelier.merge.engine.internal.MergeService;
import org.atelier.merge.engine.internal.UndoService;
import org.atelier.merge.spi.Side;

/**
 * What holds in every small world, whatever is chosen. How many worlds are tried is jqwik.tries.default in
 * junit-platform.properties; a system property of that name asks for more.
 */
class MergeLawsTest {
    /** Which side's rows hang where: see {@link World#hang}. */
    record Row(int relation, int owner, int number, int content) {}

    /**
     * Four records of a kind and what hangs on them.
     *
     * @param filled of each record, whether its fields say anything
     * @param recent whether fields may be chosen by when they were said
     * @param choices a number for each field and relation, which picks a strategy among those offered
     */
    record Scene(
            String kind,
            List<Boolean> filled,
            List<Row> rows,
            boolean entangled,
            Side base,
            List<Integer> choices,
            boolean recent) {
        List<Hanging> relations() {
            return Hanging.of(kind);
        }

        Map<String, String> chosen() {
            var chosen = new TreeMap<String, String>();
            relations().forEach(hanging -> chosen.put(hanging.relation(), pick(hanging.strategies(), chosen.size())));
            Hanging.FIELDS
                    .get(kind)
                    .forEach(field -> chosen.put(field, pick(Hanging.strategies(kind, field), chosen.size())));
            if (!recent) {
                Hanging.FIELDS.get(kind).forEach(field -> chosen.replace(field, "most-recent", "non-empty-first"));
            }
            // each by itself they may well end an event before it starts
            if (kind.equals("event")) {
                chosen.put("end", chosen.get("start"));
            }
            return chosen;
        }

        /**
         * The same without asking when fields were last said: an undo says them anew, so that the same merge after it
         * may choose otherwise.
         */
        Scene timeless() {
            return new Scene(kind, filled, rows, entangled, base, choices, false);
        }

        private String pick(List<String> offered, int place) {
            return offered.get(choices.get(place % choices.size()) % offered.size());
        }

        /** Makes it in the database; answers the ids of the four, each younger than the one before. */
        List<Long> make() {
            var world = new World(workshops);
            var ids = new ArrayList<Long>();
            for (int i = 0; i < 4; i++) {
                ids.add(world.record(kind, "record-" + i, filled.get(i)));
            }
            var there = new HashSet<List<Integer>>();
            for (var row : rows) {
                var relation = row.relation() % relations().size();
                if (there.add(List.of(relation, row.owner(), row.number()))) {
                    world.hang(relations().get(relation), ids.get(row.owner()), row.number(), row.content());
                }
            }
            if (entangled) {
                world.entangle(kind, ids.get(0), ids.get(1));
            }
            return ids;
        }
    }

    private static CountedDatabase database;
    private static Workshops workshops;
    private static MergeService merges;
    private static UndoService undos;

    @BeforeContainer
    static void open() {
        database = new CountedDatabase();
        workshops = new Workshops(database.database);
        var registry = BuiltInStrategies.registry();
        var operations = new Operations(database.database);
        merges = new MergeService(registry, new PostgresMergeStore(database.database, operations));
        undos = new UndoService(
                registry, new PostgresUndoStore(database.database, operations, new VocabularyReliances()));
    }

    @AfterContainer
    static void close() {
        database.close();
    }

    @Provide
    Arbitrary<Scene> scenes() {
        var number = Arbitraries.integers().between(0, 3);
        var rows = Combinators.combine(Arbitraries.integers().between(0, 7), number, number, number)
                .as(Row::new)
                .list()
                .ofMaxSize(20);
        return Combinators.combine(
                        Arbitraries.of(Hanging.KINDS),
                        Arbitraries.of(true, true, true, false).list().ofSize(4),
                        rows,
                        Arbitraries.of(true, false),
                        Arbitraries.of(Side.values()),
                        Arbitraries.integers().between(0, 29).list().ofSize(12))
                .as((kind, filled, hanging, entangled, base, choices) ->
                        new Scene(kind, filled, hanging, entangled, base, choices, true));
    }

    @Property
    void merge_then_undo_is_the_identity_and_undoing_that_merges_again(@ForAll("scenes") Scene scene) {
        var ids = scene.make();
        var before = workshops.dump();

        var merge = merge(request(scene, ids.get(0), ids.get(1)));
        var merged = workshops.dump();
        assertSame(
                new NaiveMerge(before)
                        .merged(scene.kind(), ids.get(0), ids.get(1), scene.base(), scene.chosen(), Side.B),
                merged);

        var undo = undo(merge);
        assertSame(before, workshops.dump());
        var again = undo(undo);
        assertSame(merged, workshops.dump());
        undo(again);
        assertSame(before, workshops.dump());
    }

    @Property
    void merging_b_and_a_with_mirrored_choices_is_merging_a_and_b(@ForAll("scenes") Scene any) {
        var scene = any.timeless();
        var ids = scene.make();
        var merge = merge(request(scene, ids.get(0), ids.get(1)));
        var merged = workshops.dump();
        undo(merge);

        var mirrored = new TreeMap<String, String>();
        scene.chosen()
                .forEach((name, strategy) -> mirrored.put(
                        name,
                        switch (strategy) {
                            case "keep-a" -> "keep-b";
                            case "keep-b" -> "keep-a";
                            default -> strategy;
                        }));
        merge(World.request(scene.kind(), ids.get(1), ids.get(0), scene.base().other(), mirrored));
        assertSame(merged, workshops.dump());
    }

    @Property
    void nothing_outside_the_plan_changes(@ForAll("scenes") Scene scene) {
        var ids = scene.make();
        var before = workshops.dump();
        var request = request(scene, ids.get(0), ids.get(1));
        var plan = merges.plan(request);
        merge(request);
        var changed = changed(before, workshops.dump());
        changed.removeAll(named(plan));
        assertEquals(Set.of(), changed);
    }

    @Property
    void the_order_of_unrelated_merges_does_not_matter(@ForAll("scenes") Scene any) {
        var scene = any.timeless();
        var ids = scene.make();
        var one = request(scene, ids.get(0), ids.get(1));
        var other = request(scene, ids.get(2), ids.get(3));
        var before = workshops.dump();

        var first = merge(one);
        var second = merge(other);
        var merged = workshops.dump();
        // undone in the order in which they were done: neither stands on the other
        undo(first);
        undo(second);
        assertSame(before, workshops.dump());

        merge(other);
        merge(one);
        assertSame(merged, workshops.dump());
    }

    @Property
    void a_plan_is_the_same_to_the_byte_wherever_the_rows_lie(@ForAll("scenes") Scene scene) {
        var ids = scene.make();
        var request = request(scene, ids.get(0), ids.get(1));
        var json = merges.json(merges.plan(request));
        for (var hanging : scene.relations()) {
            workshops.sql(db -> db.execute("update " + hanging.table() + " set " + hanging.owner() + " = "
                    + hanging.owner() + " where " + hanging.owner() + " % 2 = 0"));
        }
        assertEquals(json, merges.json(merges.plan(request)));
        assertEquals(json, merges.json(merges.plan(request)));
    }

    // ------------------------------------------------------------------------------------------------- means

    private static MergeRequest request(Scene scene, long a, long b) {
        return World.request(scene.kind(), a, b, scene.base(), scene.chosen());
    }

    private static long merge(MergeRequest request) {
        return merges.apply(
                        request,
                        merges.plan(request).fingerprint(),
                        new NewOperation("merge." + request.kind(), "tester", "", "a law"))
                .id();
    }

    private static long undo(long operation) {
        var outcome = undos.undo(UndoRequest.plain(operation), new NewOperation("undo", "tester", "", "a law"));
        return assertInstanceOf(UndoOutcome.Done.class, outcome, outcome::toString)
                .receipt()
                .id();
    }

    /** The rows that are not in both, by name. */
    private static Set<String> changed(
            Map<String, List<Map<String, Object>>> before, Map<String, List<Map<String, Object>>> after) {
        var changed = new TreeSet<String>();
        before.forEach((table, rows) -> {
            var then = Set.copyOf(rows);
            var now = Set.copyOf(after.get(table));
            Stream.concat(rows.stream(), after.get(table).stream())
                    .filter(row -> !then.contains(row) || !now.contains(row))
                    .forEach(row -> changed.add(name(table, row)));
        });
        assertTrue(!changed.isEmpty());
        return changed;
    }

    private static String name(String table, Map<String, Object> row) {
        return switch (table) {
            case "redirect" -> table + " " + row.get("form") + " " + row.get("value");
            case "event_tag", "person_knowledge_domain", "person_language" -> table + " " + new TreeMap<>(row);
            default -> table + " " + row.get("id");
        };
    }

    /** The rows that the plan names; what table a relation is, the plan is not asked. */
    private static Set<String> named(Plan plan) {
        var kind = plan.kind().entity().kind();
        var relations = Hanging.of(kind).stream().collect(Collectors.toMap(Hanging::relation, hanging -> hanging));
        var survivor = kind + " " + plan.survivor().id();
        return plan.steps().stream()
                .flatMap(step -> switch (step) {
                    case Step.Fold(var relation, var row, var into, var fills) ->
                        Stream.of(
                                relations.get(relation).table() + " " + row,
                                fills.isEmpty()
                                        ? survivor
                                        : relations.get(relation).table() + " " + into);
                    case Step.OfRow row ->
                        Stream.of(relations.get(row.relation()).table() + " " + row.row());
                    case Step.Link(var relation, var target) ->
                        Stream.of(pair(relations.get(relation), plan.survivor().id(), target.id()));
                    case Step.Unlink(var relation, var from, var target) ->
                        Stream.of(pair(
                                relations.get(relation),
                                plan.snapshot().of(from).id(),
                                target.id()));
                    case Step.Retire(var record, var _) -> Stream.of(kind + " " + record);
                    case Step.Set _ -> Stream.of(survivor);
                    case Step.Redirect(var form, var value) -> Stream.of("redirect " + form + " " + value);
                })
                .collect(Collectors.toSet());
    }

    private static String pair(Hanging hanging, long owner, long target) {
        return name(
                hanging.table(),
                Map.of(hanging.owner(), owner, hanging.identity().getFirst(), target));
    }
}
