package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.MergeStore;
import org.atelier.merge.engine.Receipt;
import org.atelier.merge.engine.internal.MergeService;
import org.atelier.merge.engine.internal.StrategyRegistry;
import org.atelier.merge.spi.Side;

/**
 * A database of its own with two events to merge, {@code a} (tags DC, SWC) and {@code b} (tag LC), a bystander that has
 * all three tags, and an engine with what ships.
 */
final class Merging implements AutoCloseable {
    static final NewOperation BY = new NewOperation("merge.event", "tester", "request-1", "");

    final CountedDatabase counted = new CountedDatabase();
    final Database database = counted.database;
    final Workshops workshops = new Workshops(database);
    final MergeStore store = new PostgresMergeStore(database, new Operations(database));
    StrategyRegistry registry;
    MergeService merges;
    long a;
    long b;
    long bystander;

    Merging() {
        begin();
    }

    /** Begins anew, with empty tables but for the three events. */
    void begin() {
        workshops.clear();
        registry = BuiltInStrategies.registry();
        merges = new MergeService(registry, store);
        a = workshops.event("a", "DC", "SWC");
        b = workshops.event("b", "LC");
        bystander = workshops.event("bystander", "DC", "SWC", "LC");
    }

    static MergeRequest events(String a, String b, Side base, Map<String, String> choices) {
        return new MergeRequest("event", a, b, base, choices, Optional.empty());
    }

    /** Both events, A survives. */
    static MergeRequest intoA(Map<String, String> choices) {
        return events("a", "b", Side.A, choices);
    }

    Receipt merge(MergeRequest request) {
        return merge(merges, request);
    }

    static Receipt merge(MergeService merges, MergeRequest request) {
        return merges.apply(request, merges.plan(request).fingerprint(), BY);
    }

    void sql(String statement, Object... values) {
        workshops.sql(db -> db.execute(statement, values));
    }

    /** The first column of the only row. */
    <T> T one(Class<T> type, String query, Object... values) {
        return workshops.sql(db -> db.fetchSingle(query, values).get(0, type));
    }

    /** Merging is refused with this code, in words that contain these, and every table stays as it is. */
    MergeException refused(MergeException.Code code, String words, MergeRequest request) {
        return refused(merges, code, words, request);
    }

    MergeException refused(MergeService merges, MergeException.Code code, String words, MergeRequest request) {
        var refused = unchanged(() -> merge(merges, request));
        assertEquals(code, refused.code(), refused.getMessage());
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
        return refused;
    }

    /** What refuses the work, which leaves no row changed, no operation and no receipt. */
    MergeException unchanged(Runnable work) {
        var before = workshops.dump();
        var operations = operations();
        var refused = assertThrows(MergeException.class, work::run);
        assertEquals(before, workshops.dump());
        assertEquals(operations, operations());
        return refused;
    }

    private String operations() {
        return one(
                String.class,
                "select (select count(*) from operation) || ' ' || (select count(*) from journal) || ' '"
                        + " || (select count(*) from merge)");
    }

    @Override
    public void close() {
        counted.close();
    }
}
