package org.atelier.metrics.internal;

import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;

/** The services there are at this moment; looked up each time, since nothing here depends on any. */
final class Services {
    private Services() {}

    static <T> List<T> all(BundleContext context, Class<T> type) {
        var found = new ArrayList<T>();
        try {
            for (var reference : context.getServiceReferences(type, null)) {
                var service = context.getService(reference);
                // gone since it was listed
                if (service != null) {
                    found.add(service);
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("there is no filter that could be wrong", e);
        }
        return found;
    }
}
