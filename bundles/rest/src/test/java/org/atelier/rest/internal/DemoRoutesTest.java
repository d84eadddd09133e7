package org.atelier.rest.internal;

import static org.atelier.rest.internal.ApiFixture.assertProblem;
import static org.atelier.rest.internal.ApiFixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.domain.Dataset;
import org.atelier.domain.Datasets;
import org.atelier.domain.Datasets.Counts;
import org.atelier.domain.Datasets.Report;
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

    private static Dataset oneTag() {
        return new Dataset()
                .add(Dataset.Kind.TAG, new Dataset.Row(new Dataset.Origin("demo", 0), Map.of("name", "DC")));
    }

    @Test
    void the_demo_data_is_loaded_by_the_administrator() {
        try (var api = new ApiFixture(new DemoRoutes(Optional.of(DemoRoutesTest::oneTag), datasets).routes())) {
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
        try (var api = new ApiFixture(new DemoRoutes(Optional.of(DemoRoutesTest::oneTag), datasets).routes())) {
            assertProblem(
                    401,
                    "not-signed-in",
                    api.http.send(api.http.request("/api/v1/demo-data").POST(BodyPublishers.noBody())));
            assertEquals(List.of(), operations);
        }
    }

    @Test
    void without_the_bundle_there_is_no_such_address() {
        try (var api = new ApiFixture(new DemoRoutes(Optional.empty(), datasets).routes())) {
            assertProblem(404, "not-found", api.send("POST", "/demo-data"));
        }
    }
}
