package org.atelier.tls.internal;

import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that localhost made for itself, as the files an authority would hand out, and who believes it. */
public record LocalCertificate(Path chain, Path key, X509Certificate certificate) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** Makes one, valid for 90 days, with a key of this kind ({@code EC}, {@code RSA}, {@code Ed25519}). */
    public static LocalCertificate in(Path folder, String kind) throws Exception {
        var store = Files.createTempDirectory(folder, "certificate").resolve("store.p12");
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                        "-genkeypair",
                        "-keyalg",
                        kind,
                        "-alias",
                        "localhost",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(store.resolveSibling("keytool.txt").toFile())
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(Files.readString(store.resolveSibling("keytool.txt")));
        }
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        var certificate = (X509Certificate) keys.getCertificate("localhost");
        var chain = store.resolveSibling("fullchain.pem");
        var key = store.resolveSibling("privkey.pem");
        Files.writeString(chain, pem("CERTIFICATE", certificate.getEncoded()));
        Files.writeString(
                key, pem("PRIVATE KEY", keys.getKey("localhost", PASSWORD).getEncoded()));
        return new LocalCertificate(chain, key, certificate);
    }

    static String pem(String what, byte[] content) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }

    /** A client that believes this certificate and no other. */
    public HttpClient.Builder client() throws Exception {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("localhost", certificate);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(tls);
    }
}
