package org.atelier.health;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What runs here, looked at anew each time; for operators. No secret is in it. */
@ProviderType
public interface Installation {
    /** Instead of the value of a setting that is a secret. */
    String HIDDEN = "(hidden)";

    /** Whether everything can do its work, as {@code /health/ready} tells. */
    List<Check> checks();

    /** Every bundle: plugins first, then ours, then what others made, each by name. */
    List<Installed> bundles();

    /** The settings in force, in the order of the settings file. */
    List<InForce> settings();

    /**
     * A bundle.
     *
     * @param state such as {@code active}, {@code resolved} (it gives only classes) or {@code installed} (it cannot be
     *     resolved)
     * @param broken what keeps it, or a component in it, from working, for the operator; empty if nothing does
     */
    record Installed(String name, String version, Origin origin, String state, List<String> broken) {
        public Installed {
            broken = List.copyOf(broken);
        }
    }

    /** Where a bundle comes from. */
    enum Origin {
        /** It lies in a plugins directory, and may come and go. */
        PLUGIN,
        OURS,
        OTHERS
    }

    /**
     * A setting.
     *
     * @param value {@link #HIDDEN} for a secret that is set; empty where nothing is set
     * @param source {@code default}, {@code file} or {@code environment}
     */
    record InForce(String key, String value, String source) {}
}
