package org.atelier.merge.engine;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.osgi.annotation.versioning.ProviderType;

/** The strategies that plugins offer at this moment, also those set aside; for operators. */
@ProviderType
public interface InstalledStrategies {
    /** By what they decide, then by id. */
    List<Offered> offered();

    /**
     * A strategy.
     *
     * @param decides {@code fields}, {@code links}, {@code children} or {@code references}
     * @param only the fields or relations it is for, such as {@code event.tags}; empty means all of its kind
     * @param plugin the component that offers it
     * @param setAside whether it is offered no more, because it did not answer in time, until its bundle comes anew
     */
    record Offered(
            String id,
            String label,
            String decides,
            SortedSet<String> only,
            int ranking,
            String plugin,
            boolean setAside) {
        public Offered {
            only = new TreeSet<>(only);
        }
    }
}
