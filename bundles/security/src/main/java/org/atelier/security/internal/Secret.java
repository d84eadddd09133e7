package org.atelier.security.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** The SHA-256 of a secret text: enough to recognize the text, not to know it. */
final class Secret {
    private static final int RANDOM_BYTES = 32;

    private final byte[] digest;

    private Secret(byte[] digest) {
        this.digest = digest;
    }

    static Secret of(String text) {
        try {
            return new Secret(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A hash that comes from the database. */
    static Secret ofHash(byte[] hash) {
        return new Secret(hash.clone());
    }

    /** The hash as 43 characters of base64url. */
    String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    /** 256 random bits as 43 characters of base64url. */
    static String newText(SecureRandom random) {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The 32 bytes of the hash, for the database. */
    byte[] bytes() {
        return digest.clone();
    }

    /** In a time that does not depend on where they differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(digest, secret.digest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }

    @Override
    public String toString() {
        return "Secret";
    }
}
