package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.jooq.Tables.AIRPORT;
import static org.atelier.persistence.internal.jooq.Tables.AWARD;
import static org.atelier.persistence.internal.jooq.Tables.BADGE;
import static org.atelier.persistence.internal.jooq.Tables.EVENT;
import static org.atelier.persistence.internal.jooq.Tables.EVENT_TAG;
import static org.atelier.persistence.internal.jooq.Tables.ORGANIZATION;
import static org.atelier.persistence.internal.jooq.Tables.PERSON;
import static org.atelier.persistence.internal.jooq.Tables.ROLE;
import static org.atelier.persistence.internal.jooq.Tables.TAG;
import static org.atelier.persistence.internal.jooq.Tables.TASK;
import static org.jooq.impl.DSL.array;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.resultQuery;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.unnest;
import static org.jooq.impl.DSL.val;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.atelier.export.EventFilter;
import org.atelier.export.ExportStore;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.exception.DataAccessException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads what the feeds show, each feed in one statement: one moment, however much is changed meanwhile. */
@Component
public final class PostgresExportStore implements ExportStore {
    /** How many rows travel at once. */
    private static final int ROWS_AT_ONCE = 2_000;

    /** When more events than this changed, all are read again. */
    private static final int MOST_TOUCHED = 1_000;

    private static final List<String> INSTRUCTOR_BADGES = List.of("swc-instructor", "dc-instructor", "lc-instructor");

    private static final List<Field<?>> MOMENT = List.of(
            field("(select " + Snapshots.SERVER + ")", String.class),
            field("(select " + Snapshots.NOW + ")", String.class),
            field("statement_timestamp()", OffsetDateTime.class));

    private static final List<Field<?>> COLUMNS = List.of(
            EVENT.ID,
            EVENT.SLUG,
            EVENT.START,
            EVENT.END,
            EVENT.URL,
            EVENT.CONTACT,
            EVENT.COUNTRY,
            EVENT.VENUE,
            EVENT.ADDRESS,
            EVENT.LATITUDE,
            EVENT.LONGITUDE,
            EVENT.REG_KEY,
            array(select(TAG.NAME)
                            .from(EVENT_TAG)
                            .join(TAG)
                            .on(TAG.ID.eq(EVENT_TAG.TAG_ID))
                            .where(EVENT_TAG.EVENT_ID.eq(EVENT.ID))
                            .orderBy(TAG.ID))
                    .as("tags"));

    /** Which events were touched since; NULL for a change that may concern any of them. */
    private static final String TOUCHED = """
            select case
                when table_name = 'event' then (key ->> 'id')::bigint
                when table_name = 'event_tag' then (key ->> 'event_id')::bigint end as event_id
            from operation join journal on operation_id = operation.id
            where %s
                and (table_name in ('event', 'event_tag', 'tag', 'organization')
                    or table_name = 'redirect' and key ->> 'kind' = 'tag')
            limit {1}""".formatted(Snapshots.committedSince("{0}"));

    private final Database database;
    private final ChangeWatch watch;

    @Activate
    public PostgresExportStore(@Reference Database database, @Reference ChangeWatch watch) {
        this.database = database;
        this.watch = watch;
    }

    @Override
    public List<Badge> badges() {
        var rows = database.read(
                sql -> sql.select(BADGE.ID, BADGE.NAME, AWARD.ID, PERSON.FULL_NAME, PERSON.USERNAME, AWARD.AWARDED)
                        .from(BADGE)
                        .leftJoin(AWARD)
                        .on(AWARD.BADGE_ID.eq(BADGE.ID))
                        .leftJoin(PERSON)
                        .on(PERSON.ID.eq(AWARD.PERSON_ID))
                        .orderBy(BADGE.ID, AWARD.ID)
                        .fetch());
        return groups(rows, BADGE.ID).stream()
                .map(group -> new Badge(
                        group.getFirst().get(BADGE.NAME),
                        group.stream()
                                .filter(row -> row.get(AWARD.ID) != null)
                                .map(row -> new Holder(
                                        row.get(PERSON.FULL_NAME),
                                        row.get(PERSON.USERNAME),
                                        Optional.ofNullable(row.get(AWARD.AWARDED))))
                                .toList()))
                .toList();
    }

    @Override
    public List<Airport> airports() {
        var rows = database.read(sql -> sql.select(
                        AIRPORT.ID,
                        AIRPORT.NAME,
                        AIRPORT.LATITUDE,
                        AIRPORT.LONGITUDE,
                        AIRPORT.COUNTRY,
                        PERSON.FULL_NAME,
                        PERSON.USERNAME)
                .from(AIRPORT)
                .join(PERSON)
                .on(PERSON.AIRPORT_ID.eq(AIRPORT.ID))
                .orderBy(AIRPORT.ID, PERSON.ID)
                .fetch());
        return groups(rows, AIRPORT.ID).stream()
                .map(group -> new Airport(
                        group.getFirst().get(AIRPORT.NAME),
                        Optional.ofNullable(group.getFirst().get(AIRPORT.LATITUDE)),
                        Optional.ofNullable(group.getFirst().get(AIRPORT.LONGITUDE)),
                        Optional.ofNullable(group.getFirst().get(AIRPORT.COUNTRY)),
                        group.stream()
                                .map(row -> new Person(row.get(PERSON.FULL_NAME), row.get(PERSON.USERNAME)))
                                .toList()))
                .toList();
    }

    /** The rows of each value of the field, in the order of the rows. */
    private static <R extends Record> List<List<R>> groups(Result<R> rows, Field<Long> by) {
        var groups = new LinkedHashMap<Long, List<R>>();
        for (var row : rows) {
            groups.computeIfAbsent(row.get(by), _ -> new ArrayList<>()).add(row);
        }
        return List.copyOf(groups.values());
    }

    @Override
    public List<Member> members(LocalDate earliest, LocalDate latest) {
        var isMember = exists(selectOne()
                .from(AWARD)
                .join(BADGE)
                .on(BADGE.ID.eq(AWARD.BADGE_ID))
                .where(AWARD.PERSON_ID.eq(PERSON.ID))
                .and(BADGE.NAME.eq("member")));
        var isInstructor = exists(selectOne()
                .from(AWARD)
                .join(BADGE)
                .on(BADGE.ID.eq(AWARD.BADGE_ID))
                .where(AWARD.PERSON_ID.eq(PERSON.ID))
                .and(BADGE.NAME.in(INSTRUCTOR_BADGES)));
        var taught = PERSON.ID.in(select(TASK.PERSON_ID)
                .from(TASK)
                .join(ROLE)
                .on(ROLE.ID.eq(TASK.ROLE_ID))
                .join(EVENT)
                .on(EVENT.ID.eq(TASK.EVENT_ID))
                .where(ROLE.NAME.eq("instructor"))
                .and(EVENT.START.between(earliest, latest)));
        return database.read(sql -> sql.select(PERSON.FULL_NAME, PERSON.EMAIL, PERSON.USERNAME)
                .from(PERSON)
                .where(isMember.or(isInstructor.and(taught)))
                .orderBy(PERSON.FAMILY.collate("C").asc().nullsFirst(), PERSON.PERSONAL.collate("C"), PERSON.ID)
                .fetch(row -> new Member(row.value1(), Optional.ofNullable(row.value2()), row.value3())));
    }

    @Override
    public long state(Feed feed) {
        return watch.state(FeedTables.of(feed));
    }

    @Override
    public Optional<Known> lastState(Feed feed) {
        return watch.lastState(FeedTables.of(feed));
    }

    /**
     * Every row tells what the filter asks for in vain, which moment it is, and one of the events there are: were the
     * filter to name something unknown, or no event to be found, there would still be one row, without an event.
     */
    @Override
    public Answer events(EventFilter filter, Consumer<Event> to) {
        var wantedTags = filter.tags().stream().distinct().toList();
        // in a transaction, or the driver would read all rows before the first
        return database.transaction(sql -> {
            var query = sql.select(unknownTags(wantedTags), isKnown(filter.host()), isKnown(filter.administrator()))
                    .select(MOMENT)
                    .select(COLUMNS)
                    .from(selectOne().asTable("always"))
                    .leftJoin(EVENT)
                    .on(isWanted(filter))
                    .orderBy(EVENT.START.desc(), EVENT.ID)
                    .fetchSize(ROWS_AT_ONCE);
            try (var cursor = query.fetchLazy()) {
                return told(filter, wantedTags, cursor.resultSet(), to);
            } catch (SQLException e) {
                throw new DataAccessException("the events cannot be read", e);
            }
        });
    }

    private static Answer told(EventFilter filter, List<String> wantedTags, ResultSet rows, Consumer<Event> to)
            throws SQLException {
        rows.next();
        var unknown = new ArrayList<String>();
        var unknownNames = Set.of(texts(rows, 1));
        wantedTags.stream().filter(unknownNames::contains).forEach(tag -> unknown.add("tag \"" + tag + "\""));
        if (!rows.getBoolean(2)) {
            unknown.add("host " + filter.host().getAsLong());
        }
        if (!rows.getBoolean(3)) {
            unknown.add("administrator " + filter.administrator().getAsLong());
        }
        if (!unknown.isEmpty()) {
            return new Answer.Unknown(unknown);
        }
        var moment = moment(rows, 4);
        do {
            event(rows, 7).ifPresent(to);
        } while (rows.next());
        return new Answer.Told(moment);
    }

    @Override
    public Optional<Changes> changes(EventFilter filter, Moment since) {
        return database.read(sql -> {
            var then = val(since.snapshot());
            var touched = name("touched").as(resultQuery(TOUCHED, then, val(MOST_TOUCHED + 1)));
            var touchedId = field(name("touched", "event_id"), Long.class);
            var query = sql.with(touched)
                    .select(field("(select count(*) from touched)::int", Integer.class))
                    .select(field("(select bool_or(event_id is null) from touched)", Boolean.class))
                    .select(field(
                            "array(select distinct event_id from touched where event_id is not null)", Long[].class))
                    .select(MOMENT)
                    .select(COLUMNS)
                    .from(selectOne().asTable("always"))
                    .leftJoin(EVENT)
                    .on(isWanted(filter))
                    .and(EVENT.ID.in(select(touchedId).from(table(name("touched")))))
                    .orderBy(EVENT.START.desc(), EVENT.ID);
            try (var cursor = query.fetchLazy()) {
                return changes(since, cursor.resultSet());
            } catch (SQLException e) {
                throw new DataAccessException("the changed events cannot be read", e);
            }
        });
    }

    private static Optional<Changes> changes(Moment since, ResultSet rows) throws SQLException {
        rows.next();
        var moment = moment(rows, 4);
        if (!moment.server().equals(since.server()) || rows.getInt(1) > MOST_TOUCHED || rows.getBoolean(2)) {
            return Optional.empty();
        }
        var touched = List.of((Long[]) rows.getArray(3).getArray());
        var events = new ArrayList<Event>();
        do {
            event(rows, 7).ifPresent(events::add);
        } while (rows.next());
        return Optional.of(new Changes(moment, touched, events));
    }

    private static Moment moment(ResultSet row, int column) throws SQLException {
        return new Moment(
                row.getString(column),
                row.getString(column + 1),
                row.getObject(column + 2, OffsetDateTime.class).toInstant());
    }

    /** The event of {@link #COLUMNS}, of which the first is this one; empty if the row has none. */
    private static Optional<Event> event(ResultSet row, int first) throws SQLException {
        var id = row.getLong(first);
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new Event(
                        id,
                        row.getString(first + 1),
                        row.getObject(first + 2, LocalDate.class),
                        Optional.ofNullable(row.getObject(first + 3, LocalDate.class)),
                        text(row, first + 4),
                        text(row, first + 5),
                        text(row, first + 6),
                        text(row, first + 7),
                        text(row, first + 8),
                        number(row, first + 9),
                        number(row, first + 10),
                        text(row, first + 11),
                        List.of(texts(row, first + 12))));
    }

    private static Optional<String> text(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static Optional<Double> number(ResultSet row, int column) throws SQLException {
        var value = row.getDouble(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static String[] texts(ResultSet row, int column) throws SQLException {
        return (String[]) row.getArray(column).getArray();
    }

    private static Condition isWanted(EventFilter filter) {
        return condition(EVENT.PUBLISHED)
                .and(carriesAll(filter.tags().stream().distinct().toList()))
                .and(equalsWanted(EVENT.HOST_ID, filter.host()))
                .and(equalsWanted(EVENT.ADMINISTRATOR_ID, filter.administrator()));
    }

    /** Those of the tags that do not exist, and did not before a merge either. */
    private static Field<String[]> unknownTags(List<String> tags) {
        var wanted = wanted(tags);
        var name = wanted.field("name", String.class);
        return array(select(name).from(wanted).where(Names.meant(TAG, name).isNull()));
    }

    private static Table<?> wanted(List<String> names) {
        return unnest(val(names.toArray(String[]::new))).as("wanted", "name");
    }

    private static Field<Boolean> isKnown(OptionalLong organization) {
        return organization.isEmpty()
                ? val(true)
                : field(exists(selectOne().from(ORGANIZATION).where(ORGANIZATION.ID.eq(organization.getAsLong()))));
    }

    /** A tag that was merged away means the survivor, so that two names may mean one tag. */
    private static Condition carriesAll(List<String> tags) {
        if (tags.isEmpty()) {
            return noCondition();
        }
        var wanted = wanted(tags);
        var meant = Names.meant(TAG, wanted.field("name", String.class));
        return EVENT.ID.in(select(EVENT_TAG.EVENT_ID)
                .from(EVENT_TAG)
                .where(EVENT_TAG.TAG_ID.in(select(meant).from(wanted)))
                .groupBy(EVENT_TAG.EVENT_ID)
                .having(countDistinct(EVENT_TAG.TAG_ID)
                        .eq(field(select(countDistinct(meant)).from(wanted)))));
    }

    private static Condition equalsWanted(TableField<?, Long> column, OptionalLong wanted) {
        return wanted.isEmpty() ? noCondition() : column.eq(wanted.getAsLong());
    }
}
