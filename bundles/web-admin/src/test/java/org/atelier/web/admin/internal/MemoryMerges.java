package org.atelier.web.admin.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import org.atelier.domain.EventDetails;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.atelier.merge.descriptors.internal.EventDescriptors;
import org.atelier.merge.descriptors.internal.OrganizationDescriptors;
import org.atelier.merge.descriptors.internal.PersonDescriptors;
import org.atelier.merge.descriptors.internal.TagDescriptors;
import org.atelier.merge.engine.Candidate;
import org.atelier.merge.engine.Catalogue;
import org.atelier.merge.engine.DeclaredCatalogue;
import org.atelier.merge.engine.LastSet;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeForm;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.MergeStore;
import org.atelier.merge.engine.MergeableKind;
import org.atelier.merge.engine.Merges;
import org.atelier.merge.engine.Plan;
import org.atelier.merge.engine.Receipt;
import org.atelier.merge.engine.internal.MergeService;
import org.atelier.merge.engine.internal.StrategyRegistry;
import org.atelier.merge.spi.DescriptorSource;
import org.atelier.merge.spi.LinkStrategy;
import org.atelier.merge.strategies.internal.Combine;
import org.atelier.merge.strategies.internal.KeepA;
import org.atelier.merge.strategies.internal.KeepB;
import org.atelier.merge.strategies.internal.MostRecent;
import org.atelier.merge.strategies.internal.NoWins;
import org.atelier.merge.strategies.internal.NonEmptyFirst;

/** Plans as the real engine with what ships; merges by moving the retired event out of the way. */
final class MemoryMerges implements Merges {
    static final Instant NOW = Instant.parse("2026-04-01T09:30:05Z");

    private static final List<DescriptorSource> DESCRIPTORS = List.of(
            new EventDescriptors(),
            new PersonDescriptors(),
            new OrganizationDescriptors(),
            new TagDescriptors(),
            new Venues());

    final List<NewOperation> operations = new ArrayList<>();

    /** What the next merge is refused with, as the database or the ledger would. */
    Optional<MergeException> refusal = Optional.empty();

    private final Workshops workshops;
    private final Twins twins;
    private StrategyRegistry registry = builtIn();
    private final Map<Long, Receipt> receipts = new HashMap<>();
    private MergeService engine;

    MemoryMerges(Workshops workshops, Twins twins) {
        this.workshops = workshops;
        this.twins = twins;
        this.engine = new MergeService(registry, new Store());
    }

    /** Adds a merge that was done long ago. */
    void remember(Receipt receipt) {
        receipts.put(receipt.id(), receipt);
    }

    void takeStrategiesOut() {
        registry = new StrategyRegistry();
        DESCRIPTORS.forEach(registry::addDescriptorSource);
        engine = new MergeService(registry, new Store());
    }

    void putStrategiesBack() {
        registry = builtIn();
        engine = new MergeService(registry, new Store());
    }

    /** A plugin's strategy for the tags of events, which can be taken out again. */
    void plugIn(LinkStrategy strategy) {
        registry.addLinkStrategy(strategy, NEWEST);
    }

    void unplug(LinkStrategy strategy) {
        registry.removeLinkStrategy(strategy, NEWEST);
    }

    private static final Map<String, Object> NEWEST = Map.of(
            "service.id",
            99L,
            "component.name",
            "newest",
            "atelier.merge.id",
            "newest",
            "atelier.merge.label",
            "Newest tags",
            "atelier.merge.only",
            new String[] {"event.tags"});

    /** Something in the database that no descriptor answers for. */
    boolean censusIncomplete;

    private static StrategyRegistry builtIn() {
        var registry = new StrategyRegistry();
        DESCRIPTORS.forEach(registry::addDescriptorSource);
        registry.addFieldStrategy(new NoWins(), only(12, "no-wins", "person.may_contact", "person.publish_profile"));
        registry.addChildrenStrategy(new MostRecent(), only(13, "most-recent", "person.consents"));
        var keepA = new KeepA();
        registry.addFieldStrategy(keepA, named(1, "keep-a", "Keep A"));
        registry.addLinkStrategy(keepA, named(2, "keep-a", "Keep A"));
        registry.addChildrenStrategy(keepA, named(3, "keep-a", "Keep A"));
        var keepB = new KeepB();
        registry.addFieldStrategy(keepB, named(4, "keep-b", "Keep B"));
        registry.addLinkStrategy(keepB, named(5, "keep-b", "Keep B"));
        registry.addChildrenStrategy(keepB, named(6, "keep-b", "Keep B"));
        var combine = new Combine();
        registry.addFieldStrategy(combine, named(7, "combine", "Combine both"));
        registry.addLinkStrategy(combine, named(8, "combine", "Combine both"));
        registry.addChildrenStrategy(combine, named(9, "combine", "Combine both"));
        registry.addReferenceStrategy(combine, named(10, "combine", "Combine both"));
        registry.addFieldStrategy(new NonEmptyFirst(), named(11, "non-empty-first", "Non-empty, base first"));
        return registry;
    }

    private static Map<String, Object> only(long service, String id, String... relations) {
        var properties = new HashMap<>(named(service, id, id));
        properties.put("atelier.merge.only", relations);
        return properties;
    }

    private static Map<String, Object> named(long service, String id, String label) {
        return Map.of(
                "service.id", service, "component.name", "test", "atelier.merge.id", id, "atelier.merge.label", label);
    }

    @Override
    public SortedMap<String, String> kinds() {
        return engine.kinds();
    }

    @Override
    public MergeForm form(String kind) {
        return engine.form(kind);
    }

    @Override
    public Plan plan(MergeRequest request) {
        return engine.plan(request);
    }

    @Override
    public Proposal propose(MergeRequest request) {
        return engine.propose(request);
    }

    @Override
    public Receipt apply(MergeRequest request, String fingerprint, NewOperation by) {
        var plan = plan(request);
        if (!plan.fingerprint().equals(fingerprint)) {
            throw new MergeException(MergeException.Code.STALE_PLAN, "look at a new plan");
        }
        refusal.ifPresent(e -> {
            throw e;
        });
        operations.add(by);
        if (request.kind().equals("event")) {
            workshops.events.remove(plan.retired().id());
            workshops.redirects.put(plan.retired().slug(), plan.survivor().slug());
        } else {
            twins.retire(request.kind(), plan.retired().id(), plan.survivor().slug());
        }
        var id = 700L + operations.size();
        var receipt = new Receipt(
                id,
                request.kind(),
                NOW,
                by.actor(),
                by.requestId(),
                by.note(),
                plan.survivor().id(),
                plan.survivor().slug(),
                plan.retired().id(),
                plan.retired().slug(),
                plan.fingerprint(),
                json(plan));
        receipts.put(id, receipt);
        return receipt;
    }

    @Override
    public Optional<Receipt> receipt(long id) {
        return Optional.ofNullable(receipts.get(id));
    }

    @Override
    public String json(Plan plan) {
        return engine.json(plan);
    }

    /** Reads only. */
    private final class Store implements MergeStore {
        @Override
        public Lookup<Long> find(MergeableKind kind, String slugOrId) {
            var name = kind.entity().kind();
            if (!name.equals("event")) {
                return switch (twins.find(name, slugOrId)) {
                    case Lookup.Found<Candidate>(var found) -> new Lookup.Found<>(found.id());
                    case Lookup.Moved<Candidate>(var to) -> new Lookup.Moved<>(to);
                    case Lookup.Missing<Candidate> _ -> new Lookup.Missing<>();
                };
            }
            return switch (workshops.find(slugOrId)) {
                case Lookup.Found<EventDetails>(var found) ->
                    new Lookup.Found<>(found.event().id());
                case Lookup.Moved<EventDetails>(var to) -> new Lookup.Moved<>(to);
                case Lookup.Missing<EventDetails> _ -> new Lookup.Missing<>();
            };
        }

        @Override
        public Catalogue catalogue(Set<String> tables) {
            var source = DESCRIPTORS.stream()
                    .filter(one -> one.entities().stream()
                            .anyMatch(entity -> tables.equals(new MergeableKind(entity, one.relations()).tables())))
                    .findFirst()
                    .orElseThrow();
            var catalogue =
                    DeclaredCatalogue.of(new MergeableKind(source.entities().getFirst(), source.relations()));
            return censusIncomplete ? new Catalogue(List.of(), List.of()) : catalogue;
        }

        @Override
        public Optional<Seen> look(MergeableKind kind, Catalogue catalogue, long a, long b) {
            var snapshot = kind.entity().kind().equals("event") ? workshops.snapshot(a, b) : twins.snapshot(kind, a, b);
            return Optional.of(new Seen(snapshot, new LastSet(Map.of(), Map.of())));
        }

        @Override
        public <R> R inTransaction(NewOperation by, Catalogue catalogue, Function<Transaction, R> work) {
            throw new UnsupportedOperationException("MemoryMerges merges by itself");
        }

        @Override
        public Optional<Receipt> receipt(long id) {
            throw new UnsupportedOperationException("MemoryMerges keeps the receipts");
        }
    }
}
