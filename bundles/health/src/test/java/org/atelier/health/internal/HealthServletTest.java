package org.atelier.health.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.atelier.domain.Capability;
import org.atelier.domain.DatabaseHealth;
import org.atelier.http.HttpFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

class HealthServletTest {
    private Optional<DatabaseHealth> database = Optional.of(database(Optional.empty()));
    private final List<ComponentConfigurationDTO> components = new ArrayList<>();
    private final List<String> unresolved = new ArrayList<>();
    private final List<Capability> capabilities = new ArrayList<>();
    private final HttpFixture http =
            HttpFixture.start(Map.of(
                    "/health/*",
                    new HealthServlet(new Readiness(
                            Duration.ofMillis(300),
                            () -> database,
                            () -> components,
                            () -> unresolved,
                            () -> capabilities)::look)));

    @AfterEach
    void stop() {
        http.close();
    }

    @Test
    void a_process_that_answers_lives_whatever_else_is_wrong() {
        database = Optional.empty();
        var answer = http.get("/health/live");
        assertEquals(200, answer.statusCode());
        assertEquals("{\"status\":\"live\"}", answer.body());
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElseThrow());
    }

    @Test
    void a_platform_with_all_its_parts_is_ready() {
        components.add(component("org.atelier.rest.Api", ComponentConfigurationDTO.ACTIVE));
        components.add(component("org.atelier.export.Feeds", ComponentConfigurationDTO.SATISFIED));
        components.add(component("org.atelier.database.Unwanted", ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION));
        assertReady(
                200,
                "{\"status\":\"ready\",\"checks\":["
                        + "{\"name\":\"database\",\"status\":\"ok\",\"detail\":\"schema 7\"},"
                        + "{\"name\":\"components\",\"status\":\"ok\",\"detail\":\"3 components\"},"
                        + "{\"name\":\"bundles\",\"status\":\"ok\",\"detail\":\"all resolved\"}]}");
    }

    @Test
    void a_platform_without_a_database_is_not_ready() {
        database = Optional.empty();
        assertReady(503, notReady("database", "there is no database connection (yet)"));
    }

    @Test
    void what_the_database_complains_about_is_passed_on() {
        database = Optional.of(database(Optional.of("migration 3 is missing")));
        assertReady(503, notReady("database", "migration 3 is missing"));
    }

    @Test
    void a_database_that_does_not_answer_is_not_waited_for() {
        var never = new CountDownLatch(1);
        database = Optional.of(database(() -> {
            never.await();
            return Optional.empty();
        }));
        assertReady(503, notReady("database", "no answer within 300 ms"));
        never.countDown();
    }

    @Test
    void a_database_that_cannot_be_asked_is_not_quoted() {
        database = Optional.of(database(() -> {
            throw new IllegalStateException("password=hunter2");
        }));
        assertReady(503, notReady("database", "it cannot be checked; the log says why"));
    }

    @Test
    void a_component_that_lacks_a_service_is_named_with_the_service() {
        var component = component("org.atelier.rest.Api", ComponentConfigurationDTO.UNSATISFIED_REFERENCE);
        var declared = new ReferenceDTO();
        declared.name = "$000";
        declared.interfaceName = "org.atelier.domain.Events";
        component.description.references = new ReferenceDTO[] {declared};
        var missing = new UnsatisfiedReferenceDTO();
        missing.name = "$000";
        component.unsatisfiedReferences = new UnsatisfiedReferenceDTO[] {missing};
        components.add(component);
        assertReady(503, notReady("components", "org.atelier.rest.Api lacks org.atelier.domain.Events"));
    }

    @Test
    void a_component_that_failed_is_named_without_its_stack_trace() {
        var component = component("org.atelier.rest.Api", ComponentConfigurationDTO.FAILED_ACTIVATION);
        component.failure = "java.lang.IllegalStateException: secret\n\tat somewhere";
        components.add(component);
        assertReady(503, notReady("components", "org.atelier.rest.Api failed to start; the log says why"));
    }

    @Test
    void a_plugin_does_not_make_the_platform_unready() {
        components.add(component("com.example.Strategy", ComponentConfigurationDTO.FAILED_ACTIVATION));
        assertEquals(200, http.get("/health/ready").statusCode());
    }

    @Test
    void a_bundle_that_cannot_be_resolved_is_named() {
        unresolved.add("org.atelier.rest");
        assertReady(503, notReady("bundles", "not resolved: org.atelier.rest"));
    }

    @Test
    void a_capability_that_stands_still_is_told_while_the_platform_is_ready() {
        capabilities.add(capability("merging", () -> List.of("event: one thing", "tag: another")));
        capabilities.add(capability("exporting", List::of));
        assertReady(
                200,
                ready("exporting", "ok", "nothing is wrong", "merging", "degraded", "event: one thing; tag: another"));
    }

    @Test
    void a_capability_that_does_not_answer_or_fails_is_degraded_too_and_not_quoted() {
        var never = new CountDownLatch(1);
        capabilities.add(capability("merging", () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return List.of();
        }));
        capabilities.add(capability("exporting", () -> {
            throw new IllegalStateException("password=hunter2");
        }));
        assertReady(
                200,
                ready(
                        "exporting",
                        "degraded",
                        "it cannot be checked; the log says why",
                        "merging",
                        "degraded",
                        "no answer within 300 ms"));
        never.countDown();
    }

    private static Capability capability(String name, Supplier<List<String>> problems) {
        return new Capability() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<String> problems() {
                return problems.get();
            }
        };
    }

    /** The usual checks, and then these: name, status and detail of each. */
    private static String ready(String... more) {
        var json = new StringBuilder("{\"status\":\"ready\",\"checks\":[");
        json.append(check("database", "", "", "schema 7")).append(',');
        json.append(check("components", "", "", "0 components")).append(',');
        json.append(check("bundles", "", "", "all resolved"));
        for (int i = 0; i < more.length; i += 3) {
            json.append(",{\"name\":\"%s\",\"status\":\"%s\",\"detail\":\"%s\"}"
                    .formatted(more[i], more[i + 1], more[i + 2]));
        }
        return json.append("]}").toString();
    }

    private void assertReady(int status, String body) {
        HttpResponse<String> answer = http.get("/health/ready");
        assertEquals(body, answer.body());
        assertEquals(status, answer.statusCode());
    }

    private static String notReady(String name, String detail) {
        var json = new StringBuilder("{\"status\":\"not ready\",\"checks\":[");
        json.append(check("database", name, detail, "schema 7")).append(',');
        json.append(check("components", name, detail, "0 components")).append(',');
        json.append(check("bundles", name, detail, "all resolved"));
        return json.append("]}").toString();
    }

    private static String check(String name, String failed, String why, String otherwise) {
        return "{\"name\":\"%s\",\"status\":\"%s\",\"detail\":\"%s\"}"
                .formatted(name, name.equals(failed) ? "failed" : "ok", name.equals(failed) ? why : otherwise);
    }

    private static ComponentConfigurationDTO component(String name, int state) {
        var component = new ComponentConfigurationDTO();
        component.description = new ComponentDescriptionDTO();
        component.description.name = name;
        component.state = state;
        return component;
    }

    /** What the database answers when asked. */
    private interface Problem {
        Optional<String> get() throws Exception;
    }

    private static DatabaseHealth database(Optional<String> problem) {
        return database(() -> problem);
    }

    private static DatabaseHealth database(Problem problem) {
        return new DatabaseHealth() {
            @Override
            public Optional<String> problem() {
                try {
                    return problem.get();
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public String schemaVersion() {
                return "7";
            }
        };
    }
}
