package org.atelier.persistence.internal;

import java.util.Locale;
import org.atelier.domain.Dataset;
import org.atelier.domain.Datasets;
import org.atelier.domain.NewOperation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings sets of rows into PostgreSQL. */
@Component
public final class PostgresDatasets implements Datasets {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresDatasets.class);

    private final Operations operations;

    @Activate
    public PostgresDatasets(@Reference Operations operations) {
        this.operations = operations;
    }

    @Override
    public Report load(Dataset rows, BadRows badRows, NewOperation by, Progress progress) {
        var load = operations.writeMany(
                by,
                (sql, running) -> new Operations.Done<>(new Load(sql, rows, progress).run(badRows), running.id()),
                loaded -> loaded.result().applied());
        if (load.result().applied()) {
            var counts = load.result().counts().values();
            LOG.info(
                    "brought in {} rows ({}): {} created, {} updated, {} rejected: operation {}",
                    rows.size(),
                    by.kind(),
                    counts.stream().mapToInt(Counts::created).sum(),
                    counts.stream().mapToInt(Counts::updated).sum(),
                    load.result().rejections().size(),
                    load.operation());
        }
        return load.result();
    }

    /** A kind as people say it, such as {@code knowledge domain}. */
    static String words(Dataset.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
