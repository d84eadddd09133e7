package org.atelier.persistence.internal;

import java.util.List;
import java.util.Map;
import org.atelier.merge.descriptors.internal.EventDescriptors;
import org.atelier.merge.descriptors.internal.OrganizationDescriptors;
import org.atelier.merge.descriptors.internal.PersonDescriptors;
import org.atelier.merge.descriptors.internal.TagDescriptors;
import org.atelier.merge.engine.internal.StrategyRegistry;
import org.atelier.merge.spi.ChildrenStrategy;
import org.atelier.merge.spi.DescriptorSource;
import org.atelier.merge.spi.FieldStrategy;
import org.atelier.merge.spi.LinkStrategy;
import org.atelier.merge.spi.ReferenceStrategy;
import org.atelier.merge.strategies.internal.Combine;
import org.atelier.merge.strategies.internal.KeepA;
import org.atelier.merge.strategies.internal.KeepB;
import org.atelier.merge.strategies.internal.KeepBase;
import org.atelier.merge.strategies.internal.MostRecent;
import org.atelier.merge.strategies.internal.NoWins;
import org.atelier.merge.strategies.internal.NonEmptyFirst;

/** A registry with what ships, put together by hand as the component runtime would. */
final class BuiltInStrategies {
    private BuiltInStrategies() {}

    static StrategyRegistry registry() {
        var registry = new StrategyRegistry();
        descriptors().forEach(registry::addDescriptorSource);
        add(registry, new KeepA(), named("keep-a"));
        add(registry, new KeepB(), named("keep-b"));
        add(registry, new KeepBase(), named("keep-base"));
        add(registry, new Combine(), named("combine"));
        add(registry, new MostRecent(), named("most-recent"));
        add(registry, new NonEmptyFirst(), named("non-empty-first"));
        add(
                registry,
                new NoWins(),
                Map.of(
                        "atelier.merge.id",
                        "no-wins",
                        "atelier.merge.label",
                        "no-wins",
                        "atelier.merge.only",
                        new String[] {"person.may_contact", "person.publish_profile"}));
        return registry;
    }

    /** What ships with the platform describes itself so. */
    static List<DescriptorSource> descriptors() {
        return List.of(
                new EventDescriptors(), new PersonDescriptors(), new OrganizationDescriptors(), new TagDescriptors());
    }

    /** Registers a strategy as whatever it is. */
    private static void add(StrategyRegistry registry, Object strategy, Map<String, Object> properties) {
        if (strategy instanceof FieldStrategy field) {
            registry.addFieldStrategy(field, properties);
        }
        if (strategy instanceof LinkStrategy link) {
            registry.addLinkStrategy(link, properties);
        }
        if (strategy instanceof ChildrenStrategy children) {
            registry.addChildrenStrategy(children, properties);
        }
        if (strategy instanceof ReferenceStrategy reference) {
            registry.addReferenceStrategy(reference, properties);
        }
    }

    static Map<String, Object> named(String id) {
        return Map.of("atelier.merge.id", id, "atelier.merge.label", id);
    }
}
