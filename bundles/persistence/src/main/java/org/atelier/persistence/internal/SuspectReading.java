package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.trueCondition;
import static org.jooq.impl.DSL.val;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.atelier.duplicates.DuplicateStore.Reader;
import org.atelier.duplicates.Kind;
import org.atelier.duplicates.Suspect;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Reads records of which some may be there twice: all, those that changed, or some by their ids. */
final class SuspectReading {
    private static final String EVENTS = """
            select e.id, e.slug, e.start, e."end", e.country, e.venue, e.address, e.latitude, e.longitude, e.url,
                   e.reg_key, o.domain as host
            from event e left join organization o on o.id = e.host_id
            where {0}
            """;

    private static final String PEOPLE = """
            select p.id, p.username, p.full_name, p.personal, p.middle, p.family, 1 as namesakes,
                   p.email, p.github, p.twitter, p.orcid, a.name as airport, p.affiliation
            from person p left join airport a on a.id = p.airport_id
            where {0}
            """;

    /** After more changes than this, all is read. */
    private static final int MOST_CHANGES = 5_000;

    /** Which rows were changed since a snapshot, of one table and of another; each may be told more than once. */
    private static final String CHANGES =
            """
            with committed as materialized (select id from operation where %s)
            select %s as server, %s as snapshot,
                array(
                    select (j.key ->> 'id')::bigint from committed c join journal j on j.operation_id = c.id
                    where j.table_name = {1} limit {3}) as own,
                array(
                    select (j.key ->> 'id')::bigint from committed c join journal j on j.operation_id = c.id
                    where j.table_name = {2} limit {3}) as others
            """.formatted(Snapshots.committedSince("{0}"), Snapshots.SERVER, Snapshots.NOW);

    /** Between the server and the snapshot of a position. */
    private static final String BETWEEN = "|";

    /** How many rows are held at once. */
    private static final int ROWS = 1_000;

    private final DSLContext db;
    private final Kind kind;

    /** @param db of a transaction that reads one state of the database */
    SuspectReading(DSLContext db, Kind kind) {
        this.db = db;
        this.kind = kind;
    }

    String read(Optional<String> since, Reader reader) {
        var snapshot = since.map(position -> position.substring(position.indexOf(BETWEEN) + 1));
        var changes = db.fetchSingle(
                CHANGES,
                val(snapshot.orElse(null), String.class),
                val(kind.word()),
                val(namedBy()),
                val(MOST_CHANGES + 1));
        var server = changes.get("server", String.class);
        var own = changes.get("own", Long[].class);
        var others = changes.get("others", Long[].class);
        if (since.filter(position -> position.startsWith(server + BETWEEN)).isEmpty()
                || Math.max(own.length, others.length) > MOST_CHANGES) {
            reader.afresh();
            each(trueCondition(), reader::now);
        } else if (own.length + others.length > 0) {
            changed(own, others, reader);
        }
        return server + BETWEEN + changes.get("snapshot", String.class);
    }

    /** The table whose rows these records call by name. */
    private String namedBy() {
        return switch (kind) {
            case EVENT -> "organization";
            case PERSON -> "airport";
        };
    }

    private void changed(Long[] own, Long[] others, Reader reader) {
        var gone = new HashSet<>(Arrays.asList(own));
        var wanted = switch (kind) {
            case EVENT -> "(e.id = any ({0}) or e.host_id = any ({1}))";
            case PERSON -> "(p.id = any ({0}) or p.airport_id = any ({1}))";
        };
        each(condition(wanted, val(own), val(others)), suspect -> {
            gone.remove(suspect.id());
            reader.now(suspect);
        });
        gone.forEach(reader::gone);
    }

    List<Suspect> records(Collection<Long> ids) {
        var found = new ArrayList<Suspect>();
        var id = switch (kind) {
            case EVENT -> "e.id";
            case PERSON -> "p.id";
        };
        each(condition(id + " = any ({0})", val(ids.toArray(Long[]::new))), found::add);
        return found;
    }

    private void each(Condition wanted, Consumer<Suspect> use) {
        var query = switch (kind) {
            case EVENT -> EVENTS;
            case PERSON -> PEOPLE;
        };
        try (var rows = db.resultQuery(query, wanted).fetchSize(ROWS).fetchLazy()) {
            for (var row : rows) {
                use.accept(
                        switch (kind) {
                            case EVENT -> event(row);
                            case PERSON -> person(row);
                        });
            }
        }
    }

    private static Suspect.Event event(Record row) {
        return new Suspect.Event(
                row.get("id", Long.class),
                row.get("slug", String.class),
                Optional.ofNullable(row.get("start", LocalDate.class)),
                Optional.ofNullable(row.get("end", LocalDate.class)),
                said(row, "country"),
                said(row, "venue"),
                said(row, "address"),
                Optional.ofNullable(row.get("latitude", Double.class)),
                Optional.ofNullable(row.get("longitude", Double.class)),
                said(row, "url"),
                said(row, "reg_key"),
                said(row, "host"));
    }

    static Suspect.Person person(Record row) {
        return new Suspect.Person(
                row.get("id", Long.class),
                row.get("username", String.class),
                row.get("full_name", String.class),
                row.get("personal", String.class),
                said(row, "middle"),
                said(row, "family"),
                row.get("namesakes", Integer.class),
                said(row, "email"),
                said(row, "github"),
                said(row, "twitter"),
                said(row, "orcid"),
                said(row, "airport"),
                said(row, "affiliation"));
    }

    private static Optional<String> said(Record row, String column) {
        return Optional.ofNullable(row.get(column, String.class)).filter(text -> !text.isBlank());
    }
}
