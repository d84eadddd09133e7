package org.atelier.persistence.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.atelier.domain.DatabaseUnavailableException;
import org.atelier.domain.Measure;
import org.atelier.domain.Measured;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers of the database: how its connections are used, and how large the journal and all of it are. Sizes are asked at
 * most once a minute, in a statement that looks at no row; while the database does not answer, none are told.
 */
@Component
public final class DatabaseMeasures implements Measured {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseMeasures.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    /** A look that takes longer is told the next time. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** The rows are PostgreSQL's own estimate, which its autovacuum keeps. */
    private static final String SIZES = """
            select greatest(c.reltuples, 0)::bigint as rows, pg_total_relation_size(c.oid) as bytes,
                pg_database_size(current_database()) as all_bytes
            from pg_class c where c.oid = 'journal'::regclass
            """;

    private record Sizes(long journalRows, long journalBytes, long databaseBytes) {}

    private final Database database;
    private final Duration patience;
    private Future<Optional<Sizes>> looking = CompletableFuture.completedFuture(Optional.empty());
    private Optional<Long> looked = Optional.empty();
    private Optional<Sizes> known = Optional.empty();

    @Activate
    public DatabaseMeasures(@Reference Database database) {
        this(database, PATIENCE);
    }

    DatabaseMeasures(Database database, Duration patience) {
        this.database = database;
        this.patience = patience;
    }

    @Override
    public List<Measure> measures() {
        var measures = new ArrayList<Measure>();
        database.connections().ifPresent(use -> {
            var name = "atelier_database_connections";
            var help = "Connections to the database, by what they do.";
            measures.add(Measure.gauge(name, help, use.active()).label("state", "active"));
            measures.add(Measure.gauge(name, help, use.idle()).label("state", "idle"));
            measures.add(Measure.gauge(
                    "atelier_database_connections_limit", "Connections there may be at most.", use.most()));
            measures.add(
                    Measure.gauge("atelier_database_waiting", "Threads that wait for a connection.", use.waiting()));
        });
        sizes().ifPresent(sizes -> {
            measures.add(Measure.gauge(
                    "atelier_journal_rows", "Rows of the journal, as PostgreSQL estimates.", sizes.journalRows()));
            measures.add(Measure.gauge(
                    "atelier_journal_bytes",
                    "What the journal takes on disk, with its indexes.",
                    sizes.journalBytes()));
            measures.add(
                    Measure.gauge("atelier_database_bytes", "What the database takes on disk.", sizes.databaseBytes()));
        });
        return measures;
    }

    private synchronized Optional<Sizes> sizes() {
        var now = System.nanoTime();
        if (looked.isEmpty() || now - looked.get() >= BETWEEN_LOOKS.toNanos() && looking.isDone()) {
            looked = Optional.of(now);
            looking = look();
        }
        try {
            known = looking.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.debug("the sizes are not known yet", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("every look ends with an answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return known;
    }

    private Future<Optional<Sizes>> look() {
        var answer = new CompletableFuture<Optional<Sizes>>();
        Thread.ofVirtual().name("database sizes").start(() -> {
            try {
                answer.complete(Optional.of(database.read(db -> {
                    var row = db.fetchSingle(SIZES);
                    return new Sizes(
                            row.get("rows", Long.class),
                            row.get("bytes", Long.class),
                            row.get("all_bytes", Long.class));
                })));
            } catch (DatabaseUnavailableException e) {
                LOG.debug("the sizes cannot be asked at the moment", e);
                answer.complete(Optional.empty());
            } catch (RuntimeException e) {
                LOG.warn("The sizes of the database cannot be read", e);
                answer.complete(Optional.empty());
            }
        });
        return answer;
    }
}
