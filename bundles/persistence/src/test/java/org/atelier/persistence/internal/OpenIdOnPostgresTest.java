package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.atelier.domain.NewOperation;
import org.atelier.http.Access;
import org.atelier.oidc.internal.OpenIdContract;
import org.atelier.security.Account;
import org.atelier.security.AccountStore;
import org.atelier.security.Accounts.Profile;
import org.atelier.security.Outcome;
import org.atelier.security.SessionStore;
import org.atelier.security.internal.House;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who signs in elsewhere, where it is kept. */
class OpenIdOnPostgresTest extends OpenIdContract {
    private final Bed bed = Bed.made();
    private final AccountStore accounts = new PostgresAccounts(bed.database, bed.operations);
    private final SessionStore sessions = new PostgresSessions(bed.database);

    @Override
    protected AccountStore accounts() {
        return accounts;
    }

    @Override
    protected SessionStore sessions() {
        return sessions;
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void of_many_who_come_at_once_for_the_first_time_one_makes_the_account() throws Exception {
        var work = new ArrayList<Callable<Outcome<Account>>>();
        for (var i = 0; i < 8; i++) {
            work.add(() -> accounts.create(
                    new Profile("kim", "Kim", Access.VIEWER, Optional.empty()), "https://id.example", "7", House.BY));
        }
        var done = 0;
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var outcome : pool.invokeAll(work)) {
                if (outcome.get() instanceof Outcome.Done) {
                    done++;
                } else {
                    assertEquals("identity", House.refused(outcome.get()));
                }
            }
        }
        assertEquals(1, done);
        assertEquals(
                "kim", accounts.holder("https://id.example", "7").orElseThrow().name());
    }

    @Test
    void who_was_linked_and_unlinked_by_whom_is_in_the_journal() {
        var anna = house.account(ANNA, Access.EDITOR, PASSWORD);
        House.done(accounts.addIdentity(
                anna.id(), "https://id.example", "7", new NewOperation("account.identity", ANNA, "r-1", "first")));
        var id = accounts.identities(anna.id()).getFirst().id();
        House.done(accounts.removeIdentity(anna.id(), id, new NewOperation("account.unlink", "ben", "r-2", "")));
        assertEquals(
                List.of("account.identity by anna@example.org", "account.unlink by ben"),
                bed.psql.fetch("""
                                select o.kind, o.actor from journal j join operation o on o.id = j.operation_id
                                where j.table_name = 'account_identity' order by j.id""").map(row -> row.get(0) + " by " + row.get(1)));
    }

    @Test
    void the_database_itself_keeps_one_identity_of_a_provider_for_an_account() {
        var anna = house.account(ANNA, Access.EDITOR, PASSWORD);
        House.done(accounts.addIdentity(anna.id(), "https://id.example", "7", House.BY));
        var refused = assertThrows(
                DataAccessException.class,
                () -> bed.psql.execute(
                        "insert into account_identity (account_id, issuer, subject) values (?, 'https://id.example', '8')",
                        anna.id()));
        assertEquals("23505", refused.sqlState());
    }
}
