package org.atelier.upload;

import java.util.Map;

/**
 * A file, and what was said about the people in it.
 *
 * @param text of the file
 * @param choices by the key of a person in the file, {@link Planned#key()}; keys of nobody are ignored
 */
public record UploadRequest(String text, Map<String, Choice> choices, Undecided undecided) {
    public UploadRequest {
        choices = Map.copyOf(choices);
    }
}
