package org.atelier.upload;

import java.util.Optional;

/** What somebody said is to become of a person in a file. */
public sealed interface Choice {
    /** It is this person who is there. */
    record Use(String username) implements Choice {}

    /** It is somebody new. */
    record Create() implements Choice {}

    /** Leave the person and their lines alone. */
    record Skip() implements Choice {}

    /** As a word that {@link #of} reads back. */
    default String word() {
        return switch (this) {
            case Use(var username) -> USE + username;
            case Create() -> "new";
            case Skip() -> "skip";
        };
    }

    /** Precedes the user name of somebody who is there. */
    String USE = "use:";

    static Optional<Choice> of(String word) {
        return switch (word) {
            case "new" -> Optional.of(new Create());
            case "skip" -> Optional.of(new Skip());
            default ->
                word.startsWith(USE) && word.length() > USE.length()
                        ? Optional.of(new Use(word.substring(USE.length())))
                        : Optional.empty();
        };
    }
}
