package org.atelier.rest.internal;

import java.util.List;
import java.util.Optional;
import org.atelier.amy.Reading;
import org.atelier.demo.data.DemoData;
import org.atelier.domain.Datasets;
import org.atelier.http.Access;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;

/** Filling a platform with invented workshops; there is no such address where the bundle demo-data is left out. */
final class DemoRoutes {
    private final Optional<DemoData> demo;
    private final Datasets datasets;

    DemoRoutes(Optional<DemoData> demo, Datasets datasets) {
        this.demo = demo;
        this.datasets = datasets;
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
}
