package org.atelier.persistence.internal;

import java.util.Locale;
import org.atelier.domain.Dataset;
import org.atelier.domain.Datasets;
import org.atelier.domain.NewOperation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Brings sets of rows into PostgreSQL. */
@Component
public final class PostgresDatasets implements Datasets {
    private final Operations operations;

    @Activate
    public PostgresDatasets(@Reference Operations operations) {
        this.operations = operations;
    }

    @Override
    public Report load(Dataset rows, BadRows badRows, NewOperation by, Progress progress) {
        return operations.writeMany(by, (sql, _) -> new Load(sql, rows, progress).run(badRows), Report::applied);
    }

    /** A kind as people say it, such as {@code knowledge domain}. */
    static String words(Dataset.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
