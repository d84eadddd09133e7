package org.atelier.metrics.internal;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.atelier.domain.Measure;
import org.atelier.domain.Measured;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What bundles measure, asked for at every scrape: what is gone leaves no number behind. */
final class MeasuredCollector implements MultiCollector {
    private static final Logger LOG = LoggerFactory.getLogger(MeasuredCollector.class);

    private final InfoSnapshot build;
    private final Supplier<? extends Collection<Measured>> sources;

    MeasuredCollector(String version, Supplier<? extends Collection<Measured>> sources) {
        this.build = InfoSnapshot.builder()
                .name("atelier_build")
                .help("What runs: the version of Atelier, and of Java.")
                .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                        .labels(Labels.of(
                                "version", version, "java", Runtime.version().toString()))
                        .build())
                .build();
        this.sources = sources;
    }

    @Override
    public MetricSnapshots collect() {
        var byName = new TreeMap<String, List<Measure>>();
        for (var source : sources.get()) {
            for (var measure : measures(source)) {
                byName.computeIfAbsent(measure.name(), _ -> new ArrayList<>()).add(measure);
            }
        }
        var snapshots = MetricSnapshots.builder();
        snapshots.metricSnapshot(build);
        byName.values().forEach(alike -> snapshots.metricSnapshot(snapshot(alike)));
        return snapshots.build();
    }

    /** One that fails takes nobody else's numbers away. */
    private static List<Measure> measures(Measured source) {
        try {
            return source.measures();
        } catch (RuntimeException e) {
            LOG.warn("{} cannot tell its numbers", source.getClass().getName(), e);
            return List.of();
        }
    }

    private static MetricSnapshot snapshot(List<Measure> alike) {
        var first = alike.getFirst();
        return switch (first.kind()) {
            case COUNTER -> {
                var counter = CounterSnapshot.builder().name(first.name()).help(first.help());
                alike.forEach(measure -> counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(labels(measure))
                        .value(measure.value())
                        .build()));
                yield counter.build();
            }
            case GAUGE -> {
                var gauge = GaugeSnapshot.builder().name(first.name()).help(first.help());
                alike.forEach(measure -> gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(labels(measure))
                        .value(measure.value())
                        .build()));
                yield gauge.build();
            }
        };
    }

    private static Labels labels(Measure measure) {
        return Labels.of(
                measure.labels().keySet().toArray(String[]::new),
                measure.labels().values().toArray(String[]::new));
    }
}
