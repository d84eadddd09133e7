package org.atelier.rest.internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.atelier.amy.Reading;
import org.atelier.demo.data.DemoData;
import org.atelier.domain.Dataset;
import org.atelier.domain.Datasets;
import org.atelier.domain.Events;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;

/** Filling a platform with invented workshops; there is no such address where the bundle demo-data is left out. */
final class DemoRoutes {
    /** As many as a search tells; the demo data has fewer, so one that is not among them is not invented. */
    private static final int MOST_EVENTS = 500;

    private final Optional<DemoData> demo;
    private final Datasets datasets;
    private final Events events;

    DemoRoutes(Optional<DemoData> demo, Datasets datasets, Events events) {
        this.demo = demo;
        this.datasets = datasets;
        this.events = events;
    }

    List<Route> routes() {
        return demo
                .map(data -> Route.post(Api.ROOT + "/demo-data", Access.ADMINISTRATOR, request -> load(data, request))
                        .query("note"))
                .stream()
                .toList();
    }

    private Response load(DemoData data, Request request) {
        var reading = new Reading(data.rows(), List.of());
        requireNothingReal(reading.rows());
        var loaded = datasets.load(
                reading.rows(),
                Datasets.BadRows.REFUSE_ALL,
                Api.operation("demo.load", request),
                Datasets.Progress.SILENT);
        var report = ImportReport.of(reading, loaded);
        if (!report.rejections().isEmpty()) {
            throw report.refused();
        }
        return Response.json(200, report.json());
    }

    /** Invented workshops among real ones would be published with them. */
    private void requireNothingReal(Dataset invented) {
        var slugs = invented.rows(Dataset.Kind.EVENT).stream()
                .map(row -> row.values().get("slug"))
                .collect(Collectors.toSet());
        events.search("", MOST_EVENTS).stream()
                .filter(event -> !slugs.contains(event.slug()))
                .findFirst()
                .ifPresent(event -> {
                    throw new Problem(
                                    409,
                                    "not-empty",
                                    "Not empty",
                                    "There are events here that were not invented, such as \"%s\". "
                                                    .formatted(event.slug())
                                            + "Load the demo data into an Atelier of its own: another ATELIER_HOME.")
                            .exception();
                });
    }
}
