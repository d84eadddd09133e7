package org.atelier.security.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.atelier.http.Access;
import org.atelier.security.Account;
import org.atelier.security.AccountStore.Credentials;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords cheap = new Passwords(new Passwords.Cost(64, 1, 1), 2);

    private static Optional<Credentials> credentials(String hash) {
        var account = new Account(
                1,
                "anna",
                "Anna",
                Access.VIEWER,
                true,
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
        return Optional.of(new Credentials(account, Optional.ofNullable(hash)));
    }

    @Test
    void the_cost_is_what_owasp_asks_for() {
        var hash = new Passwords().hash("a long way to Tipperary");
        assertTrue(hash.matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}"), hash);
    }

    /** Made by the reference implementation: {@code echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32}. */
    @Test
    void it_is_the_argon2id_of_everybody() {
        var reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assertTrue(cheap.fits("password", credentials(reference)));
        assertFalse(cheap.fits("Password", credentials(reference)));
    }

    @Test
    void the_same_password_has_another_hash_every_time_and_fits_both() {
        var one = cheap.hash("päss wörd");
        var two = cheap.hash("päss wörd");
        assertNotEquals(one, two);
        assertTrue(cheap.fits("päss wörd", credentials(one)));
        // as other systems write the same letters
        assertTrue(cheap.fits("pa\u0308ss wo\u0308rd", credentials(two)));
        assertFalse(cheap.fits("pass word", credentials(one)));
    }

    @Test
    void without_account_or_password_nothing_fits() {
        for (var password : List.of("", "x", "a long way to Tipperary")) {
            assertFalse(cheap.fits(password, Optional.empty()));
            assertFalse(cheap.fits(password, credentials(null)));
        }
    }

    @Test
    void a_hash_of_another_cost_fits_and_is_outdated() {
        var old = new Passwords(new Passwords.Cost(32, 1, 1), 1).hash("x");
        assertTrue(cheap.fits("x", credentials(old)));
        assertTrue(cheap.isOutdated(old));
        assertFalse(cheap.isOutdated(cheap.hash("x")));
    }

    @Test
    void what_is_no_hash_is_told_without_its_text() {
        for (var broken : List.of(
                "plain text", "$argon2i$v=19$m=64,t=1,p=1$AAAA$AAAA", "$argon2id$v=19$m=9999999,t=1,p=1$AAAA$AAAA")) {
            var thrown = assertThrows(IllegalStateException.class, () -> cheap.fits("x", credentials(broken)));
            assertFalse(thrown.getMessage().contains(broken));
        }
    }

    @Test
    void a_password_that_is_easy_to_guess_is_refused() {
        for (var password : List.of(
                "short",
                "eleven char",
                "aaaaaaaaaaaaaaa",
                "abababababababab",
                "annaannaanna!",
                DemoAccount.PASSWORD,
                "x1".repeat(129))) {
            assertEquals(
                    "password",
                    House.refused(Rules.refusePassword(password, "anna").orElseThrow()),
                    password);
        }
        assertEquals(Optional.empty(), Rules.refusePassword("a long way to Tipperary", "anna"));
        assertEquals(Optional.empty(), Rules.refusePassword("пароль длинный", "anna"));
    }
}
