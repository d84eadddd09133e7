package org.atelier.web.admin.internal;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.atelier.backup.BackupStore;
import org.atelier.backup.Backups;
import org.atelier.backup.internal.MemoryBackupStore;
import org.atelier.backup.internal.StreamedBackups;
import org.atelier.domain.NewOperation;
import org.atelier.export.ServedFeeds;
import org.atelier.health.Check;
import org.atelier.health.Installation;
import org.atelier.merge.engine.InstalledStrategies;

/** An installation with a plugin that cannot be resolved and a strategy that was too slow. */
final class Here implements Installation, InstalledStrategies, ServedFeeds {
    List<Served> feeds = List.of();

    @Override
    public List<Served> lately() {
        return feeds;
    }

    /** Somebody made one. */
    static Backups backups() {
        var store = new MemoryBackupStore();
        store.made(new NewOperation(BackupStore.KIND, "anna", "", ""), MemoryBackupStore.AT);
        return new StreamedBackups(store, "1.2.3");
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.ok("database", "schema 16"), Check.degraded("merging", "a reference nobody declares"));
    }

    @Override
    public List<Installed> bundles() {
        return List.of(
                new Installed("org.example.plugin", "1.2.0", Origin.PLUGIN, "installed", List.of("cannot be resolved")),
                new Installed("org.atelier.rest", "0.1.0", Origin.OURS, "active", List.of()),
                new Installed("org.slf4j", "2.0.0", Origin.OTHERS, "active", List.of()));
    }

    @Override
    public List<InForce> settings() {
        return List.of(
                new InForce("atelier.http.port", "8080", "default"),
                new InForce("atelier.database.url", "", "default"),
                new InForce("atelier.database.password", HIDDEN, "environment"));
    }

    @Override
    public List<Offered> offered() {
        return List.of(
                new Offered("combine", "Both", "links", new TreeSet<>(), 0, "org.atelier.merge.Combine", false),
                new Offered(
                        "slow", "Slowly", "links", new TreeSet<>(Set.of("event.tags")), 0, "org.example.Slow", true));
    }
}
