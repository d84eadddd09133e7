package org.atelier.database.embedded.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What PostgreSQL keeps of a password, made with one iteration instead of 4,096. They slow down whoever guesses, and
 * nobody guesses 256 bits of chance; what they cost is a part of each connection, and a second of a start.
 *
 * <p>Source: RFC 5802, section 3, and PostgreSQL's {@code pg_authid.rolpassword}.
 */
final class ScramVerifier {
    /** What one begins with. */
    static final String ONCE = "SCRAM-SHA-256$1:";

    /** So long, and of these letters, is what {@link PasswordFile} makes. Others might have been thought of by people. */
    private static final String BY_CHANCE = "[A-Za-z0-9_-]{43}";

    private ScramVerifier() {}

    /** Whether nobody can guess the password, so that one iteration is as good as many. */
    static boolean suits(String password) {
        return password.matches(BY_CHANCE);
    }

    /**
     * The text for {@code ALTER ROLE … PASSWORD}.
     *
     * @param password in ASCII
     * @param salt best 16 bytes of chance
     */
    static String of(String password, byte[] salt) {
        try {
            var first = ByteBuffer.allocate(salt.length + Integer.BYTES)
                    .put(salt)
                    .putInt(1)
                    .array();
            var salted = hmac(password.getBytes(StandardCharsets.US_ASCII), first);
            var stored = MessageDigest.getInstance("SHA-256").digest(hmac(salted, bytes("Client Key")));
            var base64 = Base64.getEncoder();
            return ONCE + base64.encodeToString(salt) + "$" + base64.encodeToString(stored) + ":"
                    + base64.encodeToString(hmac(salted, bytes("Server Key")));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }
}
