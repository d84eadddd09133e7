package org.atelier.web.admin.internal;

import java.util.Map;
import java.util.Optional;
import org.atelier.http.Problem;
import org.atelier.merge.spi.Side;

/**
 * Why a merge cannot even be planned, with all that is needed to try again.
 *
 * @param base empty if no form was sent, but an address opened
 */
public record RefusedView(
        MergeKind kind,
        Problem problem,
        String a,
        String b,
        Optional<Side> base,
        Map<String, String> choices,
        String requestId) {
    public String baseLetter() {
        return base.orElse(Side.A) == Side.A ? "a" : "b";
    }
}
