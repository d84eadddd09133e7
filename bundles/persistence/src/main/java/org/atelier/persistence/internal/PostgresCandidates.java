package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.atelier.merge.engine.Candidate;
import org.atelier.merge.engine.CandidateStore;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectJoinStep;
import org.jooq.impl.DSL;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Finds candidates in PostgreSQL. Names that begin with the text come from the index on the name; what has its words
 * elsewhere is looked for from the lowest id on, until there are enough: at worst, that is one pass over the table.
 */
@Component
public final class PostgresCandidates implements CandidateStore {
    private static final Field<Long> ID = field(name("id"), Long.class);

    private final Database database;

    @Activate
    public PostgresCandidates(@Reference Database database) {
        this.database = database;
    }

    @Override
    public Optional<Candidate> read(Columns columns, long id) {
        return database.read(
                sql -> select(sql, columns).where(ID.eq(id)).fetchOptional(row -> candidate(columns, row)));
    }

    @Override
    public List<Candidate> search(Columns columns, String text, int limit) {
        var name = text(columns.name());
        var begins = DSL.condition("starts_with({0}, {1})", name, val(text));
        return database.read(sql -> {
            var found = new ArrayList<>(select(sql, columns)
                    .where(begins)
                    .orderBy(name)
                    .limit(limit)
                    .fetch(row -> candidate(columns, row)));
            if (found.size() < limit) {
                select(sql, columns)
                        .where(hasWords(columns, text).andNot(begins))
                        .orderBy(ID)
                        .limit(limit - found.size())
                        .forEach(row -> found.add(candidate(columns, row)));
            }
            return List.copyOf(found);
        });
    }

    /** Column by column, so that an index of each can be used. */
    private static Condition hasWords(Columns columns, String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .map(word -> Stream.concat(Stream.of(columns.name()), columns.known().stream())
                        .map(column -> RecordFilters.contains(text(column), word))
                        .reduce(noCondition(), Condition::or))
                .reduce(noCondition(), Condition::and);
    }

    private static SelectJoinStep<? extends Record> select(DSLContext sql, Columns columns) {
        var shown = new ArrayList<Field<?>>();
        shown.add(ID);
        shown.add(text(columns.name()));
        columns.known().forEach(column -> shown.add(text(column)));
        return sql.select(shown).from(table(name(columns.table())));
    }

    private static Field<String> text(String column) {
        return field(name(column), String.class);
    }

    private static Candidate candidate(Columns columns, Record row) {
        return new Candidate(
                row.get(ID),
                row.get(text(columns.name())),
                columns.known().stream()
                        .map(column -> row.get(text(column)))
                        .filter(words -> words != null && !words.isBlank())
                        .map(String::strip)
                        .toList());
    }
}
