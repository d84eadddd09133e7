package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.val;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.atelier.domain.NewOperation;
import org.atelier.upload.UploadReceipt;
import org.atelier.upload.UploadReceipt.MadePerson;
import org.atelier.upload.UploadReceipt.MadeTask;
import org.atelier.upload.UploadStore;
import org.atelier.upload.Uploads;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Uploads in PostgreSQL: set by set, however many lines a file has. */
@Component
public final class PostgresUploadStore implements UploadStore {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresUploadStore.class);

    private final Database database;
    private final Operations operations;

    @Activate
    public PostgresUploadStore(@Reference Database database, @Reference Operations operations) {
        this.database = database;
        this.operations = operations;
    }

    @Override
    public Known look(Question question) {
        return database.atOneMoment(db -> new UploadReading(db, question).read());
    }

    @Override
    public Optional<Long> write(Question question, Function<Known, Optional<Writing>> decide, NewOperation by) {
        try {
            return writeOnce(question, decide, by);
        } catch (DataAccessException e) {
            if (!Violations.isOfRow(e)) {
                throw e;
            }
            // somebody took a name, or deleted or merged a record, after we looked: look again, and decide anew
            LOG.info("an upload gave way to somebody who was quicker: {}", Causes.innermost(e));
            return writeOnce(question, decide, by);
        }
    }

    private Optional<Long> writeOnce(Question question, Function<Known, Optional<Writing>> decide, NewOperation by) {
        return operations.writeMany(
                by,
                (db, running) -> {
                    var writing = decide.apply(new UploadReading(db, question).read());
                    writing.ifPresent(decided -> write(db, decided));
                    return writing.map(_ -> running.id());
                },
                Optional::isPresent);
    }

    private static void write(DSLContext db, Writing writing) {
        if (!writing.people().isEmpty()) {
            people(db, writing.people());
        }
        if (!writing.tasks().isEmpty()) {
            tasks(db, writing.tasks());
        }
    }

    private static void people(DSLContext db, List<NewPerson> people) {
        db.execute(
                """
                insert into person (username, personal, family, email, airport_id, affiliation)
                select username, personal, nullif(family, ''), nullif(email, ''), airport, nullif(affiliation, '')
                from unnest({0}::text[], {1}::text[], {2}::text[], {3}::text[], {4}::bigint[], {5}::text[])
                    as made (username, personal, family, email, airport, affiliation)
                """,
                val(texts(people, NewPerson::username)),
                val(texts(people, NewPerson::personal)),
                val(texts(people, NewPerson::family)),
                val(texts(people, NewPerson::email)),
                val(people.stream().map(person -> person.airport().orElse(null)).toArray(Long[]::new)),
                val(texts(people, NewPerson::affiliation)));
    }

    private static void tasks(DSLContext db, List<NewTask> tasks) {
        var made = db.execute(
                """
                insert into task (event_id, person_id, role_id, title, url)
                select made.event, coalesce(made.person, p.id), made.role, made.title, made.url
                from unnest({0}::bigint[], {1}::bigint[], {2}::text[], {3}::bigint[], {4}::text[], {5}::text[])
                    with ordinality as made (event, person, username, role, title, url, number)
                left join person p on made.person is null and p.username = made.username
                order by made.number
                """,
                val(tasks.stream().map(NewTask::event).toArray(Long[]::new)),
                val(tasks.stream().map(task -> task.person().orElse(null)).toArray(Long[]::new)),
                val(texts(tasks, NewTask::username)),
                val(tasks.stream().map(NewTask::role).toArray(Long[]::new)),
                val(texts(tasks, NewTask::title)),
                val(texts(tasks, NewTask::url)));
        if (made != tasks.size()) {
            throw new IllegalStateException("%d tasks were made of %d".formatted(made, tasks.size()));
        }
    }

    static <T> String[] texts(List<T> values, Function<T, String> text) {
        return values.stream().map(text).toArray(String[]::new);
    }

    @Override
    public Optional<UploadReceipt> receipt(long operation) {
        return database.atOneMoment(db -> db.fetchOptional("""
                            select actor, at, note, undone_by(id) as undone from operation
                            where id = {0} and kind = {1}
                            """, val(operation), val(Uploads.OPERATION))
                .map(row -> new UploadReceipt(
                        operation,
                        row.get("actor", String.class),
                        row.get("at", OffsetDateTime.class).toInstant(),
                        row.get("note", String.class),
                        people(db, operation),
                        tasks(db, operation),
                        Optional.ofNullable(row.get("undone", Long.class)))));
    }

    /** As they were made: an undo takes them away, and the receipt stays. */
    private static List<MadePerson> people(DSLContext db, long operation) {
        return db.fetch("""
                        select coalesce(p.username, after ->> 'username') as username,
                               coalesce(p.full_name, after ->> 'full_name') as name
                        from journal j
                        left join person p on p.id = (after ->> 'id')::bigint
                        where operation_id = {0} and table_name = 'person' and before is null
                        order by j.id
                        """, val(operation))
                .map(row -> new MadePerson(row.get("username", String.class), row.get("name", String.class)));
    }

    private static List<MadeTask> tasks(DSLContext db, long operation) {
        return db.fetch("""
                        select (after ->> 'id')::bigint as id, coalesce(e.slug, '') as event, r.name as role,
                               coalesce(p.username, m.username, '') as username,
                               coalesce(p.full_name, m.name, '') as name
                        from journal j
                        left join event e on e.id = (after ->> 'event_id')::bigint
                        left join person p on p.id = (after ->> 'person_id')::bigint
                        left join role r on r.id = (after ->> 'role_id')::bigint
                        left join (
                            select (after ->> 'id')::bigint as id, after ->> 'username' as username,
                                   after ->> 'full_name' as name
                            from journal
                            where operation_id = {0} and table_name = 'person' and before is null) m
                            on m.id = (j.after ->> 'person_id')::bigint
                        where operation_id = {0} and table_name = 'task' and before is null
                        order by j.id
                        """, val(operation))
                .map(row -> new MadeTask(
                        row.get("id", Long.class),
                        row.get("event", String.class),
                        row.get("username", String.class),
                        row.get("name", String.class),
                        Optional.ofNullable(row.get("role", String.class)).orElse("")));
    }
}
