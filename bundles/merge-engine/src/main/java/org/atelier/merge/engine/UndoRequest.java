package org.atelier.merge.engine;

import java.util.Map;
import java.util.Optional;

/**
 * What somebody wants taken back.
 *
 * @param operation the id of any operation
 * @param resolutions the answer to each conflict of the plan that was shown, by {@link UndoConflict#id()}; empty where
 *     none was shown
 * @param fingerprint of the plan whose conflicts are answered; required where there are resolutions, so that nobody
 *     answers what they did not see
 */
public record UndoRequest(long operation, Map<String, Resolution> resolutions, Optional<String> fingerprint) {
    public UndoRequest {
        resolutions = Map.copyOf(resolutions);
    }

    /** To be done if there is no conflict. */
    public static UndoRequest plain(long operation) {
        return new UndoRequest(operation, Map.of(), Optional.empty());
    }
}
