package org.atelier.security.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.atelier.security.AccountStore;
import org.atelier.security.AccountStore.NewLink;
import org.atelier.security.Accounts.OneTimeLink;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * As long as nobody has an account, makes a link for the first one at every start. The startup bundle finds it by the
 * property, tells it the address once everything works, and prints what it says.
 */
@Component(
        service = UnaryOperator.class,
        property = {"atelier.startup.line=first-account"})
public final class FirstStart implements UnaryOperator<String> {
    static final Duration VALID = Duration.ofHours(24);

    private final AccountStore store;
    private final Passwords passwords;
    private final DemoAccount demo;
    private final Path home;
    private final InstantSource clock;

    @Activate
    public FirstStart(BundleContext context, @Reference AccountStore store, @Reference Passwords passwords) {
        this(store, passwords, DemoAccount.of(context, Home.of(context)), Home.of(context), InstantSource.system());
    }

    FirstStart(AccountStore store, Passwords passwords, DemoAccount demo, Path home, InstantSource clock) {
        this.store = store;
        this.passwords = passwords;
        this.demo = demo;
        this.home = home;
        this.clock = clock;
    }

    /** The file that holds the link, for its owner alone. */
    static Path file(Path home) {
        return home.resolve("run").resolve("first-account");
    }

    /** @param url where the platform is, with a slash at the end; answers a line to print, or nothing */
    @Override
    public String apply(String url) {
        try {
            demo.make(store, passwords);
            if (store.any()) {
                Files.deleteIfExists(file(home));
                return "";
            }
            var code = Secret.newText(new SecureRandom());
            var link = new OneTimeLink(code, clock.instant().plus(VALID));
            store.linkForFirst(new NewLink(Secret.of(code).bytes(), link.expires()));
            var address = url.replaceAll("/+$", "") + link.path();
            write(address);
            return "Nobody has an account yet. Make the first one, an administrator's, within 24 hours at " + address;
        } catch (IOException e) {
            throw new UncheckedIOException("the link for the first account cannot be kept in " + file(home), e);
        }
    }

    private void write(String address) throws IOException {
        var file = file(home);
        Files.createDirectories(file.getParent());
        var aside = Files.createTempFile(
                file.getParent(),
                "first-account",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(aside, address + "\n");
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
