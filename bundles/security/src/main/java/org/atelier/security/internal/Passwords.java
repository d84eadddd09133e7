package org.atelier.security.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.atelier.http.Problem;
import org.atelier.security.AccountStore;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Argon2id, a few at a time. Each needs memory and a core for a moment, which is its purpose; whoever sends many
 * passwords at once must not get all of either.
 */
@Component(service = Passwords.class)
public final class Passwords {
    /** Cost of a hash: KiB of memory, passes, lanes. Source: OWASP Password Storage Cheat Sheet, "Argon2id". */
    record Cost(int memory, int passes, int lanes) {
        static final Cost OWASP = new Cost(19_456, 2, 1);
    }

    /** The most a stored hash may ask of us. */
    private static final int MAX_MEMORY = 1 << 20;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /** How long somebody waits for their turn. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Pattern ENCODED = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    private final Cost cost;
    private final Semaphore turns;
    private final SecureRandom random = new SecureRandom();

    /**
     * Is compared with where there is no account, so that the answer takes as long. It is not of any password: to make one
     * would be the dearest thing of a start.
     */
    private final String nobodys;

    @Activate
    public Passwords() {
        this(Cost.OWASP, Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4));
    }

    Passwords(Cost cost, int atOnce) {
        this.cost = cost;
        turns = new Semaphore(atOnce, true);
        nobodys = encoded(random(SALT_BYTES), random(HASH_BYTES));
    }

    /** The hash in the usual form, {@code $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH}. */
    String hash(String password) {
        var salt = random(SALT_BYTES);
        return encoded(salt, inTurn(password, salt, cost, HASH_BYTES));
    }

    private byte[] random(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private String encoded(byte[] salt, byte[] hash) {
        var encoder = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        cost.memory(),
                        cost.passes(),
                        cost.lanes(),
                        encoder.encodeToString(salt),
                        encoder.encodeToString(hash));
    }

    /** Whether it is the password of the account; without one it is not, after the same work. */
    boolean fits(String password, Optional<AccountStore.Credentials> credentials) {
        var hash = credentials.flatMap(AccountStore.Credentials::hash);
        // no short cut: both are looked at in any case
        return fits(password, hash.orElse(nobodys)) & hash.isPresent();
    }

    private boolean fits(String password, String encoded) {
        var parts = ENCODED.matcher(encoded);
        if (!parts.matches()) {
            throw new IllegalStateException("the database holds what is no hash of Argon2id");
        }
        var made = new Cost(number(parts.group(1)), number(parts.group(2)), number(parts.group(3)));
        if (made.memory() > MAX_MEMORY) {
            throw new IllegalStateException("the database holds a hash that needs " + made.memory() + " KiB");
        }
        var salt = Base64.getDecoder().decode(parts.group(4));
        var expected = Base64.getDecoder().decode(parts.group(5));
        return MessageDigest.isEqual(expected, inTurn(password, salt, made, expected.length));
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    /** Whether the hash was made at another cost than new ones are. */
    boolean isOutdated(String encoded) {
        return !encoded.startsWith(
                "$argon2id$v=19$m=%d,t=%d,p=%d$".formatted(cost.memory(), cost.passes(), cost.lanes()));
    }

    private byte[] inTurn(String password, byte[] salt, Cost at, int length) {
        try {
            if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return compute(password, salt, at, length);
        } finally {
            turns.release();
        }
    }

    private static byte[] compute(String password, byte[] salt, Cost at, int length) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(at.memory())
                .withIterations(at.passes())
                .withParallelism(at.lanes())
                .withSalt(salt)
                .build());
        // the same letters typed on another machine are the same password
        var typed = Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
        var hash = new byte[length];
        generator.generateBytes(typed, hash);
        Arrays.fill(typed, (byte) 0);
        return hash;
    }

    private static RuntimeException busy() {
        return new Problem(
                        503,
                        "busy",
                        "Too many sign-ins at once",
                        "Many people sign in at this moment; try again in a few seconds.")
                .withHeader("Retry-After", "5")
                .exception();
    }
}
