package org.atelier.backup.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.backup.BackupStore;
import org.atelier.backup.Backups.Made;
import org.atelier.backup.Manifest;
import org.atelier.domain.NewOperation;

/** A database in memory: rows as COPY writes them. */
public final class MemoryBackupStore implements BackupStore {
    public static final Instant AT = Instant.parse("2026-11-28T21:15:00.123456Z");

    /** The rows of each table; an empty row stands for a database that goes away. */
    public final Map<String, List<String>> tables = new LinkedHashMap<>();

    private Optional<Made> last = Optional.empty();
    private int open;

    public MemoryBackupStore() {
        tables.put("event", List.of("1\t2016-04-02-oslo", "2\t2016-05-07-bergen"));
        tables.put("event_tag", List.of("1\t1"));
        tables.put("todo", List.of());
    }

    /** How many moments are held. */
    public int open() {
        return open;
    }

    @Override
    public Moment now() {
        open++;
        return new Moment() {
            @Override
            public Instant at() {
                return AT;
            }

            @Override
            public String schema() {
                return "20";
            }

            @Override
            public String postgresql() {
                return "18.6";
            }

            @Override
            public List<Table> tables() {
                return tables.keySet().stream()
                        .map(name -> new Table(name, List.of("id", "slug")))
                        .toList();
            }

            @Override
            public List<String> leftOut() {
                return List.of("session");
            }

            @Override
            public long copy(Table table, OutputStream to) throws IOException {
                for (var row : tables.get(table.name())) {
                    if (row.isEmpty()) {
                        throw new IOException("the database went away");
                    }
                    to.write((row + "\n").getBytes(StandardCharsets.UTF_8));
                }
                return tables.get(table.name()).size();
            }

            @Override
            public List<Manifest.Sequence> sequences() {
                return List.of(new Manifest.Sequence("event_id_seq", 2, true));
            }

            @Override
            public void close() {
                open--;
            }
        };
    }

    @Override
    public void made(NewOperation by, Instant asOf) {
        last = Optional.of(new Made(asOf, by.actor()));
    }

    @Override
    public Optional<Made> last() {
        return last;
    }
}
