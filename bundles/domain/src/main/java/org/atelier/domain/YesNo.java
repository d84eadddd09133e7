package org.atelier.domain;

import java.util.Optional;

/** Yes and no, as people say it and as programs do. */
public final class YesNo {
    private YesNo() {}

    /** What is meant by {@code yes}, {@code no}, {@code true} or {@code false}; empty for every other text. */
    public static Optional<Boolean> of(String text) {
        return switch (text) {
            case "yes", "true" -> Optional.of(true);
            case "no", "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
