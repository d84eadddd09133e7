package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.jooq.Tables.ROLE;
import static org.jooq.impl.DSL.val;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.atelier.overview.Overview;
import org.jooq.Record;
import org.jooq.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Overviews from PostgreSQL. Each is one statement that ends at so many rows; days are asked for by the index on starts. */
@Component
public final class PostgresOverview implements Overview {
    /** How wide a place is on the map, in degrees: what lies closer together is one dot. */
    private static final double CELL = 2;

    private final Database database;

    @Activate
    public PostgresOverview(@Reference Database database) {
        this.database = database;
    }

    @Override
    public Work work(String person, LocalDate today, LocalDate due) {
        return database.read(db -> {
            var mine = """
                    with mine as (
                        select t.event_id as id, array_agg(r.name order by r.name) as roles, false as assigned
                        from task t join role r on r.id = t.role_id
                        where t.person_id = (select id from person where username = {0})
                        group by t.event_id
                        union all
                        select id, array[]::text[], true from event
                        where assigned_to_id = (select id from person where username = {0})
                    ), events as (
                        select id, coalesce(max(roles) filter (where not assigned), array[]::text[]) as roles, bool_or(assigned) as assigned
                        from mine group by id
                    )
                    """;
            var events = """
                    select e.slug, e.start, e."end", coalesce(e.venue, '') as venue, m.roles, m.assigned
                    from events m join event e on e.id = m.id
                    """;
            var upcoming = db.fetch(
                    mine + events
                            + "where coalesce(e.\"end\", e.start) >= {1} or e.start is null order by e.start nulls last, e.slug limit {2}",
                    val(person),
                    val(today),
                    val(MOST_OF_MINE));
            var past = db.fetch(
                    mine + events + "where coalesce(e.\"end\", e.start) < {1} order by e.start desc, e.slug limit {2}",
                    val(person),
                    val(today),
                    val(MOST_OF_MINE));
            var todos = db.fetch(mine + """
                            select d.id, d.title, e.slug, d.due
                            from events m join todo d on d.event_id = m.id join event e on e.id = m.id
                            where not d.completed and d.due <= {1} order by d.due, d.id limit {2}""", val(person), val(due), val(MOST_OF_MINE));
            return new Work(
                    upcoming.map(PostgresOverview::mine),
                    past.map(PostgresOverview::mine),
                    todos.map(row -> new Todo(
                            row.get("id", Long.class),
                            row.get("title", String.class),
                            row.get("slug", String.class),
                            row.get("due", LocalDate.class))));
        });
    }

    private static Mine mine(Record row) {
        return new Mine(
                row.get("slug", String.class),
                Optional.ofNullable(row.get("start", LocalDate.class)),
                Optional.ofNullable(row.get("end", LocalDate.class)),
                row.get("venue", String.class),
                List.of(row.get("roles", String[].class)),
                row.get("assigned", Boolean.class));
    }

    @Override
    public Calendar calendar(LocalDate from, LocalDate to) {
        var rows = database.read(db -> db.fetch("""
                select e.slug, e.start, greatest(coalesce(e."end", e.start), e.start) as "end",
                    coalesce(e.venue, '') as venue, coalesce(e.country::text, '') as country, e.published,
                    array(select t.name from event_tag x join tag t on t.id = x.tag_id
                        where x.event_id = e.id order by t.name) as tags
                from event e
                where e.start <= {1} and coalesce(e."end", e.start) >= {0}
                order by e.start, e.id limit {2}""", val(from), val(to), val(MOST_EVENTS + 1)));
        return new Calendar(
                rows.stream()
                        .limit(MOST_EVENTS)
                        .map(row -> new Entry(
                                row.get("slug", String.class),
                                row.get("start", LocalDate.class),
                                row.get("end", LocalDate.class),
                                row.get("venue", String.class),
                                row.get("country", String.class),
                                row.get("published", Boolean.class),
                                List.of(row.get("tags", String[].class))))
                        .toList(),
                rows.size() > MOST_EVENTS);
    }

    @Override
    public Places events(LocalDate from, LocalDate to) {
        // places that are not on the earth are in the data, too; online is nowhere
        return places(database.read(db -> db.fetch("""
                with wanted as materialized (
                    select slug, start, latitude, longitude, coalesce(country::text, '') as country,
                        latitude between -90 and 90 and longitude between -180 and 180 as placed
                    from event
                    where start between {0} and {1} and country is distinct from 'W3'
                ), spots as (
                    select avg(latitude) as latitude, avg(longitude) as longitude, count(*)::int as count,
                        (array_agg(slug order by start desc, slug))[1] as name,
                        (array_agg(country order by start desc, slug))[1] as country
                    from wanted where placed
                    group by floor(latitude / {2}), floor(longitude / {2})
                )
                select s.*, (select count(*)::int from wanted where placed) as total,
                    (select count(*)::int from wanted where placed is not true) as unplaced
                from (select 1) always left join (
                    select * from spots order by count desc, name limit {3}) s on true
                order by s.count desc, s.name""", val(from), val(to), val(CELL), val(MOST_PLACES))));
    }

    @Override
    public Places instructors() {
        return places(database.read(db ->
                db.fetch("""
                with based as materialized (
                    -- one pass over people by airport; who teaches need not be told apart from who teaches twice
                    select airport_id, count(*)::int as count from person
                    where id in (
                        select person_id from award
                        where badge_id in (select id from badge where name like '%instructor')
                        union all select person_id from qualification
                        union all select person_id from task where role_id = {0})
                    group by airport_id
                ), spots as (
                    select a.latitude, a.longitude, b.count, a.name, a.country::text as country
                    from based b join airport a on a.id = b.airport_id
                )
                select s.*, (select coalesce(sum(count), 0)::int from based where airport_id is not null) as total,
                    (select coalesce(sum(count), 0)::int from based where airport_id is null) as unplaced
                from (select 1) always left join (
                    select * from spots order by count desc, name limit {1}) s on true
                order by s.count desc, s.name""", Names.meant(ROLE, val(PostgresInstructorFinder.TEACHES)), val(MOST_PLACES))));
    }

    /** There is one row even where there is no place, so that the sums are told. */
    private static Places places(Result<Record> rows) {
        return new Places(
                rows.stream()
                        .filter(row -> row.get("count") != null)
                        .map(row -> new Spot(
                                row.get("latitude", Double.class),
                                row.get("longitude", Double.class),
                                row.get("count", Integer.class),
                                row.get("name", String.class),
                                row.get("country", String.class)))
                        .toList(),
                rows.getFirst().get("total", Integer.class),
                rows.getFirst().get("unplaced", Integer.class));
    }

    @Override
    public Numbers numbers(Unit unit, LocalDate from, LocalDate to) {
        var rows = database.read(db ->
                db.fetch("""
                with wanted as materialized (
                    select id, date_trunc({0}, start::timestamp)::date as period from event where start between {1} and {2}
                ), top as materialized (
                    select x.tag_id, row_number() over (order by count(*) desc, x.tag_id) as rank
                    from wanted s join event_tag x on x.event_id = s.id
                    group by x.tag_id order by rank limit {3}
                ), ranked as (
                    select s.period, coalesce(min(t.rank), {3} + 1) as rank
                    from wanted s
                    left join (event_tag x join top t on t.tag_id = x.tag_id) on x.event_id = s.id
                    group by s.id, s.period
                )
                select period, rank::int as rank, count(*)::int as count, null as tag from ranked group by period, rank
                union all
                select null, t.rank::int, 0, g.name from top t join tag g on g.id = t.tag_id
                order by period nulls first, rank""", val(unit.name().toLowerCase(Locale.ROOT)), val(from), val(to), val(MOST_TAGS)));
        var tags = new ArrayList<String>();
        var counts = new LinkedHashMap<LocalDate, Integer[]>();
        for (var row : rows) {
            if (row.get("period") == null) {
                tags.add(row.get("tag", String.class));
            }
        }
        for (var row : rows) {
            if (row.get("period") != null) {
                var byTag = counts.computeIfAbsent(row.get("period", LocalDate.class), _ -> zeros(tags.size() + 1));
                // where there are fewer tags than are told apart, none of them is the last column all the same
                byTag[Math.min(row.get("rank", Integer.class) - 1, tags.size())] += row.get("count", Integer.class);
            }
        }
        return new Numbers(
                tags,
                periods(unit, from, to)
                        .map(first -> new Period(first, List.of(counts.getOrDefault(first, zeros(tags.size() + 1)))))
                        .toList());
    }

    private static Integer[] zeros(int count) {
        return Stream.generate(() -> 0).limit(count).toArray(Integer[]::new);
    }

    /** The first days of all periods that the days touch. */
    private static Stream<LocalDate> periods(Unit unit, LocalDate from, LocalDate to) {
        var first = switch (unit) {
            case MONTH -> from.withDayOfMonth(1);
            case QUARTER -> from.withDayOfMonth(1).withMonth((from.getMonthValue() - 1) / 3 * 3 + 1);
            case YEAR -> from.withDayOfYear(1);
        };
        var months = switch (unit) {
            case MONTH -> 1;
            case QUARTER -> 3;
            case YEAR -> 12;
        };
        return Stream.iterate(first, day -> !day.isAfter(to), day -> day.plusMonths(months));
    }
}
