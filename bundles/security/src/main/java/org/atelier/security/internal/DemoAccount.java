package org.atelier.security.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.atelier.domain.NewOperation;
import org.atelier.http.Access;
import org.atelier.security.AccountStore;
import org.atelier.security.Accounts.Profile;
import org.atelier.security.SignIns.Demo;
import org.osgi.framework.BundleContext;

/**
 * The account of a demo, whose password everybody knows. There is one only in a home directory that was made for a demo
 * and says so in a file, on a database of its own, heard by this machine alone; anywhere else the password is refused,
 * even in a database that was taken over from a demo.
 */
record DemoAccount(boolean allowed) {
    static final String NAME = "demo";
    static final String PASSWORD = "atelier-demo-2026";

    /** The file that {@code ./atelier demo} puts into a home directory it makes. */
    static final String MARK = "this-is-a-demo";

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

    static DemoAccount of(BundleContext context, Path home) {
        return new DemoAccount(Files.exists(home.resolve(MARK))
                && LOOPBACK.contains(Optional.ofNullable(context.getProperty("atelier.http.host"))
                        .orElse(""))
                && Optional.ofNullable(context.getProperty("atelier.database.url"))
                        .orElse("")
                        .isEmpty());
    }

    /** Makes it where it is allowed and there is no account at all. */
    void make(AccountStore store, Passwords passwords) {
        if (allowed && !store.any()) {
            store.createIfNone(
                    new Profile(NAME, "Demo administrator", Access.ADMINISTRATOR, Optional.empty()),
                    passwords.hash(PASSWORD),
                    new NewOperation("account.create", Gate.OPERATOR, "", "the account of the demo"));
        }
    }

    /** Whether this password may be tried here. */
    boolean permits(String password) {
        return allowed || !password.equals(PASSWORD);
    }

    /** What to tell people, as long as the account is as it was made. */
    Optional<Demo> hint(AccountStore store) {
        if (!allowed) {
            return Optional.empty();
        }
        return store.find(NAME)
                .filter(account -> account.active() && account.passwordSet().equals(Optional.of(account.created())))
                .map(_ -> new Demo(NAME, PASSWORD));
    }
}
