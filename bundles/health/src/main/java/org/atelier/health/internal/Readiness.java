package org.atelier.health.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
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
import org.atelier.domain.DatabaseHealth;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the platform can do its work, looked at anew each time. */
final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    /** Our own bundles and components begin with this; what plugins do does not make the platform unready. */
    static final String OURS = "org.atelier.";

    /** How long the database may take to answer before it counts as gone. */
    private final Duration patience;

    private final Executor threads =
            command -> Thread.ofVirtual().name("health").start(command);
    private final Supplier<Optional<DatabaseHealth>> database;
    private final Supplier<Collection<ComponentConfigurationDTO>> components;
    private final Supplier<List<String>> unresolved;

    /**
     * @param components every configuration of every enabled component
     * @param unresolved the symbolic names of our bundles that cannot be resolved
     */
    Readiness(
            Duration patience,
            Supplier<Optional<DatabaseHealth>> database,
            Supplier<Collection<ComponentConfigurationDTO>> components,
            Supplier<List<String>> unresolved) {
        this.patience = patience;
        this.database = database;
        this.components = components;
        this.unresolved = unresolved;
    }

    List<Check> look() {
        return List.of(checkDatabase(), checkComponents(), checkBundles());
    }

    private Check checkDatabase() {
        var health = database.get();
        if (health.isEmpty()) {
            return new Check("database", false, "there is no database connection (yet)");
        }
        var answer = CompletableFuture.supplyAsync(() -> ask(health.get()), threads);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Check("database", false, "no answer within %d ms".formatted(patience.toMillis()));
        } catch (ExecutionException e) {
            LOG.warn("the database cannot be checked", e.getCause());
            return new Check("database", false, "it cannot be checked; the log says why");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Check("database", false, "interrupted while waiting for its answer");
        }
    }

    private static Check ask(DatabaseHealth health) {
        return health.problem()
                .map(problem -> new Check("database", false, problem))
                .orElseGet(() -> new Check("database", true, "schema " + health.schemaVersion()));
    }

    private Check checkComponents() {
        var ours = components.get().stream()
                .filter(component -> component.description.name.startsWith(OURS))
                .toList();
        var broken = ours.stream().flatMap(Readiness::trouble).sorted().toList();
        return broken.isEmpty()
                ? new Check("components", true, ours.size() + " components")
                : new Check("components", false, String.join("; ", broken));
    }

    private static Stream<String> trouble(ComponentConfigurationDTO component) {
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
                ? new Check("bundles", true, "all resolved")
                : new Check("bundles", false, "not resolved: " + String.join(", ", broken));
    }
}
