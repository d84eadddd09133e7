package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.jooq.Tables.AIRPORT;
import static org.atelier.persistence.internal.jooq.Tables.BADGE;
import static org.atelier.persistence.internal.jooq.Tables.LANGUAGE;
import static org.atelier.persistence.internal.jooq.Tables.LESSON;
import static org.atelier.persistence.internal.jooq.Tables.PERSON;
import static org.atelier.persistence.internal.jooq.Tables.PERSON_LANGUAGE;
import static org.atelier.persistence.internal.jooq.Tables.ROLE;
import static org.atelier.persistence.internal.jooq.Tables.TAG;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sql;
import static org.jooq.impl.DSL.val;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atelier.finder.Instructor;
import org.atelier.finder.Instructor.Assignment;
import org.atelier.finder.Instructor.Base;
import org.atelier.finder.InstructorFinder;
import org.atelier.finder.InstructorPage;
import org.atelier.finder.InstructorQuery;
import org.atelier.finder.InstructorQuery.Order;
import org.atelier.finder.Place;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQL;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Finds instructors in PostgreSQL: one statement finds those who fit, in order and only as many as are wanted, and tells
 * of these alone what there is to tell.
 *
 * <p>The order is made before people are looked at, of airports or of counts of tasks, so that the statement ends as soon
 * as it has enough.
 */
@Component
public final class PostgresInstructorFinder implements InstructorFinder {
    /** The role of those who teach, as AMY calls it. */
    static final String TEACHES = "instructor";

    /** The tag of events that did not take place, as AMY calls it. */
    private static final String CANCELLED = "cancelled";

    private static final String INSTRUCTORS_BADGE = "%instructor";

    private final Database database;

    @Activate
    public PostgresInstructorFinder(@Reference Database database) {
        this.database = database;
    }

    /** What the words of a query mean in the database. */
    private record Ids(
            Long[] lessons,
            Long[] languages,
            Long[] badges,
            Long[] instructorsBadges,
            Optional<Long> role,
            Optional<Long> cancelled) {
        /** The role of those who teach; none where nobody ever did. */
        org.jooq.Field<Long> teaches() {
            return val(role.orElse(null), Long.class);
        }

        /** That the event {@code e} took place, or will. */
        Condition takesPlace() {
            return cancelled
                    .map(tag -> condition(
                            "not exists (select from event_tag x where x.event_id = e.id and x.tag_id = {0})",
                            val(tag)))
                    .orElseGet(DSL::noCondition);
        }
    }

    private static final class UnknownWord extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Found.Unknown word;

        UnknownWord(String parameter, String name) {
            super("there is no " + name, null, false, false);
            word = new Found.Unknown(parameter, name);
        }
    }

    @Override
    public Found find(InstructorQuery query) {
        return database.read(db -> {
            try {
                return new Found.Page(page(db, query, ids(db, query)));
            } catch (UnknownWord e) {
                return e.word;
            }
        });
    }

    private static Ids ids(DSLContext db, InstructorQuery query) {
        var skills = query.skills();
        return new Ids(
                named(db, LESSON, "lessons", skills.lessons()),
                named(db, LANGUAGE, "languages", skills.languages()),
                named(db, BADGE, "badges", skills.badges()),
                db.select(BADGE.ID)
                        .from(BADGE)
                        .where(BADGE.NAME.like(INSTRUCTORS_BADGE))
                        .orderBy(BADGE.ID)
                        .fetchArray(BADGE.ID),
                meant(db, ROLE, TEACHES),
                meant(db, TAG, CANCELLED));
    }

    /** The rows that the names mean; each once, even if two names mean one. */
    private static Long[] named(DSLContext db, Table<?> table, String parameter, List<String> names) {
        return names.stream()
                .map(name -> meant(db, table, name).orElseThrow(() -> new UnknownWord(parameter, name)))
                .distinct()
                .toArray(Long[]::new);
    }

    private static Optional<Long> meant(DSLContext db, Table<?> table, String name) {
        return db.select(Names.meant(table, val(name))).fetchOptional(0, Long.class);
    }

    private static InstructorPage page(DSLContext db, InstructorQuery query, Ids ids) {
        var first = (query.page() - 1) * query.size();
        var looked = Math.max(InstructorPage.COUNTED, first + query.size()) + 1;
        var rows = db.fetch(
                """
                with near as materialized ({0}),
                stats as ({1}),
                found as materialized (
                    select row_number() over () as place, f.* from (
                        select p.id, n.km
                        from {2}
                        where {3}
                        order by {4}
                        limit {5}) f)
                select (select count(*) from found) as found, f.km,
                    p.id, p.username, p.full_name, p.email, p.may_contact,
                    a.name as airport, a.iata, a.country, a.latitude, a.longitude,
                    array(select l.name from qualification q join lesson l on l.id = q.lesson_id
                        where q.person_id = p.id order by l.name) as lessons,
                    array(select l.name from person_language s join language l on l.id = s.language_id
                        where s.person_id = p.id order by l.name) as languages,
                    array(select b.name from award w join badge b on b.id = w.badge_id
                        where w.person_id = p.id order by b.name) as badges,
                    coalesce(t.taught, 0) as taught, t.last, d.events, d.roles, d.starts, d.ends
                from (select * from found order by place offset {8} limit {9}) f
                join person p on p.id = f.id
                left join airport a on a.id = p.airport_id
                left join lateral ({7}) t on true
                cross join lateral ({6}) d
                order by f.place""",
                near(query),
                taught(ids, query.today(), noCondition()),
                from(query),
                fits(query, ids),
                order(query.order()),
                val(looked),
                busy(query, ids),
                taught(ids, query.today(), condition("t.person_id = p.id")),
                val(first),
                val(query.size()));
        var found = rows.isEmpty() ? 0 : rows.getFirst().get("found", Integer.class);
        if (rows.isEmpty() && query.page() > 1) {
            // a page after the last one still tells how many there are
            found = page(db, first(query), ids).count();
        }
        return new InstructorPage(
                rows.map(PostgresInstructorFinder::instructor), Math.min(found, looked - 1), found == looked);
    }

    private static InstructorQuery first(InstructorQuery query) {
        return new InstructorQuery(
                query.near(),
                query.skills(),
                query.experience(),
                query.contactable(),
                query.during(),
                query.order(),
                query.today(),
                1,
                query.size());
    }

    /** Airports with their distances; without a place, none is needed. */
    private static SQL near(InstructorQuery query) {
        return query.near()
                .map(near -> sql(
                        """
                        select id, km from (
                            select id, {2} * asin(least(1, sqrt(
                                power(sin(radians(latitude - {0}) / 2), 2)
                                + cos(radians(latitude)) * cos(radians({0}))
                                * power(sin(radians(longitude - {1}) / 2), 2)))) as km
                            from airport) measured
                        where km <= {3}""",
                        val(near.place().latitude()),
                        val(near.place().longitude()),
                        val(2 * Place.EARTH_RADIUS_KM),
                        val(near.within().map(Integer::doubleValue).orElse(Double.MAX_VALUE))))
                .orElseGet(() -> sql("select null::bigint as id, null::double precision as km where false"));
    }

    /** How often somebody taught and when last: of everybody who did, or of one person. */
    private static SQL taught(Ids ids, LocalDate today, Condition whose) {
        var counted = condition("t.role_id = {0} and e.start <= {1}", ids.teaches(), val(today))
                .and(ids.takesPlace());
        return sql("""
                select t.person_id, count(*) as taught, max(e.start) as last
                from task t join event e on e.id = t.event_id where {0} group by t.person_id""", counted.and(whose));
    }

    /** People, in an order that was made before anybody looked at them. */
    private static SQL from(InstructorQuery query) {
        var counts = switch (query.order()) {
            case TAUGHT, LAST -> true;
            case DISTANCE, NAME ->
                query.experience().times() > 0 || query.experience().since().isPresent();
        };
        var people = switch (query.order()) {
            case DISTANCE -> "(select * from near order by km, id) n join person p on p.airport_id = n.id";
            case TAUGHT ->
                "(select * from stats order by taught desc, last desc, person_id) s join person p on p.id = s.person_id";
            case LAST ->
                "(select * from stats order by last desc, taught desc, person_id) s join person p on p.id = s.person_id";
            case NAME -> "person p";
        };
        var near = query.order() == Order.DISTANCE
                ? ""
                : query.near().flatMap(InstructorQuery.Nearness::within).isPresent()
                        ? " join near n on n.id = p.airport_id"
                        : " left join near n on n.id = p.airport_id";
        var joined = counts && (query.order() == Order.DISTANCE || query.order() == Order.NAME)
                ? " join stats s on s.person_id = p.id"
                : "";
        return sql(people + near + joined);
    }

    private static SQL order(Order order) {
        return sql(
                switch (order) {
                    case DISTANCE -> "n.km, n.id, p.id";
                    case TAUGHT -> "s.taught desc, s.last desc, p.id";
                    case LAST -> "s.last desc, s.taught desc, p.id";
                    case NAME -> "p.family, p.id";
                });
    }

    private static Condition fits(InstructorQuery query, Ids ids) {
        var all = new ArrayList<Condition>();
        var skills = query.skills();
        if (!skills.countries().isEmpty()) {
            all.add(condition(
                    "p.airport_id in (select id from airport where country = any ({0}))",
                    val(skills.countries().toArray(String[]::new))));
        }
        if (ids.lessons().length > 0) {
            all.add(hasAll("qualification", "lesson_id", ids.lessons()));
        }
        if (ids.languages().length > 0) {
            all.add(hasAll("person_language", "language_id", ids.languages()));
        }
        if (ids.badges().length > 0) {
            all.add(condition("p.id in (select person_id from award where badge_id = any ({0}))", val(ids.badges())));
        }
        if (query.contactable()) {
            all.add(condition("p.may_contact"));
        }
        query.experience().since().ifPresent(since -> all.add(condition("s.last >= {0}", val(since))));
        if (query.experience().times() > 0) {
            all.add(condition("s.taught >= {0}", val(query.experience().times())));
        }
        query.during()
                .filter(InstructorQuery.Days::freeOnly)
                .ifPresent(days -> all.add(condition("not exists (select {0})", tasksDuring(days, ids))));
        if (ids.lessons().length == 0
                && ids.badges().length == 0
                && query.experience().times() == 0
                && query.experience().since().isEmpty()
                && query.order() != Order.TAUGHT
                && query.order() != Order.LAST) {
            // limited, each: otherwise they would be computed for everybody before the first is looked at
            all.add(condition("""
                    coalesce(
                        (select true from award w where w.person_id = p.id and w.badge_id = any ({0}) limit 1),
                        (select true from qualification q where q.person_id = p.id limit 1),
                        (select true from task t where t.person_id = p.id and t.role_id = {1} limit 1),
                        false)""", val(ids.instructorsBadges()), ids.teaches()));
        }
        return DSL.and(all);
    }

    private static Condition hasAll(String table, String column, Long[] ids) {
        return condition(
                "p.id in (select person_id from {0} where {1} = any ({2}) group by person_id having count(*) = {3})",
                DSL.name(table), DSL.name(column), val(ids), val(ids.length));
    }

    /** The tasks of a person at events that overlap the days; one without an end ends on its first day. */
    private static SQL tasksDuring(InstructorQuery.Days days, Ids ids) {
        return sql("""
                from task t join event e on e.id = t.event_id
                where t.person_id = p.id and e.start <= {1} and coalesce(e."end", e.start) >= {0} and {2}""", val(days.from()), val(days.to()), ids.takesPlace());
    }

    /** Where somebody is on the days asked for: of each task the event, the role, the first and the last day. */
    private static SQL busy(InstructorQuery query, Ids ids) {
        var tasks = query.during()
                .map(days -> sql("""
                        select e.slug, (select name from role where id = t.role_id) as role, e.start, e."end", t.id
                        {0}
                        order by e.start, e.slug, t.id limit {1}""", tasksDuring(days, ids), val(Instructor.MOST_BUSY)))
                .orElseGet(
                        () -> sql(
                                "select null::text as slug, null::text as role, null::date as start, null::date as \"end\" where false"));
        return sql("""
                select array_agg(slug) as events, array_agg(role) as roles,
                    array_agg(start) as starts, array_agg("end") as ends
                from ({0}) y""", tasks);
    }

    private static Instructor instructor(Record row) {
        return new Instructor(
                row.get("id", Long.class),
                row.get("username", String.class),
                row.get("full_name", String.class),
                Optional.ofNullable(row.get("email", String.class)).filter(email -> !email.isBlank()),
                row.get("may_contact", Boolean.class),
                Optional.ofNullable(row.get("airport", String.class))
                        .map(airport -> new Base(
                                airport,
                                Optional.ofNullable(row.get("iata", String.class)),
                                row.get("country", String.class),
                                new Place(row.get("latitude", Double.class), row.get("longitude", Double.class)),
                                Optional.ofNullable(row.get("km", Double.class)))),
                List.of(row.get("lessons", String[].class)),
                List.of(row.get("languages", String[].class)),
                List.of(row.get("badges", String[].class)),
                row.get("taught", Integer.class),
                Optional.ofNullable(row.get("last", LocalDate.class)),
                assignments(row));
    }

    private static List<Assignment> assignments(Record row) {
        var events = row.get("events", String[].class);
        if (events == null) {
            return List.of();
        }
        var roles = row.get("roles", String[].class);
        var starts = row.get("starts", LocalDate[].class);
        var ends = row.get("ends", LocalDate[].class);
        return IntStream.range(0, events.length)
                .mapToObj(i -> new Assignment(events[i], roles[i], starts[i], Optional.ofNullable(ends[i])))
                .toList();
    }

    @Override
    public Optional<Airport> airport(String codeOrName) {
        return database.read(db -> db.select(AIRPORT.NAME, AIRPORT.IATA, AIRPORT.LATITUDE, AIRPORT.LONGITUDE)
                .from(AIRPORT)
                .where(AIRPORT.IATA
                        .eq(codeOrName.toUpperCase(Locale.ROOT))
                        .or(AIRPORT.ID.eq(Names.meant(AIRPORT, val(codeOrName)))))
                // a name that is the code of another airport: the name is meant, it is more to type
                .orderBy(AIRPORT.NAME.eq(codeOrName).desc(), AIRPORT.ID)
                .limit(1)
                .fetchOptional(row -> new Airport(
                        row.get(AIRPORT.NAME),
                        Optional.ofNullable(row.get(AIRPORT.IATA)),
                        new Place(row.get(AIRPORT.LATITUDE), row.get(AIRPORT.LONGITUDE)))));
    }

    @Override
    public Words words() {
        return database.read(db -> new Words(
                all(db, LESSON.NAME, noCondition()),
                all(
                        db,
                        LANGUAGE.NAME,
                        exists(selectOne().from(PERSON_LANGUAGE).where(PERSON_LANGUAGE.LANGUAGE_ID.eq(LANGUAGE.ID)))),
                all(db, BADGE.NAME, noCondition()),
                all(
                        db,
                        AIRPORT.COUNTRY,
                        AIRPORT.COUNTRY
                                .ne("")
                                .and(exists(selectOne().from(PERSON).where(PERSON.AIRPORT_ID.eq(AIRPORT.ID)))))));
    }

    private static List<String> all(DSLContext db, TableField<?, String> name, Condition which) {
        return db.selectDistinct(name)
                .from(name.getTable())
                .where(which)
                .orderBy(name)
                .limit(MOST_WORDS)
                .fetch(name);
    }
}
