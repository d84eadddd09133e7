package org.atelier.health.internal;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.atelier.health.Installation;
import org.atelier.health.Installation.InForce;

/** The settings this platform was started with, as the launcher handed them over. */
final class SettingsInForce {
    private SettingsInForce() {}

    /** @param property what a framework property is, or null; {@code atelier.settings} lists which there are */
    static List<InForce> read(UnaryOperator<String> property) {
        return Stream.of(text(property, "atelier.settings").split(" "))
                .filter(origin -> !origin.isBlank())
                .map(origin -> origin.split("=", 2))
                .map(origin -> new InForce(origin[0], shown(origin[0], text(property, origin[0])), origin[1]))
                .toList();
    }

    /** An address of a database may carry a password, too. */
    private static String shown(String key, String value) {
        var secret = key.endsWith(".password")
                || key.endsWith(".secret")
                || value.matches("(?i).*(password|secret|token)=.*");
        return secret && !value.isEmpty() ? Installation.HIDDEN : value;
    }

    private static String text(UnaryOperator<String> property, String key) {
        return Objects.requireNonNullElse(property.apply(key), "");
    }
}
