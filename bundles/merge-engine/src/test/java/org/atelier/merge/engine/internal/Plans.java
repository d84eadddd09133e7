package org.atelier.merge.engine.internal;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.atelier.merge.descriptors.internal.EventDescriptors;
import org.atelier.merge.engine.LastSet;
import org.atelier.merge.engine.MergeableKind;
import org.atelier.merge.engine.Plan;
import org.atelier.merge.engine.Snapshot;
import org.atelier.merge.spi.ChildFate;
import org.atelier.merge.spi.Choice;
import org.atelier.merge.spi.ReferenceFate;
import org.atelier.merge.spi.RelatedRow;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Target;
import org.atelier.merge.spi.Value;

/** Small plans for tests, made without a database. */
final class Plans {
    static final MergeableKind EVENT = new MergeableKind(
            new EventDescriptors().entities().getFirst(),
            new EventDescriptors()
                    .relations().stream()
                            .sorted(Comparator.comparing(RelationDescriptor::name))
                            .toList());

    private static final AtomicLong SERVICES = new AtomicLong();

    private Plans() {}

    /** Offers one strategy for everything under every default's id: the base's value, all links, all children. */
    static StrategyRegistry registry() {
        var registry = new StrategyRegistry();
        registry.addDescriptorSource(new EventDescriptors());
        for (var id : List.of("combine", "non-empty-first")) {
            registry.addFieldStrategy(question -> new Choice.Keep(question.base()), named(id));
        }
        registry.addLinkStrategy(question -> question.both(), named("combine"));
        registry.addChildrenStrategy(
                question -> question.children()
                        .<ChildFate>map(child -> new ChildFate.Keep(child.id()))
                        .toList(),
                named("combine"));
        registry.addReferenceStrategy(
                question -> question.rows()
                        .<ReferenceFate>map(row -> new ReferenceFate.Repoint(row.id()))
                        .toList(),
                named("combine"));
        return registry;
    }

    static Map<String, Object> named(String id) {
        return Map.of("atelier.merge.id", id, "component.name", "test." + id, "service.id", SERVICES.incrementAndGet());
    }

    static Plan plan(Snapshot snapshot, Side base) {
        var registry = registry();
        try (var runner = new StrategyRunner(registry, Duration.ofSeconds(5))) {
            return new Planner(EVENT, registry.snapshot(), runner)
                    .plan(snapshot, new LastSet(Map.of(), Map.of()), base, Map.of(), Optional.empty());
        }
    }

    /** Event 1 with tag 1 and task 11; event 2 with tags 1 and 2 and tasks 21 (equal to 11) and 22. */
    static Snapshot snapshot() {
        return new Snapshot(
                subject(1, "a"),
                subject(2, "b"),
                new TreeMap<>(Map.of("tags", new Snapshot.Links(tags(1), tags(1, 2)))),
                new TreeMap<>(Map.of(
                        "tasks",
                        new Snapshot.Rows(
                                List.of(task(11, Side.A, 1, 100, "")),
                                List.of(task(21, Side.B, 2, 100, "lead"), task(22, Side.B, 2, 200, ""))),
                        "todos",
                        new Snapshot.Rows(List.of(), List.of()),
                        "awards",
                        new Snapshot.Rows(List.of(), List.of()))),
                List.of());
    }

    private static Snapshot.Subject subject(long id, String slug) {
        return new Snapshot.Subject(
                id,
                slug,
                new TreeMap<>(Map.of("id", Value.Number.of(id), "slug", new Value.Text(slug))),
                new TreeMap<>());
    }

    private static TreeSet<Target> tags(long... ids) {
        var tags = new TreeSet<Target>();
        for (var id : ids) {
            tags.add(new Target(id, "tag-" + id));
        }
        return tags;
    }

    private static RelatedRow task(long id, Side side, long event, long person, String title) {
        return new RelatedRow(
                id,
                side,
                Map.of(
                        "id", Value.Number.of(id),
                        "event_id", Value.Number.of(event),
                        "person_id", Value.Number.of(person),
                        "role_id", Value.Number.of(7),
                        "title", new Value.Text(title),
                        "url", new Value.Text("")),
                Map.of("person", "Person " + person, "role", "helper", "title", title, "url", ""));
    }
}
