package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.atelier.domain.NewOperation;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.internal.MergeService;
import org.atelier.merge.spi.Side;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every base × tags × tasks × to-dos, on a real database, compared row for row in every table with a naive model:
 * MERGE-CASES 1, 2, 6, 7, 8, 10, 11 and 21. The two events have one task in common, an award hangs on each, and a third
 * event shares all their tags.
 */
class MergeMatrixTest {
    private static final List<String> CHOICES = List.of("keep-a", "keep-b", "combine");
    private static CountedDatabase database;
    private static Workshops workshops;
    private static MergeService merges;
    private static int cell;

    @BeforeAll
    static void open() {
        database = new CountedDatabase();
        workshops = new Workshops(database.database);
        merges = new MergeService(
                BuiltInStrategies.registry(),
                new PostgresMergeStore(database.database, new Operations(database.database)));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    static Stream<Arguments> cells() {
        return Stream.of(Side.values())
                .flatMap(base -> CHOICES.stream()
                        .flatMap(tags -> CHOICES.stream()
                                .flatMap(tasks ->
                                        CHOICES.stream().map(todos -> Arguments.of(base, tags, tasks, todos)))));
    }

    @ParameterizedTest(name = "base {0}, tags {1}, tasks {2}, todos {3}")
    @MethodSource("cells")
    void every_cell_ends_as_the_naive_model_says(Side base, String tags, String tasks, String todos) {
        cell++;
        var a = workshops.event("a-" + cell, "DC", "SWC");
        var b = workshops.event("b-" + cell, "SWC", "LC");
        var bystander = workshops.event("c-" + cell, "DC", "SWC", "LC");
        workshops.sql(db -> db.execute(
                "update event set venue = slug || ' venue', url = 'https://' || slug, attendance = id, "
                        + "latitude = 0.00054 + id / 1e6, admin_fee = 10.50 where id in (?, ?)",
                a,
                b));
        var both = workshops.person();
        workshops.task(a, both, "instructor", "leads at A");
        workshops.task(b, both, "instructor", "leads at B");
        workshops.task(a, workshops.person(), "helper", "");
        workshops.task(b, workshops.person(), "learner", "");
        workshops.task(bystander, both, "instructor", "leads at C");
        workshops.todo(a, "book the room");
        workshops.todo(a, "send the invoice");
        workshops.todo(b, "book the room");
        workshops.todo(b, "print the badges");
        workshops.award(workshops.person(), "swc-instructor", a);
        workshops.award(workshops.person(), "swc-instructor", b);
        var before = workshops.dump();

        var request = new MergeRequest(
                "event",
                "a-" + cell,
                "b-" + cell,
                base,
                Map.of("tags", tags, "tasks", tasks, "todos", todos),
                Optional.of("keep-a"));
        var receipt = merges.apply(
                request,
                merges.plan(request).fingerprint(),
                new NewOperation("merge.event", "tester", "", "cell " + cell));

        assertEquals(
                Workshops.sorted(new NaiveMerge(before).merged(a, b, base == Side.A, tags, tasks, todos)),
                workshops.dump());
        assertEquals("a-" + cell, receipt.survivor());
        assertEquals(base == Side.A ? "b-" + cell : "a-" + cell, receipt.retired());
        assertEquals(Optional.of(receipt), merges.receipt(receipt.id()));
    }
}
