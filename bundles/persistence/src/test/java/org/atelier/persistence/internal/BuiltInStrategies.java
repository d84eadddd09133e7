package org.atelier.persistence.internal;

import java.util.Map;
import org.atelier.merge.engine.internal.EventDescriptors;
import org.atelier.merge.engine.internal.StrategyRegistry;
import org.atelier.merge.strategies.internal.Combine;
import org.atelier.merge.strategies.internal.KeepA;
import org.atelier.merge.strategies.internal.KeepB;
import org.atelier.merge.strategies.internal.PreferFilled;

/** A registry with what ships, put together by hand as the component runtime would. */
final class BuiltInStrategies {
    private BuiltInStrategies() {}

    static StrategyRegistry registry() {
        var registry = new StrategyRegistry();
        registry.addDescriptorSource(new EventDescriptors());
        var keepA = new KeepA();
        registry.addFieldStrategy(keepA, named("keep-a"));
        registry.addLinkStrategy(keepA, named("keep-a"));
        registry.addChildrenStrategy(keepA, named("keep-a"));
        var keepB = new KeepB();
        registry.addFieldStrategy(keepB, named("keep-b"));
        registry.addLinkStrategy(keepB, named("keep-b"));
        registry.addChildrenStrategy(keepB, named("keep-b"));
        var combine = new Combine();
        registry.addFieldStrategy(combine, named("combine"));
        registry.addLinkStrategy(combine, named("combine"));
        registry.addChildrenStrategy(combine, named("combine"));
        registry.addReferenceStrategy(combine, named("combine"));
        registry.addFieldStrategy(new PreferFilled(), named("prefer-filled"));
        return registry;
    }

    static Map<String, Object> named(String id) {
        return Map.of("atelier.merge.id", id, "atelier.merge.label", id);
    }
}
