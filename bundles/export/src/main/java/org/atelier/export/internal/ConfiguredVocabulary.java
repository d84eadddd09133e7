package org.atelier.export.internal;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.atelier.domain.ReliesOnVocabulary;
import org.atelier.domain.Vocabulary;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The words that websites ask for by name, as far as the operator says so: the framework properties
 * {@code atelier.vocabulary.tags}, {@code .roles} and {@code .badges}, names separated by commas.
 */
@Component
public final class ConfiguredVocabulary implements ReliesOnVocabulary {
    private final UnaryOperator<String> settings;

    @Activate
    public ConfiguredVocabulary(BundleContext context) {
        this((String name) -> context.getProperty(name));
    }

    ConfiguredVocabulary(UnaryOperator<String> settings) {
        this.settings = settings;
    }

    @Override
    public String who() {
        return "the configuration";
    }

    @Override
    public Set<String> names(Vocabulary.Kind kind) {
        var setting = settings.apply("atelier.vocabulary." + kind.word() + "s");
        return Arrays.stream(Objects.requireNonNullElse(setting, "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
