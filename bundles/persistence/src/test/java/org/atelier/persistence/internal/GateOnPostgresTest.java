package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.atelier.http.Access;
import org.atelier.security.AccountStore;
import org.atelier.security.Accounts.Profile;
import org.atelier.security.SessionStore;
import org.atelier.security.internal.GateContract;
import org.atelier.security.internal.House;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Accounts, sessions and tokens where they are kept. */
class GateOnPostgresTest extends GateContract {
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

    @Override
    protected int guesses() {
        return 10_000;
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private List<String> operations() {
        return bed.psql
                .fetch("select kind, actor, note from operation order by id")
                .map(row -> row.get(0) + " by " + row.get(1));
    }

    @Test
    void what_is_done_to_accounts_is_in_the_journal_without_any_secret() {
        var by = new NewOperation("account.create", "administrator", "r-1", "");
        var invited =
                House.done(house.accounts.create(new Profile("anna", "Anna", Access.VIEWER, Optional.empty()), by));
        House.done(house.accounts.reset("anna", new NewOperation("account.reset", "ben", "r-2", "")));
        house.accounts.change(
                "anna",
                new Profile("anna", "Anna", Access.EDITOR, Optional.empty()),
                false,
                new NewOperation("account.change", "ben", "r-3", ""));
        house.account("cleo", Access.EDITOR, PASSWORD);
        House.done(house.tokens.make(house.accounts.find("cleo").orElseThrow(), "a token", Access.VIEWER, 7));

        assertEquals(
                List.of(
                        "account.create by administrator",
                        "account.reset by ben",
                        "account.change by ben",
                        "test by tester",
                        "test by tester"),
                operations());
        assertEquals(
                List.of("account"),
                bed.psql.fetch("select distinct table_name from journal").map(row -> row.get(0, String.class)));
        var journal = bed.psql.fetch("select * from journal").toString();
        var hash = bed.psql
                .fetchSingle("select password_hash from account_secret where password_hash is not null")
                .get(0, String.class);
        assertFalse(journal.contains("argon2"), journal);
        assertFalse(journal.contains(hash) || journal.contains(invited.link().code()), journal);
    }

    @Test
    void nothing_that_proves_who_somebody_is_can_be_read_from_the_database() {
        var anna = house.account("anna", Access.EDITOR, PASSWORD);
        var token = House.done(house.tokens.make(anna, "x", Access.VIEWER, 7)).secret();
        var code = House.done(house.accounts.reset("anna", House.BY)).link().code();
        var all = new StringBuilder();
        for (var table :
                List.of("account", "account_secret", "session", "api_token", "one_time_link", "sign_in_attempts")) {
            bed.psql.fetch("select t::text from " + table + " t").forEach(row -> all.append(row.get(0)));
        }
        for (var secret : List.of(token, code, PASSWORD, House.KEY)) {
            assertFalse(all.toString().contains(secret), all.toString());
        }
    }

    @Test
    void an_account_is_never_deleted() {
        var anna = house.account("anna", Access.EDITOR, PASSWORD);
        var refused = Assertions.assertThrows(
                DataAccessException.class, () -> bed.psql.execute("delete from account where id = ?", anna.id()));
        assertTrue(List.of("23503", "23001").contains(refused.sqlState()), refused.sqlState());
    }

    @Test
    void an_account_belongs_to_a_person_until_it_is_told_otherwise() {
        bed.psql.execute("insert into person (username, personal) values ('lovelace_ada', 'Ada')");
        var ada = Optional.of("lovelace_ada");
        House.done(house.accounts.create(new Profile("ada", "Ada", Access.VIEWER, ada), House.BY));
        assertEquals(ada, house.accounts.find("ada").orElseThrow().person());
        House.done(house.accounts.change(
                "ada", new Profile("ada", "Ada", Access.VIEWER, Optional.empty()), true, House.BY));
        assertEquals(Optional.empty(), house.accounts.find("ada").orElseThrow().person());
    }
}
