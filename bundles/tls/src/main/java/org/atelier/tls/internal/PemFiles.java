package org.atelier.tls.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A certificate and its private key, as an authority hands them out.
 *
 * @param chain the server's certificate, and behind it those that vouch for it (PEM)
 * @param key its private key (PEM, PKCS#8, not encrypted)
 */
record PemFiles(Path chain, Path key) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    /** What the files hold. */
    record Identity(PrivateKey key, Certificate[] chain) {
        Instant expires() {
            return ((X509Certificate) chain[0]).getNotAfter().toInstant();
        }

        KeyStore keyStore(char[] password) throws GeneralSecurityException {
            try {
                var store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry("atelier", key, password, chain);
                return store;
            } catch (IOException e) {
                throw new IllegalStateException("nothing is read, so nothing can fail", e);
            }
        }
    }

    /**
     * Reads them.
     *
     * @throws UnusableException with what is wrong and what to do
     */
    Identity read() throws UnusableException {
        var certificates = certificates();
        var privateKey = privateKey(certificates[0].getPublicKey().getAlgorithm());
        if (!belongTogether(privateKey, certificates[0].getPublicKey())) {
            throw new UnusableException("the key in " + key + " is not that of the first certificate in " + chain
                    + "; the server's own certificate stands first, and those that vouch for it behind");
        }
        return new Identity(privateKey, certificates);
    }

    private Certificate[] certificates() throws UnusableException {
        try {
            var found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(content(chain)))
                    .toArray(Certificate[]::new);
            if (found.length > 0) {
                return found;
            }
            throw new UnusableException(chain + " holds no certificate; it needs -----BEGIN CERTIFICATE-----");
        } catch (GeneralSecurityException e) {
            throw new UnusableException(chain + " holds a certificate that cannot be read: " + e.getMessage(), e);
        }
    }

    private PrivateKey privateKey(String algorithm) throws UnusableException {
        var block = BLOCK.matcher(new String(content(key), StandardCharsets.US_ASCII));
        if (!block.find()) {
            throw new UnusableException(key + " holds no private key; it needs -----BEGIN PRIVATE KEY-----");
        }
        if (!block.group(1).equals("PRIVATE KEY")) {
            throw new UnusableException(
                    "the key in %1$s is a \"%2$s\"; make a plain one of it: openssl pkcs8 -topk8 -nocrypt -in %1$s"
                            .formatted(key, block.group(1)));
        }
        try {
            var encoded = Base64.getMimeDecoder().decode(block.group(2));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // what the message of such an exception says may hold parts of the key
            throw new UnusableException("the key in " + key + " cannot be read as one of the kind " + algorithm
                    + ", which the certificate in " + chain + " has");
        }
    }

    private static boolean belongTogether(PrivateKey secret, PublicKey open) throws UnusableException {
        var algorithm = switch (open.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "RSASSA-PSS" -> "RSASSA-PSS";
            case "EC" -> "SHA256withECDSA";
            case "EdDSA" -> "EdDSA";
            default -> throw new UnusableException("keys of the kind " + open.getAlgorithm() + " are not used here");
        };
        try {
            var signing = Signature.getInstance(algorithm);
            signing.initSign(secret);
            signing.update(open.getEncoded());
            var signature = signing.sign();
            signing.initVerify(open);
            signing.update(open.getEncoded());
            return signing.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] content(Path file) throws UnusableException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new UnusableException("there is no file " + file, e);
        } catch (IOException e) {
            throw new UnusableException(file + " cannot be read: " + e, e);
        }
    }

    /** The files cannot be used; the message says why, and never holds what a key file holds. */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1;

        UnusableException(String message) {
            super(message);
        }

        UnusableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
