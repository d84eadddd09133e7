package org.atelier.merge.engine.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.atelier.merge.engine.Descriptors;
import org.atelier.merge.engine.InstalledStrategies;
import org.atelier.merge.spi.ChildrenStrategy;
import org.atelier.merge.spi.DescriptorSource;
import org.atelier.merge.spi.EntityDescriptor;
import org.atelier.merge.spi.FieldStrategy;
import org.atelier.merge.spi.LinkStrategy;
import org.atelier.merge.spi.ReferenceStrategy;
import org.atelier.merge.spi.RelationDescriptor;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows what plugins offer at this moment. The only place where plugins come and go: everything above holds this
 * registry and takes one snapshot of it for one planning.
 */
@Component(service = {StrategyRegistry.class, Descriptors.class, InstalledStrategies.class})
public final class StrategyRegistry implements Descriptors, InstalledStrategies {
    private static final Logger LOG = LoggerFactory.getLogger(StrategyRegistry.class);

    /** One registration: the same object may be registered as several services. */
    private record Key<S>(S strategy, Object service) {
        static <S> Key<S> of(S strategy, Map<String, ?> properties) {
            return new Key<>(strategy, Objects.requireNonNullElse(properties.get("service.id"), ""));
        }
    }

    private final Map<DescriptorSource, DescriptorSource> descriptors = new ConcurrentHashMap<>();
    private final Map<Key<FieldStrategy>, Registered<FieldStrategy>> fields = new ConcurrentHashMap<>();
    private final Map<Key<LinkStrategy>, Registered<LinkStrategy>> links = new ConcurrentHashMap<>();
    private final Map<Key<ChildrenStrategy>, Registered<ChildrenStrategy>> children = new ConcurrentHashMap<>();
    private final Map<Key<ReferenceStrategy>, Registered<ReferenceStrategy>> references = new ConcurrentHashMap<>();
    private final Set<Object> setAside = ConcurrentHashMap.newKeySet();
    private final List<Runnable> onDescriptors = new CopyOnWriteArrayList<>();

    Strategies snapshot() {
        var sources = List.copyOf(descriptors.values());
        return new Strategies(
                sources.stream().flatMap(source -> source.entities().stream()).toList(),
                sources.stream().flatMap(source -> source.relations().stream()).toList(),
                usable(fields.values()),
                usable(links.values()),
                usable(children.values()),
                usable(references.values()));
    }

    @Override
    public List<EntityDescriptor> entities() {
        return snapshot().entities();
    }

    @Override
    public List<RelationDescriptor> relations() {
        return snapshot().relations();
    }

    @Override
    public List<Offered> offered() {
        return Stream.of(
                        offered("fields", fields.values()),
                        offered("links", links.values()),
                        offered("children", children.values()),
                        offered("references", references.values()))
                .flatMap(strategies -> strategies)
                .toList();
    }

    private Stream<Offered> offered(String decides, Collection<? extends Registered<?>> strategies) {
        return strategies.stream()
                .map(strategy -> new Offered(
                        strategy.id(),
                        strategy.label(),
                        decides,
                        new TreeSet<>(strategy.only()),
                        strategy.ranking(),
                        strategy.plugin(),
                        setAside.contains(strategy.strategy())))
                .sorted(Comparator.comparing(Offered::id).thenComparing(Offered::plugin));
    }

    /** Offers this strategy no more until its plugin comes anew: it did not come back in time. */
    void setAside(Registered<?> strategy) {
        setAside.add(strategy.strategy());
        LOG.error(
                "strategy {} of {} is set aside: it took too long; it is used again once its bundle was updated",
                strategy.id(),
                strategy.plugin());
    }

    /** Runs this whenever descriptors came or went, in the thread that brought or took them: it must not wait. */
    void onDescriptors(Runnable listener) {
        onDescriptors.add(listener);
    }

    void noLongerOnDescriptors(Runnable listener) {
        onDescriptors.remove(listener);
    }

    private <S> List<Registered<S>> usable(Collection<Registered<S>> all) {
        return all.stream()
                .filter(strategy -> !setAside.contains(strategy.strategy()))
                .toList();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addDescriptorSource(DescriptorSource source) {
        descriptors.put(source, source);
        onDescriptors.forEach(Runnable::run);
    }

    public void removeDescriptorSource(DescriptorSource source) {
        descriptors.remove(source);
        onDescriptors.forEach(Runnable::run);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addFieldStrategy(FieldStrategy strategy, Map<String, ?> properties) {
        add(fields, strategy, properties);
    }

    public void removeFieldStrategy(FieldStrategy strategy, Map<String, ?> properties) {
        remove(fields, strategy, properties);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addLinkStrategy(LinkStrategy strategy, Map<String, ?> properties) {
        add(links, strategy, properties);
    }

    public void removeLinkStrategy(LinkStrategy strategy, Map<String, ?> properties) {
        remove(links, strategy, properties);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addChildrenStrategy(ChildrenStrategy strategy, Map<String, ?> properties) {
        add(children, strategy, properties);
    }

    public void removeChildrenStrategy(ChildrenStrategy strategy, Map<String, ?> properties) {
        remove(children, strategy, properties);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addReferenceStrategy(ReferenceStrategy strategy, Map<String, ?> properties) {
        add(references, strategy, properties);
    }

    public void removeReferenceStrategy(ReferenceStrategy strategy, Map<String, ?> properties) {
        remove(references, strategy, properties);
    }

    private static <S> void add(Map<Key<S>, Registered<S>> all, S strategy, Map<String, ?> properties) {
        try {
            all.put(Key.of(strategy, properties), Registered.of(strategy, properties));
        } catch (IllegalArgumentException e) {
            // thrown back, it would vanish in the component runtime's log; the others must stay usable
            LOG.error("a merge strategy is ignored: {}", e.getMessage());
        }
    }

    private <S> void remove(Map<Key<S>, Registered<S>> all, S strategy, Map<String, ?> properties) {
        all.remove(Key.of(strategy, properties));
        setAside.remove(strategy);
    }
}
