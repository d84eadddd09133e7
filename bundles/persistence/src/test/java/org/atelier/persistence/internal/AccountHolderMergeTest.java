package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.atelier.http.Access;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.PlanWords;
import org.atelier.merge.engine.UndoOutcome;
import org.atelier.merge.engine.UndoRequest;
import org.atelier.merge.engine.internal.MergeService;
import org.atelier.merge.engine.internal.UndoService;
import org.atelier.merge.spi.Side;
import org.atelier.security.Account;
import org.atelier.security.Accounts.Profile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Merging a person who can log in: MERGE-CASES 29. */
class AccountHolderMergeTest {
    private static final NewOperation BY = new NewOperation("merge.person", "tester", "request-1", "");

    private final CountedDatabase counted = new CountedDatabase();
    private final Workshops workshops = new Workshops(counted.database);
    private final Operations operations = new Operations(counted.database);
    private final PostgresAccounts accounts = new PostgresAccounts(counted.database, operations);
    private final MergeService merges =
            new MergeService(BuiltInStrategies.registry(), new PostgresMergeStore(counted.database, operations));
    private final UndoService undos = new UndoService(
            BuiltInStrategies.registry(),
            new PostgresUndoStore(counted.database, operations, new VocabularyReliances()));

    @AfterEach
    void close() {
        counted.close();
    }

    private void person(String username) {
        workshops.insert("person", "username, personal", username, "Ada");
    }

    private void account(String name, String person) {
        assertTrue(accounts.createIfNone(profile("first", Optional.empty()), "hash", BY) || accounts.any());
        var link = new org.atelier.security.AccountStore.NewLink(
                name.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                java.time.Instant.now().plusSeconds(60));
        assertInstanceOf(
                org.atelier.security.Outcome.Done.class, accounts.create(profile(name, Optional.of(person)), link, BY));
    }

    private static Profile profile(String name, Optional<String> person) {
        return new Profile(name, name, Access.EDITOR, person);
    }

    private Optional<String> personOf(String account) {
        return accounts.find(account).flatMap(Account::person);
    }

    private long merge(List<String> expectedWords) {
        var request = new MergeRequest("person", "a", "b", Side.A, Map.of(), Optional.empty());
        var plan = merges.plan(request);
        var words = new PlanWords(plan);
        assertEquals(
                expectedWords,
                plan.steps().stream()
                        .map(words::of)
                        .filter(sentence -> sentence.contains("ccount"))
                        .toList());
        return merges.apply(request, plan.fingerprint(), BY).id();
    }

    @Test
    void an_account_moves_to_the_survivor_visibly_and_back_when_that_is_undone() {
        person("a");
        person("b");
        account("anna", "b");
        var merge = merge(List.of("Account \"anna\" now points to a."));
        assertEquals(Optional.of("a"), personOf("anna"));
        assertTrue(accounts.find("anna").orElseThrow().active());

        assertInstanceOf(UndoOutcome.Done.class, undos.undo(UndoRequest.plain(merge), BY));
        assertEquals(Optional.of("b"), personOf("anna"));
    }

    @Test
    void of_two_who_can_both_log_in_the_survivor_keeps_both_accounts() {
        person("a");
        person("b");
        account("anna", "a");
        account("ada", "b");
        merge(List.of("Account \"ada\" now points to a."));
        assertEquals(Optional.of("a"), personOf("anna"));
        assertEquals(Optional.of("a"), personOf("ada"));
    }
}
