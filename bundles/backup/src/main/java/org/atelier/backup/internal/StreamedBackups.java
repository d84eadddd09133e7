package org.atelier.backup.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.atelier.backup.BackupStore;
import org.atelier.backup.BackupStore.Moment;
import org.atelier.backup.Backups;
import org.atelier.domain.NewOperation;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Backups that are written as they are read; one at a time, because each keeps PostgreSQL from tidying up. */
@Component
public final class StreamedBackups implements Backups {
    private static final Logger LOG = LoggerFactory.getLogger(StreamedBackups.class);

    private final BackupStore store;
    private final String version;
    private final AtomicBoolean underWay = new AtomicBoolean();

    @Activate
    public StreamedBackups(BundleContext context, @Reference BackupStore store) {
        this(store, asMavenSays(context.getBundle().getVersion()));
    }

    /** {@code 1.2.3-SNAPSHOT}, as archives and the command line have it, where OSGi says {@code 1.2.3.SNAPSHOT}. */
    private static String asMavenSays(Version version) {
        var numbers = version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
        return version.getQualifier().isEmpty() ? numbers : numbers + "-" + version.getQualifier();
    }

    /** @param version of Atelier, as it is written into the manifest */
    public StreamedBackups(BackupStore store, String version) {
        this.store = store;
        this.version = version;
    }

    @Override
    public Begun begin(NewOperation by) {
        if (!underWay.compareAndSet(false, true)) {
            throw new UnderWayException();
        }
        try {
            return new Running(by, store.now());
        } catch (RuntimeException e) {
            underWay.set(false);
            throw e;
        }
    }

    @Override
    public Optional<Made> last() {
        return store.last();
    }

    private final class Running implements Begun {
        private final NewOperation by;
        private final Moment moment;
        private final AtomicBoolean closed = new AtomicBoolean();

        Running(NewOperation by, Moment moment) {
            this.by = by;
            this.moment = moment;
        }

        @Override
        public Instant at() {
            return moment.at();
        }

        @Override
        public void writeTo(OutputStream to) throws IOException {
            var manifest = BackupWriter.write(moment, version, to);
            store.made(by, manifest.at());
            LOG.info(
                    "a backup was made for {}: {} tables, {} rows, as of {}",
                    by.actor(),
                    manifest.tables().size(),
                    manifest.rows(),
                    manifest.at());
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                try {
                    moment.close();
                } finally {
                    underWay.set(false);
                }
            }
        }
    }
}
