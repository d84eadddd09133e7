package org.atelier.startup.internal;

import java.util.List;
import java.util.Optional;

/** What a start check can see of the running platform. */
interface Platform {
    /** Our bundles and libraries that do not run, each with the reason; plugins are not among them. */
    List<String> stoppedBundles();

    /** Jars in the plugin directories that are not in use, each with the reason as far as it is known. */
    List<String> stoppedPlugins();

    /** Where HTTP listens, as in {@code http://127.0.0.1:8080/}; empty until it does. */
    Optional<String> url();
}
