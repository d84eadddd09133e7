package org.atelier.tls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.atelier.tls.internal.PemFiles.UnusableException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A listener with TLS in a Jetty, and the files it is given. */
class TlsListenerTest {
    @TempDir
    static Path made;

    private static LocalCertificate one;
    private static LocalCertificate other;
    private static LocalCertificate rsa;

    @TempDir
    Path folder;

    @BeforeAll
    static void certificates() throws Exception {
        one = LocalCertificate.in(made, "EC");
        other = LocalCertificate.in(made, "EC");
        rsa = LocalCertificate.in(made, "RSA");
    }

    private static PemFiles files(LocalCertificate certificate) {
        return new PemFiles(certificate.chain(), certificate.key());
    }

    /** A server that says whether it was asked encrypted. */
    private static Server serverOf(TlsListener listener) throws Exception {
        var server = new Server();
        server.addConnector(listener.connector(server));
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.write(
                        true,
                        java.nio.ByteBuffer.wrap((request.isSecure() ? "encrypted" : "open").getBytes()),
                        callback);
                return true;
            }
        });
        server.start();
        return server;
    }

    private static String ask(Server server, LocalCertificate believed) throws Exception {
        var port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        try (var client = believed.client().build()) {
            var request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/"));
            return client.send(request.build(), BodyHandlers.ofString()).body();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void it_speaks_TLS_with_keys_of_this_kind(String kind) throws Exception {
        var certificate = kind.equals("RSA") ? rsa : one;
        var listener = new TlsListener("127.0.0.1", 0, files(certificate), Clock.systemUTC());
        assertEquals(
                List.of("nothing listens at 127.0.0.1 port 0; perhaps it is in use"),
                listener.problems(),
                "nobody took it in yet");
        var server = serverOf(listener);
        try {
            assertEquals("encrypted", ask(server, certificate));
            assertEquals(List.of(), listener.problems());
        } finally {
            server.stop();
        }
    }

    @Test
    void renewed_files_are_taken_up_and_broken_ones_are_told_while_the_old_stay_in_use() throws Exception {
        var first = copied(one);
        var listener = new TlsListener("127.0.0.1", 0, files(first), Clock.systemUTC());
        var server = serverOf(listener);
        try {
            assertEquals("encrypted", ask(server, first));

            Files.writeString(first.chain(), "half a fi");
            touch(first.chain(), 1);
            listener.lookAgain();
            assertTrue(listener.problems().getFirst().startsWith("the renewed certificate cannot be used: "));
            assertEquals("encrypted", ask(server, first));

            Files.copy(other.chain(), first.chain(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(other.key(), first.key(), StandardCopyOption.REPLACE_EXISTING);
            touch(first.chain(), 2);
            listener.lookAgain();
            assertEquals(List.of(), listener.problems());
            assertEquals("encrypted", ask(server, other));
            assertThrows(SSLHandshakeException.class, () -> ask(server, first));
        } finally {
            server.stop();
        }
    }

    private LocalCertificate copied(LocalCertificate certificate) throws IOException {
        return new LocalCertificate(
                Files.copy(certificate.chain(), folder.resolve("chain.pem")),
                Files.copy(certificate.key(), folder.resolve("key.pem")),
                certificate.certificate());
    }

    private static void touch(Path file, int seconds) throws IOException {
        Files.setLastModifiedTime(
                file, FileTime.from(Files.getLastModifiedTime(file).toInstant().plusSeconds(seconds)));
    }

    @Test
    void a_certificate_that_ends_soon_is_told() throws Exception {
        var soon = Clock.offset(Clock.systemUTC(), Duration.ofDays(80));
        var listener = new TlsListener("127.0.0.1", 0, files(one), soon);
        var server = serverOf(listener);
        try {
            assertTrue(
                    listener.problems().getFirst().contains(" expires "),
                    listener.problems().toString());
        } finally {
            server.stop();
        }
    }

    @Test
    void files_that_cannot_be_used_say_why_and_never_what_the_key_is() throws Exception {
        var text = Files.writeString(folder.resolve("notes.txt"), "nothing to see");
        var secret = Files.readString(one.key()).lines().skip(1).findFirst().orElseThrow();
        var old = Files.writeString(
                folder.resolve("old.pem"), Files.readString(one.key()).replace(" PRIVATE", " EC PRIVATE"));
        var broken = Files.writeString(
                folder.resolve("broken.pem"), Files.readString(one.key()).replace(secret, secret.substring(8)));
        var expected = Map.of(
                new PemFiles(one.chain(), other.key()), "is not that of the first certificate",
                new PemFiles(one.chain(), rsa.key()), "cannot be read as one of the kind EC",
                new PemFiles(one.chain(), text), "holds no private key; it needs -----BEGIN PRIVATE KEY-----",
                new PemFiles(text, one.key()), "notes.txt",
                new PemFiles(one.chain(), old), "openssl pkcs8 -topk8 -nocrypt",
                new PemFiles(one.chain(), broken), "cannot be read as one of the kind EC",
                new PemFiles(folder.resolve("none.pem"), one.key()), "there is no file");
        expected.forEach((files, why) -> {
            var refused = assertThrows(UnusableException.class, files::read, why);
            assertTrue(refused.getMessage().contains(why), refused.getMessage());
            assertFalse(refused.getMessage().contains(secret.substring(8, 24)), refused.getMessage());
        });
    }
}
