package org.atelier.merge.engine.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.atelier.domain.Capability;
import org.atelier.domain.DatabaseUnavailableException;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeStore;
import org.atelier.merge.engine.MergeableKind;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the census of every kind: at the start, when descriptors come or go, at every look at readiness, and now and
 * then, since a table may be added by anybody. Tells the log once when a kind can no longer be merged, and once when it
 * can again.
 */
@Component(immediate = true)
public final class MergingHealth implements Capability {
    private static final Logger LOG = LoggerFactory.getLogger(MergingHealth.class);

    /** Bundles that come together register what they have one after the other. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    /** How long a table added by somebody else may go unnoticed in the log. */
    private static final Duration PERIOD = Duration.ofSeconds(30);

    private final StrategyRegistry registry;
    private final MergeStore store;
    private final Runnable descriptorsChanged = this::lookSoon;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("atelier-census").daemon().unstarted(task));
    private SortedMap<String, List<String>> told = new TreeMap<>();

    @Activate
    public MergingHealth(@Reference StrategyRegistry registry, @Reference MergeStore store) {
        this.registry = registry;
        this.store = store;
        registry.onDescriptors(descriptorsChanged);
        thread.scheduleWithFixedDelay(this::look, SETTLING.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Deactivate
    void stop() {
        registry.noLongerOnDescriptors(descriptorsChanged);
        thread.shutdownNow();
    }

    @Override
    public String name() {
        return "merging";
    }

    @Override
    public List<String> problems() {
        var problems = new ArrayList<String>();
        try {
            census().forEach((kind, wrong) -> wrong.forEach(problem -> problems.add(kind + ": " + problem)));
        } catch (DatabaseUnavailableException e) {
            problems.add("nobody can tell: " + e.getMessage());
        }
        return problems;
    }

    private void lookSoon() {
        try {
            thread.schedule(this::look, SETTLING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("descriptors came or went while merging is being stopped", e);
        }
    }

    private void look() {
        try {
            census();
        } catch (DatabaseUnavailableException e) {
            LOG.debug("the census waits for the database", e);
        } catch (RuntimeException e) {
            if (thread.isShutdown()) {
                // nobody asks any more, and what it needed may be gone already
                LOG.info("the census was broken off, since merging is being stopped: {}", e.toString());
            } else {
                LOG.error("the census cannot be taken", e);
            }
        }
    }

    /** The problems of each kind that has some; one at a time, so that every change is told once. */
    private synchronized SortedMap<String, List<String>> census() {
        var strategies = registry.snapshot();
        var now = new TreeMap<String, List<String>>();
        var kinds = new ArrayList<MergeableKind>();
        var names = new TreeSet<String>();
        strategies.entities().forEach(entity -> names.add(entity.kind()));
        for (var name : names) {
            try {
                kinds.add(MergeService.kind(strategies, name));
            } catch (MergeException e) {
                now.put(name, List.of(e.getMessage()));
            }
        }
        var tables = new TreeSet<String>();
        kinds.forEach(kind -> tables.addAll(kind.tables()));
        var catalogue = store.catalogue(tables);
        for (var kind : kinds) {
            var problems = Census.problems(kind, catalogue);
            if (!problems.isEmpty()) {
                now.put(kind.entity().kind(), problems);
            }
        }
        tell(now);
        return now;
    }

    private void tell(SortedMap<String, List<String>> now) {
        now.forEach((kind, problems) -> {
            if (!problems.equals(told.get(kind))) {
                LOG.warn("{} cannot be merged: {}", kind, String.join("; ", problems));
            }
        });
        told.keySet().stream()
                .filter(kind -> !now.containsKey(kind))
                .forEach(kind -> LOG.info("nothing keeps {} from being merged any more", kind));
        told = now;
    }
}
