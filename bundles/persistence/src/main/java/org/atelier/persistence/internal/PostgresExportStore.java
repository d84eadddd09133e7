package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.jooq.Tables.AIRPORT;
import static org.atelier.persistence.internal.jooq.Tables.AWARD;
import static org.atelier.persistence.internal.jooq.Tables.BADGE;
import static org.atelier.persistence.internal.jooq.Tables.EVENT;
import static org.atelier.persistence.internal.jooq.Tables.EVENT_TAG;
import static org.atelier.persistence.internal.jooq.Tables.ORGANIZATION;
import static org.atelier.persistence.internal.jooq.Tables.PERSON;
import static org.atelier.persistence.internal.jooq.Tables.TAG;
import static org.jooq.impl.DSL.array;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.unnest;
import static org.jooq.impl.DSL.val;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.atelier.export.EventFilter;
import org.atelier.export.ExportStore;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Table;
import org.jooq.TableField;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads what the feeds show, each feed in one statement: one moment, however much is changed meanwhile. */
@Component
public final class PostgresExportStore implements ExportStore {
    private final Database database;

    @Activate
    public PostgresExportStore(@Reference Database database) {
        this.database = database;
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
    public Answer events(EventFilter filter) {
        return database.read(sql -> events(sql, filter));
    }

    /**
     * Every row tells what the filter asks for in vain, and one of the events there are: were the filter to name
     * something unknown, or no event to be found, there would still be one row, without an event.
     */
    private static Answer events(DSLContext sql, EventFilter filter) {
        var wantedTags = filter.tags().stream().distinct().toList();
        var unknownTags = unknownTags(wantedTags).as("unknown_tags");
        var hostKnown = isKnown(filter.host()).as("host_known");
        var administratorKnown = isKnown(filter.administrator()).as("administrator_known");
        var tags = array(select(TAG.NAME)
                        .from(EVENT_TAG)
                        .join(TAG)
                        .on(TAG.ID.eq(EVENT_TAG.TAG_ID))
                        .where(EVENT_TAG.EVENT_ID.eq(EVENT.ID))
                        .orderBy(TAG.ID))
                .as("tags");
        var rows = sql.select(unknownTags, hostKnown, administratorKnown)
                .select(
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
                        tags)
                .from(selectOne().asTable("always"))
                .leftJoin(EVENT)
                .on(condition(EVENT.PUBLISHED)
                        .and(carriesAll(wantedTags))
                        .and(equalsWanted(EVENT.HOST_ID, filter.host()))
                        .and(equalsWanted(EVENT.ADMINISTRATOR_ID, filter.administrator())))
                .orderBy(EVENT.START.desc(), EVENT.ID)
                .fetch();

        var first = rows.getFirst();
        var unknown = new ArrayList<String>();
        var unknownNames = Set.of(first.get(unknownTags));
        wantedTags.stream().filter(unknownNames::contains).forEach(tag -> unknown.add("tag \"" + tag + "\""));
        if (!first.get(hostKnown)) {
            unknown.add("host " + filter.host().getAsLong());
        }
        if (!first.get(administratorKnown)) {
            unknown.add("administrator " + filter.administrator().getAsLong());
        }
        if (!unknown.isEmpty()) {
            return new Answer.Unknown(unknown);
        }
        return new Answer.Events(rows.stream()
                .filter(row -> row.get(EVENT.ID) != null)
                .map(row -> new Event(
                        row.get(EVENT.SLUG),
                        row.get(EVENT.START),
                        Optional.ofNullable(row.get(EVENT.END)),
                        Optional.ofNullable(row.get(EVENT.URL)),
                        Optional.ofNullable(row.get(EVENT.CONTACT)),
                        Optional.ofNullable(row.get(EVENT.COUNTRY)),
                        Optional.ofNullable(row.get(EVENT.VENUE)),
                        Optional.ofNullable(row.get(EVENT.ADDRESS)),
                        Optional.ofNullable(row.get(EVENT.LATITUDE)),
                        Optional.ofNullable(row.get(EVENT.LONGITUDE)),
                        Optional.ofNullable(row.get(EVENT.REG_KEY)),
                        List.of(row.get(tags))))
                .toList());
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
