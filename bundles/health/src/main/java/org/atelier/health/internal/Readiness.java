package org.atelier.health.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atelier.domain.Capability;
import org.atelier.domain.DatabaseHealth;
import org.atelier.health.Check;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the platform can do its work, looked at anew each time. */
final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    /** Our own bundles and components begin with this; what plugins do does not make the platform unready. */
    static final String OURS = "org.atelier.";

    /** How long the database, or a capability, may take to answer before it counts as gone. */
    private final Duration patience;

    private final Executor threads =
            command -> Thread.ofVirtual().name("health").start(command);
    private final Supplier<Optional<DatabaseHealth>> database;
    private final Supplier<Collection<ComponentConfigurationDTO>> components;
    private final Supplier<List<String>> unresolved;
    private final Supplier<Collection<Capability>> capabilities;

    /**
     * @param components every configuration of every enabled component
     * @param unresolved the symbolic names of our bundles that cannot be resolved
     * @param capabilities what may stand still while the platform is ready
     */
    Readiness(
            Duration patience,
            Supplier<Optional<DatabaseHealth>> database,
            Supplier<Collection<ComponentConfigurationDTO>> components,
            Supplier<List<String>> unresolved,
            Supplier<Collection<Capability>> capabilities) {
        this.patience = patience;
        this.database = database;
        this.components = components;
        this.unresolved = unresolved;
        this.capabilities = capabilities;
    }

    List<Check> look() {
        // all are asked at once, so that together they take no longer than one of them
        var asked = capabilities.get().stream()
                .sorted(Comparator.comparing(Capability::name))
                .map(capability ->
                        patiently(capability.name(), Check.Status.DEGRADED, () -> checkCapability(capability)))
                .toList();
        var checks = new ArrayList<>(List.of(checkDatabase(), checkComponents(), checkBundles()));
        asked.forEach(answer -> checks.add(answer.get()));
        return checks;
    }

    private static Check checkCapability(Capability capability) {
        var problems = capability.problems();
        return problems.isEmpty()
                ? Check.ok(capability.name(), "nothing is wrong")
                : Check.degraded(capability.name(), String.join("; ", problems));
    }

    private Check checkDatabase() {
        var health = database.get();
        if (health.isEmpty()) {
            return Check.failed("database", "there is no database connection (yet)");
        }
        return patiently("database", Check.Status.FAILED, () -> ask(health.get()))
                .get();
    }

    /** Asks right now and answers when told to: what does not answer in time, or fails to, is in a bad state. */
    private Supplier<Check> patiently(String name, Check.Status otherwise, Supplier<Check> question) {
        var end = System.nanoTime() + patience.toNanos();
        var answer = CompletableFuture.supplyAsync(question, threads);
        return () -> {
            try {
                return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return new Check(name, otherwise, "no answer within %d ms".formatted(patience.toMillis()));
            } catch (ExecutionException e) {
                LOG.warn("{} cannot be checked", name, e.getCause());
                return new Check(name, otherwise, "it cannot be checked; the log says why");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Check(name, otherwise, "interrupted while waiting for its answer");
            }
        };
    }

    private static Check ask(DatabaseHealth health) {
        return health.problem()
                .map(problem -> Check.failed("database", problem))
                .orElseGet(() -> Check.ok("database", "schema " + health.schemaVersion()));
    }

    private Check checkComponents() {
        var ours = components.get().stream()
                .filter(component -> component.description.name.startsWith(OURS))
                .toList();
        var broken = ours.stream().flatMap(Readiness::trouble).sorted().toList();
        return broken.isEmpty()
                ? Check.ok("components", ours.size() + " components")
                : Check.failed("components", String.join("; ", broken));
    }

    /** What keeps a component from working. */
    static Stream<String> trouble(ComponentConfigurationDTO component) {
        var name = component.description.name;
        return switch (component.state) {
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                Stream.of(name + " lacks "
                        + Arrays.stream(component.unsatisfiedReferences)
                                .map(reference -> serviceOf(component, reference.name))
                                .sorted()
                                .collect(Collectors.joining(", ")));
            case ComponentConfigurationDTO.FAILED_ACTIVATION -> Stream.of(name + " failed to start; the log says why");
            // a component that waits for a configuration nobody gave is not wanted here
            default -> Stream.empty();
        };
    }

    private static String serviceOf(ComponentConfigurationDTO component, String reference) {
        return Arrays.stream(component.description.references)
                .filter(declared -> declared.name.equals(reference))
                .map(declared -> declared.interfaceName)
                .findFirst()
                .orElse(reference);
    }

    private Check checkBundles() {
        var broken = unresolved.get();
        return broken.isEmpty()
                ? Check.ok("bundles", "all resolved")
                : Check.failed("bundles", "not resolved: " + String.join(", ", broken));
    }
}
