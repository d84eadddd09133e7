package org.atelier.security.internal;

import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/** The platform's home directory. */
final class Home {
    /** The framework property that names it. */
    private static final String PROPERTY = "atelier.home";

    private Home() {}

    static Path of(BundleContext context) {
        return Path.of(Optional.ofNullable(context.getProperty(PROPERTY))
                .orElseThrow(() -> new IllegalStateException("the framework property " + PROPERTY + " is not set")));
    }
}
