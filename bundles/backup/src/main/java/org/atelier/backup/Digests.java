package org.atelier.backup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The checksums of backups. */
public final class Digests {
    private Digests() {}

    /** The one of tables, begun anew. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
