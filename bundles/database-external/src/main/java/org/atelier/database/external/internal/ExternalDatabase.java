package org.atelier.database.external.internal;

import java.io.IOException;
import java.nio.file.Files;
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

/** Offers the database that the framework properties {@code atelier.database.*} name; connections are unpooled. */
@Component(
        service = {},
        immediate = true)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"javax.sql.DataSource\"")
public final class ExternalDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(ExternalDatabase.class);

    private static final String URL = "atelier.database.url";
    private static final String USER = "atelier.database.user";
    private static final String PASSWORD = "atelier.database.password";
    private static final String PASSWORD_FILE = "atelier.database.password.file";

    private final ServiceRegistration<DataSource> registration;

    /**
     * @throws IllegalArgumentException if a setting is missing or is no PostgreSQL address
     * @throws IOException if the file with the password cannot be read
     */
    @Activate
    public ExternalDatabase(BundleContext context) throws IOException {
        var source =
                source(name -> Optional.ofNullable(context.getProperty(name)).filter(value -> !value.isEmpty()));
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("atelier.database", "external");
        registration = context.registerService(DataSource.class, source, properties);
        LOG.info("The database is {}", shown(source.getURL()));
    }

    @Deactivate
    void stop() {
        registration.unregister();
    }

    /**
     * The database that the settings name.
     *
     * @throws IllegalArgumentException if a setting is missing or is no PostgreSQL address
     * @throws IOException if the file with the password cannot be read
     */
    public static PGSimpleDataSource source(Function<String, Optional<String>> settings) throws IOException {
        var url = settings.apply(URL).orElseThrow(() -> new IllegalArgumentException(URL + " is not set"));
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    URL + " must begin with jdbc:postgresql:, as in jdbc:postgresql://db.example.org/atelier");
        }
        var source = new PGSimpleDataSource();
        // before anything else: PostgreSQL's driver forgets what was set when it reads a URL
        source.setUrl(url);
        source.setApplicationName("atelier");
        settings.apply(USER).ifPresent(source::setUser);
        password(settings).ifPresent(source::setPassword);
        return source;
    }

    private static Optional<String> password(Function<String, Optional<String>> settings) throws IOException {
        var file = settings.apply(PASSWORD_FILE);
        if (file.isEmpty()) {
            return settings.apply(PASSWORD);
        }
        try {
            return Optional.of(Files.readString(Path.of(file.get())).strip());
        } catch (IOException e) {
            throw new IOException(PASSWORD_FILE + " names " + file.get() + ", which cannot be read: " + e, e);
        }
    }

    /** Without the parameters, among which a password may be. */
    static String shown(String url) {
        return url.replaceFirst("\\?.*", "");
    }
}
