package org.atelier.export;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Which feeds this node has served since it started; for operators. */
@ProviderType
public interface ServedFeeds {
    /** How many are remembered. */
    int MOST = 50;

    /** Those asked for lately, the last served first. */
    List<Served> lately();

    /**
     * A feed.
     *
     * @param feed its address below the API's root, such as {@code events/published.yaml?tag=SWC}
     * @param bytes how many it had when it was rendered last
     * @param rendered when that was; empty where it was kept from before it was remembered
     * @param served when somebody asked for it last
     * @param whole how often it was sent
     * @param unchanged how often whoever asked had it already
     * @param kept whether it is kept, and given again while the data are the same
     */
    record Served(
            String feed,
            long bytes,
            Optional<Instant> rendered,
            Instant served,
            long whole,
            long unchanged,
            boolean kept) {}
}
