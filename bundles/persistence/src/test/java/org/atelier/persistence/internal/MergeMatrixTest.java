package org.atelier.persistence.internal;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.atelier.domain.NewOperation;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeForm;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.Receipt;
import org.atelier.merge.engine.UndoOutcome;
import org.atelier.merge.engine.UndoRequest;
import org.atelier.merge.engine.internal.MergeService;
import org.atelier.merge.engine.internal.UndoService;
import org.atelier.merge.spi.Side;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind × field or relation × base × strategy × situation, on a real database, compared row for row in every table
 * with a naive model; then undone, and compared with what was there before. MERGE-CASES 1, 2, 6, 7, 8, 10, 11, 12, 20,
 * 21, 23.
 *
 * <p>One merge tries all relations of a kind at once, each in the same situation and with the same strategy, where it is
 * offered for them; the last test counts the cells.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MergeMatrixTest {
    /** How the rows of a relation lie when two records meet. */
    enum Situation {
        /** Each side has rows of its own. */
        NO_COLLISION,
        /** Both have equal rows, which say different things, or the same, or one of them nothing. */
        COLLISION,
        /** A third record has what both have. */
        BYSTANDER,
        /** Only B has anything at all. */
        EMPTY_A,
        /** Only A has anything at all. */
        EMPTY_B,
        /** A third record was merged into B before. */
        CHAINED,
        /** Rows hang on both at once. */
        ENTANGLED,
        /** A is B. */
        SELF
    }

    private static final List<String> STRATEGIES =
            List.of("combine", "keep-a", "keep-b", "keep-base", "most-recent", "no-wins", "non-empty-first");

    private static final Set<String> TRIED = new TreeSet<>();

    private static CountedDatabase database;
    private static Workshops workshops;
    private static MergeService merges;
    private static UndoService undos;

    @BeforeAll
    static void open() {
        database = new CountedDatabase();
        workshops = new Workshops(database.database);
        var registry = BuiltInStrategies.registry();
        var operations = new Operations(database.database);
        merges = new MergeService(registry, new PostgresMergeStore(database.database, operations));
        undos = new UndoService(
                registry, new PostgresUndoStore(database.database, operations, new VocabularyReliances()));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    static Stream<Arguments> cells() {
        return Hanging.KINDS.stream()
                .flatMap(kind -> STRATEGIES.stream()
                        .filter(strategy -> !tried(kind, strategy).isEmpty())
                        .flatMap(strategy -> Stream.of(Side.values())
                                .flatMap(base -> Stream.of(Situation.values())
                                        .map(situation -> Arguments.of(kind, strategy, base, situation)))));
    }

    /** The fields and relations of the kind for which the strategy is offered. */
    private static Set<String> tried(String kind, String strategy) {
        var names = Hanging.of(kind).stream()
                .filter(hanging -> hanging.strategies().contains(strategy))
                .map(Hanging::relation)
                .collect(toCollection(TreeSet::new));
        Hanging.FIELDS.get(kind).stream()
                .filter(field -> Hanging.strategies(kind, field).contains(strategy))
                .forEach(names::add);
        return names;
    }

    /** The strategy for everything it is offered for, and for the rest the one that loses nothing. */
    static Map<String, String> choices(String kind, String strategy) {
        var choices = new TreeMap<String, String>();
        Hanging.of(kind)
                .forEach(hanging -> choices.put(
                        hanging.relation(), hanging.strategies().contains(strategy) ? strategy : "combine"));
        Hanging.FIELDS
                .get(kind)
                .forEach(field -> choices.put(
                        field, Hanging.strategies(kind, field).contains(strategy) ? strategy : "non-empty-first"));
        return choices;
    }

    @Order(1)
    @ParameterizedTest(name = "{0}, {1}, base {2}, {3}")
    @MethodSource("cells")
    void every_cell_ends_as_the_naive_model_says(String kind, String strategy, Side base, Situation situation) {
        var world = new World(workshops);
        // half of the time B is the older one, by its id and by when its fields were said
        var later = situation.ordinal() % 2 == 0 ? Side.B : Side.A;
        var ids = new TreeMap<Side, Long>();
        for (var side : List.of(later.other(), later)) {
            var empty = situation == Situation.EMPTY_A && side == Side.A
                    || situation == Situation.EMPTY_B && side == Side.B;
            ids.put(side, world.record(kind, "side-" + side.name().toLowerCase(Locale.ROOT), !empty));
        }
        long a = ids.get(Side.A);
        long b = ids.get(Side.B);
        var third = world.record(kind, "third", true);
        Hanging.of(kind).forEach(hanging -> hang(world, hanging, situation, a, b, third));
        if (situation == Situation.ENTANGLED) {
            world.entangle(kind, a, b);
        }
        var choices = choices(kind, strategy);
        tried(kind, strategy).forEach(name -> TRIED.add(cell(kind, name, strategy, base, situation)));

        switch (situation) {
            case SELF -> refusesItself(kind, base == Side.A ? a : b, base, choices);
            case CHAINED -> {
                var first = choices(kind, strategy);
                Hanging.FIELDS.get(kind).forEach(field -> first.put(field, "keep-base"));
                var untouched = workshops.dump();
                var older = merge(kind, third, b, Side.B, first, later);
                var between = workshops.dump();
                undo(merge(kind, a, b, base, choices, later));
                assertSame(between, workshops.dump());
                undo(older);
                assertSame(untouched, workshops.dump());
            }
            default -> {
                var untouched = workshops.dump();
                undo(merge(kind, a, b, base, choices, later));
                assertSame(untouched, workshops.dump());
            }
        }
    }

    private static void undo(Receipt merge) {
        var outcome = undos.undo(
                UndoRequest.plain(merge.id()), new NewOperation("undo", "tester", "", "a cell of the matrix"));
        assertInstanceOf(UndoOutcome.Done.class, outcome, outcome::toString);
    }

    private static void hang(World world, Hanging hanging, Situation situation, long a, long b, long third) {
        switch (situation) {
            case NO_COLLISION, ENTANGLED, SELF -> {
                world.hang(hanging, a, 1, 1);
                world.hang(hanging, b, 2, 2);
            }
            case COLLISION -> {
                world.hang(hanging, a, 1, 0);
                world.hang(hanging, b, 1, 3);
                world.hang(hanging, a, 2, 2);
                world.hang(hanging, b, 2, 1);
                world.hang(hanging, b, 3, 3);
                world.hang(hanging, b, 4, 2);
                world.hang(hanging, a, 4, 2);
                world.hang(hanging, a, 5, 3);
                world.hang(hanging, b, 5, 0);
            }
            case BYSTANDER -> {
                world.hang(hanging, a, 1, 1);
                world.hang(hanging, b, 2, 2);
                world.hang(hanging, third, 1, 3);
                world.hang(hanging, third, 2, 0);
            }
            case EMPTY_A -> world.hang(hanging, b, 1, 1);
            case EMPTY_B -> world.hang(hanging, a, 1, 1);
            case CHAINED -> {
                world.hang(hanging, third, 1, 0);
                world.hang(hanging, third, 3, 3);
                world.hang(hanging, b, 1, 2);
                world.hang(hanging, b, 2, 1);
                world.hang(hanging, a, 1, 3);
                world.hang(hanging, a, 3, 0);
                world.hang(hanging, a, 4, 1);
            }
        }
    }

    private static Receipt merge(String kind, long a, long b, Side base, Map<String, String> choices, Side later) {
        var before = workshops.dump();
        var request = World.request(kind, a, b, base, choices);
        var receipt = merges.apply(
                request,
                merges.plan(request).fingerprint(),
                new NewOperation("merge." + kind, "tester", "", "a cell of the matrix"));
        assertSame(new NaiveMerge(before).merged(kind, a, b, base, choices, later), workshops.dump());
        assertEquals(base == Side.A ? a : b, receipt.survivorId());
        assertEquals(base == Side.A ? b : a, receipt.retiredId());
        assertEquals(Optional.of(receipt), merges.receipt(receipt.id()));
        return receipt;
    }

    private static void refusesItself(String kind, long id, Side base, Map<String, String> choices) {
        var before = workshops.dump();
        var name = workshops.sql(
                db -> db.fetchSingle("select " + Hanging.NAMES.get(kind) + " from " + kind + " where id = ?", id)
                        .get(0, String.class));
        for (var second : List.of(Long.toString(id), name)) {
            var request = new MergeRequest(kind, name, second, base, choices, Optional.empty());
            var refused = assertThrows(
                    MergeException.class,
                    () -> merges.apply(request, "", new NewOperation("merge." + kind, "tester", "", "")));
            assertEquals(MergeException.Code.SAME_RECORD, refused.code());
        }
        assertSame(before, workshops.dump());
    }

    /** Table by table, so that a failure shows the rows of the one table that differs. */
    static void assertSame(
            Map<String, List<Map<String, Object>>> expected, Map<String, List<Map<String, Object>>> actual) {
        var wanted = Workshops.sorted(expected);
        for (var table : wanted.keySet()) {
            var missing = new ArrayList<>(wanted.get(table));
            missing.removeAll(actual.get(table));
            var tooMuch = new ArrayList<>(actual.get(table));
            tooMuch.removeAll(wanted.get(table));
            assertEquals(missing, tooMuch, table);
            assertEquals(wanted.get(table).size(), actual.get(table).size(), table);
        }
        assertEquals(wanted.keySet(), actual.keySet());
    }

    // ------------------------------------------------------------------------------------------------- completeness

    private static String cell(String kind, String name, String strategy, Side base, Situation situation) {
        return kind + "." + name + " " + strategy + " base " + base + " " + situation;
    }

    @Test
    @Order(2)
    void every_cell_was_tried() {
        var all = new TreeSet<String>();
        for (var situation : Situation.values()) {
            for (var base : Side.values()) {
                for (var hanging : Hanging.ALL) {
                    hanging.strategies()
                            .forEach(strategy ->
                                    all.add(cell(hanging.kind(), hanging.relation(), strategy, base, situation)));
                }
                Hanging.FIELDS.forEach((kind, fields) -> fields.forEach(field -> Hanging.strategies(kind, field)
                        .forEach(strategy -> all.add(cell(kind, field, strategy, base, situation)))));
            }
        }
        all.removeAll(TRIED);
        assertEquals(Set.of(), all);
    }

    /** MERGE-CASES 9 and 25: a relation that comes with a migration fails here until the model knows it. */
    @Test
    void the_model_knows_every_foreign_key_that_the_database_has() {
        var keys = workshops.sql(db ->
                db.fetch("""
                        select parent.relname || ' <- ' || child.relname || '.' || string_agg(a.attname, ',')
                        from pg_constraint k
                        join pg_class child on child.oid = k.conrelid
                        join pg_class parent on parent.oid = k.confrelid
                        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
                        where k.contype = 'f' and parent.relname in ('event', 'organization', 'person', 'tag')
                        group by k.oid, parent.relname, child.relname
                        """).stream().map(row -> row.get(0, String.class)).collect(toCollection(TreeSet::new)));
        assertEquals(
                Hanging.ALL.stream()
                        .map(hanging -> hanging.kind() + " <- " + hanging.table() + "." + hanging.owner())
                        .collect(toCollection(TreeSet::new)),
                keys);
    }

    @Test
    void the_model_knows_every_column_of_the_four_kinds() {
        for (var kind : Hanging.KINDS) {
            var columns = workshops.sql(db -> new TreeSet<>(db.fetch(
                            "select column_name from information_schema.columns "
                                    + "where table_schema = current_schema() and table_name = ?",
                            kind)
                    .getValues(0, String.class)));
            var known = new TreeSet<>(Hanging.COMPUTED.get(kind));
            known.add("id");
            Hanging.FIELDS.get(kind).forEach(field -> known.add(columns.contains(field) ? field : field + "_id"));
            assertEquals(known, columns);
        }
    }

    /** MERGE-CASES 12 and 20: whatever can be chosen is in the matrix. */
    @Test
    void the_model_knows_every_strategy_that_is_offered() {
        assertEquals(Set.copyOf(Hanging.KINDS), merges.kinds().keySet());
        for (var kind : Hanging.KINDS) {
            var form = merges.form(kind);
            assertEquals(
                    Hanging.FIELDS.get(kind).stream()
                            .collect(toMap(field -> field, field -> Hanging.strategies(kind, field))),
                    form.fields().stream().collect(toMap(field -> field.name(), field -> ids(field.offers()))));
            assertEquals(
                    Hanging.of(kind).stream().collect(toMap(Hanging::relation, Hanging::strategies)),
                    form.relations().stream()
                            .collect(toMap(relation -> relation.name(), relation -> ids(relation.offers()))));
        }
    }

    private static List<String> ids(List<MergeForm.Offer> offers) {
        return offers.stream().map(offer -> offer.id()).sorted().toList();
    }
}
