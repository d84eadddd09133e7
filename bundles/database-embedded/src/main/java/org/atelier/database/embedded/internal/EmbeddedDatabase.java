package org.atelier.database.embedded.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts PostgreSQL in the home directory, starts it again should it be killed, and offers its database; connections
 * are unpooled.
 *
 * <p>Framework properties: {@code atelier.home}, and {@code atelier.database.port} for a port other than any free one.
 */
@Component(
        service = {},
        immediate = true)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"javax.sql.DataSource\"")
public final class EmbeddedDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private static final String HOME = "atelier.home";
    private static final String PORT = "atelier.database.port";

    private final PostgresServer server;
    private final Guardian guardian;
    private final ServiceRegistration<DataSource> registration;

    /**
     * @throws PostgresException if the server does not start
     * @throws IOException if the password's file can neither be read nor be made
     */
    @Activate
    public EmbeddedDatabase(BundleContext context) throws IOException {
        var asked = System.nanoTime();
        server = PostgresServer.start(options(name -> Optional.ofNullable(context.getProperty(name))));
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("atelier.database", "embedded");
        var dataSource = new PGSimpleDataSource();
        server.connect(dataSource);
        guardian = new Guardian(server, () -> server.connect(dataSource));
        registration = context.registerService(DataSource.class, dataSource, properties);
        LOG.info("PostgreSQL answers at {} after {} ms", server.jdbcUrl(), (System.nanoTime() - asked) / 1_000_000);
    }

    /** Whoever holds connections lets go of them when the service goes; then the server stops. */
    @Deactivate
    void stop() {
        registration.unregister();
        guardian.close();
        server.close();
        LOG.info("PostgreSQL has stopped");
    }

    /**
     * How the server of a home is to run.
     *
     * @throws IOException if the password's file can neither be read nor be made
     */
    public static PostgresOptions options(Function<String, Optional<String>> settings) throws IOException {
        var home = Path.of(settings.apply(HOME).orElseThrow(() -> new IllegalArgumentException(HOME + " is not set")));
        var password = PasswordFile.readOrMake(home.resolve("secrets").resolve("database.password"));
        return PostgresOptions.in(home.resolve("database"), password)
                .withBinariesDirectory(home.resolve("cache").resolve("postgres"))
                .withLogFile(home.resolve("log").resolve("postgres.log"))
                .withPort(settings.apply(PORT)
                        .filter(port -> !port.isEmpty())
                        .map(EmbeddedDatabase::port)
                        .orElse(0));
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(PORT + " is not a number: " + text, e);
        }
    }
}
