package org.atelier.startup.internal;

import java.util.Locale;

/**
 * When each stage of a start was over, in milliseconds since 1970.
 *
 * @param java the JVM began; the shell before it is not seen
 * @param firstBundle the launcher installed the first bundle
 * @param lastBundle the launcher installed the last one; plugins come later
 * @param started everything below HTTP was started, and with it the embedded database
 * @param made whatever answers requests was made, and so the tables were brought up to date
 * @param ready everything worked, asked over HTTP
 */
record Stages(long java, long firstBundle, long lastBundle, long started, long made, long ready) {
    String words() {
        return String.format(
                Locale.ROOT,
                "Ready after %,d ms: Java and the launcher %,d, bundles installed %,d, started with the database %,d,"
                        + " services made %,d, HTTP %,d",
                ready - java,
                firstBundle - java,
                lastBundle - firstBundle,
                started - lastBundle,
                made - started,
                ready - made);
    }
}
