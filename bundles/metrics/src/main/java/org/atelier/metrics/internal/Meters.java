package org.atelier.metrics.internal;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Collection;
import java.util.function.Supplier;
import org.atelier.domain.Measured;
import org.atelier.http.Load;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** All there is to tell: the process, its memory and threads, and whatever is measured elsewhere. */
@Component(service = Meters.class)
public final class Meters implements AutoCloseable {
    private final PrometheusRegistry numbers = new PrometheusRegistry();
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, numbers, Clock.SYSTEM);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    @Activate
    public Meters(BundleContext context) {
        this(context.getBundle().getVersion().toString(), () -> {
            var sources = Services.all(context, Measured.class);
            Services.all(context, Load.class).forEach(load -> sources.add(new MeasuredLoad(load)));
            return sources;
        });
    }

    /**
     * @param version of what is built
     * @param sources what is measured elsewhere, looked up anew at every scrape
     */
    Meters(String version, Supplier<? extends Collection<Measured>> sources) {
        new JvmMemoryMetrics().bindTo(registry);
        collections.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        Gauge.builder("process.resident.memory", ResidentMemory::bytes)
                .description("Memory that the process has of the machine, its database apart.")
                .baseUnit("bytes")
                .register(registry);
        numbers.register(new MeasuredCollector(version, sources));
    }

    MeterRegistry registry() {
        return registry;
    }

    /** All of it in the text format of Prometheus, version 0.0.4. */
    String scrape() {
        return registry.scrape();
    }

    @Override
    @Deactivate
    public void close() {
        collections.close();
        registry.close();
    }
}
