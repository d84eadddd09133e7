package org.atelier.tls.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.atelier.domain.Capability;
import org.atelier.tls.internal.PemFiles.UnusableException;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where HTTP listens with TLS, what it shows itself with, and whether that is still good. */
final class TlsListener implements Capability {
    private static final Logger LOG = LoggerFactory.getLogger(TlsListener.class);

    /** How long before its end a certificate is told to be renewed: authorities renew a month before. */
    static final Duration NOTICE = Duration.ofDays(14);

    private final String host;
    private final int port;
    private final PemFiles files;
    private final Clock clock;
    private final SslContextFactory.Server tls = new SslContextFactory.Server();

    /** Of the key store in memory alone. */
    private final String password = randomPassword();

    private PemFiles.Identity identity;
    private List<FileTime> read;
    private Optional<String> unusable = Optional.empty();
    private Optional<ServerConnector> connector = Optional.empty();

    /** @throws UnusableException if the files are no certificate with its key */
    TlsListener(String host, int port, PemFiles files, Clock clock) throws UnusableException {
        this.host = host;
        this.port = port;
        this.files = files;
        this.clock = clock;
        this.read = times();
        this.identity = files.read();
        tls.setKeyStore(keyStore(identity));
        tls.setKeyStorePassword(password);
    }

    /** The listener for this server. */
    synchronized Connector connector(Server server) {
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        // whoever asks by another name, such as an address, was told by TLS already that the certificate is not for it
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        var made = new ServerConnector(
                server, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(configuration));
        made.setHost(host);
        made.setPort(port);
        connector = Optional.of(made);
        return made;
    }

    /** Takes files up that were renewed; if they cannot be used, what was read before stays in use. */
    synchronized void lookAgain() {
        var now = times();
        if (now.equals(read)) {
            return;
        }
        read = now;
        try {
            var renewed = files.read();
            var store = keyStore(renewed);
            tls.reload(factory -> factory.setKeyStore(store));
            identity = renewed;
            unusable = Optional.empty();
            LOG.info("The certificate in {} is in use; it expires {}", files.chain(), identity.expires());
        } catch (Exception e) {
            // also what Jetty throws: it keeps what it had
            unusable = Optional.of(String.valueOf(e.getMessage()));
            LOG.error("The renewed certificate cannot be used: {}; the one before stays in use", e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public synchronized List<String> problems() {
        if (unusable.isPresent()) {
            return List.of("the renewed certificate cannot be used: " + unusable.get());
        }
        if (connector.filter(Connector::isRunning).isEmpty()) {
            return List.of("nothing listens at %s port %d; perhaps it is in use".formatted(host, port));
        }
        if (clock.instant().plus(NOTICE).isAfter(identity.expires())) {
            return List.of("the certificate in %s expires %s; renew it".formatted(files.chain(), identity.expires()));
        }
        return List.of();
    }

    private KeyStore keyStore(PemFiles.Identity of) throws UnusableException {
        try {
            return of.keyStore(password.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new UnusableException(files.chain() + " and its key cannot be used: " + e.getMessage(), e);
        }
    }

    /** When each file changed last; a file that is away for a moment counts as changed. */
    private List<FileTime> times() {
        return List.of(time(files.chain()), time(files.key()));
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static String randomPassword() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
