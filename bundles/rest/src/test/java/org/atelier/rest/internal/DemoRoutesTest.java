package org.atelier.rest.internal;

import static org.atelier.rest.internal.ApiFixture.assertProblem;
import static org.atelier.rest.internal.ApiFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.atelier.domain.Dataset;
import org.atelier.domain.Datasets;
import org.atelier.domain.Datasets.Counts;
import org.atelier.domain.Datasets.Report;
import org.atelier.domain.EventDetails;
import org.atelier.domain.EventSummary;
import org.atelier.domain.Events;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.junit.jupiter.api.Test;

class DemoRoutesTest {
    private final List<NewOperation> operations = new ArrayList<>();
    private final Datasets datasets = (rows, _, by, _) -> {
        operations.add(by);
        return new Report(
                true,
                Map.of(Dataset.Kind.TAG, new Counts(rows.rows(Dataset.Kind.TAG).size(), 0, 0, 0, 0)),
                List.of());
    };

    private static Dataset oneTagAndEvent() {
        var origin = new Dataset.Origin("demo", 0);
        return new Dataset()
                .add(Dataset.Kind.TAG, new Dataset.Row(origin, Map.of("name", "DC")))
                .add(Dataset.Kind.EVENT, new Dataset.Row(origin, Map.of("slug", "invented")));
    }

    /** A platform that holds these events. */
    private static Events having(String... slugs) {
        return new Events() {
            @Override
            public List<EventSummary> search(String text, int limit) {
                return Stream.of(slugs)
                        .map(slug -> new EventSummary(
                                1,
                                slug,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                List.of()))
                        .toList();
            }

            @Override
            public Lookup<EventDetails> find(String slugOrId) {
                return new Lookup.Missing<>();
            }

            @Override
            public TagOutcome tag(String slugOrId, String tag, NewOperation by) {
                return TagOutcome.NO_SUCH_EVENT;
            }

            @Override
            public TagOutcome untag(String slugOrId, String tag, NewOperation by) {
                return TagOutcome.NO_SUCH_EVENT;
            }

            @Override
            public BulkTagging tagAll(List<String> slugs, String tag, boolean linked, NewOperation by) {
                return new BulkTagging.NoSuchTag();
            }
        };
    }

    @Test
    void it_is_loaded_again_beside_itself_but_never_beside_real_events() {
        var again = new DemoRoutes(Optional.of(DemoRoutesTest::oneTagAndEvent), datasets, having("invented"));
        try (var api = new ApiFixture(again.routes())) {
            assertEquals(200, api.send("POST", "/demo-data").statusCode());
        }
        operations.clear();
        var real = new DemoRoutes(
                Optional.of(DemoRoutesTest::oneTagAndEvent), datasets, having("invented", "2016-04-06-real"));
        try (var api = new ApiFixture(real.routes())) {
            assertProblem(409, "not-empty", api.send("POST", "/demo-data"));
            assertEquals(List.of(), operations);
        }
    }

    @Test
    void the_demo_data_is_loaded_by_the_administrator() {
        try (var api = new ApiFixture(
                new DemoRoutes(Optional.of(DemoRoutesTest::oneTagAndEvent), datasets, having()).routes())) {
            assertEquals(
                    1,
                    json(api.send("POST", "/demo-data"))
                            .at("/counts/tag/created")
                            .intValue());
            assertEquals(List.of(new NewOperation("demo.load", "administrator", "r-1", "")), operations);
        }
    }

    @Test
    void nobody_else_loads_it() {
        try (var api = new ApiFixture(
                new DemoRoutes(Optional.of(DemoRoutesTest::oneTagAndEvent), datasets, having()).routes())) {
            assertProblem(
                    401,
                    "not-signed-in",
                    api.http.send(api.http.request("/api/v1/demo-data").POST(BodyPublishers.noBody())));
            assertEquals(List.of(), operations);
        }
    }

    @Test
    void without_the_bundle_there_is_no_such_address() {
        try (var api = new ApiFixture(new DemoRoutes(Optional.empty(), datasets, having()).routes())) {
            assertProblem(404, "not-found", api.send("POST", "/demo-data"));
        }
    }
}
