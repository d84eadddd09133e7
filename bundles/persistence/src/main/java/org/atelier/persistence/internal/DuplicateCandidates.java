package org.atelier.persistence.internal;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.val;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.duplicates.DuplicateStore;
import org.atelier.duplicates.Kind;
import org.atelier.duplicates.Suspect;
import org.jooq.DSLContext;
import org.jooq.Record;

/**
 * Reads the pairs that share something, and both records of each. Every record gets keys; those with the same key are
 * brought together, unless so many have it that it tells nothing. No record is compared with every other.
 */
final class DuplicateCandidates {
    /** Keys of events: the page, the registration, and each place (a cell of a grid, a venue, a host) by weeks. */
    private static final String EVENT_KEYS = """
            with whereabouts as materialized (
                select id, start, least(coalesce("end", start), start + 60) as stop, host_id,
                       country, plain_text(venue) as venue,
                       floor(latitude / 0.02)::bigint as north, floor(longitude / 0.04)::bigint as east
                from event
                where start between '1900-01-01' and '2200-01-01'
                    and (latitude is null or abs(latitude) <= 90) and (longitude is null or abs(longitude) <= 180)
            ), placed (id, start, stop, place) as (
                select id, start, stop, 'g' || north || ' ' || east from whereabouts
                where north is not null and east is not null and country is distinct from 'W3'
                union all
                select id, start, stop, 'v' || coalesce(country, '') || ' ' || left(venue, 200) from whereabouts
                where venue <> '' and country is distinct from 'W3'
                union all
                select id, start, stop, 'h' || host_id from whereabouts where host_id is not null
            ), around (id, start, stop, place) as (
                select id, start, stop, 'g' || (north + n) || ' ' || (east + e)
                from whereabouts, generate_series(-1, 1) n, generate_series(-1, 1) e
                where north is not null and east is not null and country is distinct from 'W3'
                union all
                select id, start, stop, place from placed where place not like 'g%'
            ), weekly (id, place, week) as materialized (
                select id, place, (start - date '1900-01-01') / 7 from placed
            ), weeks (id, place, week) as materialized (
                -- from the week before it begins to the one in which it could begin a week after its end
                select id, place, w
                from around, generate_series((start - date '1900-01-01') / 7 - 1, (stop + 7 - date '1900-01-01') / 7) w
            ), sharing (place, week) as (
                select place, week from weekly group by place, week having count(*) <= {0}
            ), keys (id, key) as (
                select id, 'u' || url_key(url) from event where octet_length(url) <= 500 and url_key(url) like '%/%'
                union all
                select id, 'r' || lower(btrim(reg_key)) from event where btrim(reg_key) <> ''
            ), blocks as (
                select array_agg(id) as ids from keys group by key having count(*) between 2 and {0}
            )
            select a, b from blocks, unnest(ids) as a, unnest(ids) as b where a < b
            union
            select least(x.id, y.id), greatest(x.id, y.id)
            from weeks x
            join weekly y on y.place = x.place and y.week = x.week and y.id <> x.id
            join sharing s on s.place = y.place and s.week = y.week
            """;

    /**
     * Keys of people: mail, accounts, the ends of the name; and, for slips of the pen, one end whole with the first or
     * the last three letters of the other, or both without vowels. A name that many have is a key with an airport.
     */
    private static final String PERSON_KEYS = """
            with named as materialized (
                select id, airport_id, ends, split_part(ends, ' ', 1) as a, split_part(ends, ' ', 2) as b
                from (
                    select id, airport_id, name_ends(personal, family) as ends from person
                    where octet_length(personal || coalesce(family, '')) <= 500
                        and name_ends(personal, family) <> ' '
                    offset 0) as read_from_the_index
            ), initials as (
                select case when length(a) = 1 then a || ' ' || b else b || ' ' || a end as key
                from named where length(a) = 1 or length(b) = 1
            ), keys (id, key) as (
                select id, 'e' || email_key(email) from person
                where octet_length(email) <= 500 and email_key(email) <> ''
                union all select id, 'g' || account_key(github) from person where github <> ''
                union all select id, 't' || account_key(twitter) from person where twitter <> ''
                union all select id, 'o' || account_key(orcid) from person where orcid <> ''
                union all select id, 'n' || ends from named
                union all select id, 'p' || airport_id || ' ' || ends from named where airport_id is not null
                union all select id, 'l' || a || ' ' || left(b, 3) from named
                union all select id, 'l' || b || ' ' || left(a, 3) from named
                union all select id, 'r' || a || ' ' || right(b, 3) from named
                union all select id, 'r' || b || ' ' || right(a, 3) from named
                union all
                select id, 's' || least(translate(a, 'aeiouyhw', ''), translate(b, 'aeiouyhw', ''))
                    || ' ' || greatest(translate(a, 'aeiouyhw', ''), translate(b, 'aeiouyhw', ''))
                from named
                union all
                select id, 'i' || left(a, 1) || ' ' || b from named
                where left(a, 1) || ' ' || b in (select key from initials)
                union all
                select id, 'i' || left(b, 1) || ' ' || a from named
                where left(b, 1) || ' ' || a in (select key from initials)
            ), blocks as (
                select array_agg(id) as ids from keys where length(key) > 1
                group by key having count(*) between 2 and {0}
            )
            select distinct a, b from blocks, unnest(ids) as a, unnest(ids) as b where a < b
            """;

    private static final String EVENTS = """
            select e.id, e.slug, e.start, e."end", e.country, e.venue, e.address, e.latitude, e.longitude, e.url,
                   e.reg_key, o.domain as host
            from event e left join organization o on o.id = e.host_id
            where e.id = any ({0})
            """;

    private static final String PEOPLE = """
            with namesakes as materialized (
                select ends, count(*) as people
                from (
                    select name_ends(personal, family) as ends from person
                    where octet_length(personal || coalesce(family, '')) <= 500
                        and name_ends(personal, family) <> ' '
                    offset 0) as read_from_the_index
                group by ends
            )
            select p.id, p.username, p.full_name, p.personal, p.middle, p.family, coalesce(n.people, 1) as namesakes,
                   p.email, p.github, p.twitter, p.orcid, a.name as airport, p.affiliation
            from person p
            left join airport a on a.id = p.airport_id
            left join namesakes n on n.ends = name_ends(p.personal, p.family)
            where p.id = any ({0})
            """;

    private final DSLContext db;

    /** @param db of a transaction that reads one state of the database */
    DuplicateCandidates(DSLContext db) {
        this.db = db;
    }

    private record Ids(long a, long b) {}

    DuplicateStore.Candidates read(Kind kind) {
        // sorting half a million keys is done in memory, and compiling the query takes longer than running it
        db.execute("set local work_mem = '64MB'");
        db.execute("set local jit = off");
        var position =
                db.fetchSingle("select pg_current_snapshot()::text as position").get("position", String.class);
        var keys = switch (kind) {
            case EVENT -> EVENT_KEYS;
            case PERSON -> PERSON_KEYS;
        };
        var found = db.fetch(
                        keys + " order by 1, 2 limit " + (DuplicateStore.MAX_PAIRS + 1),
                        inline(DuplicateStore.MAX_SHARING))
                .map(row -> new Ids(row.get(0, Long.class), row.get(1, Long.class)));
        var cut = found.size() > DuplicateStore.MAX_PAIRS;
        var kept = cut ? found.subList(0, DuplicateStore.MAX_PAIRS) : found;
        var records = records(kind, kept);
        return new DuplicateStore.Candidates(
                kept.stream()
                        .map(pair -> new DuplicateStore.Pair(records.get(pair.a()), records.get(pair.b())))
                        .toList(),
                cut,
                position);
    }

    private Map<Long, Suspect> records(Kind kind, List<Ids> pairs) {
        var ids = pairs.stream()
                .flatMap(pair -> java.util.stream.Stream.of(pair.a(), pair.b()))
                .distinct()
                .toArray(Long[]::new);
        var records = new HashMap<Long, Suspect>();
        switch (kind) {
            case EVENT ->
                db.fetch(EVENTS, val(ids))
                        .map(DuplicateCandidates::event)
                        .forEach(event -> records.put(event.id(), event));
            case PERSON ->
                db.fetch(PEOPLE, val(ids))
                        .map(DuplicateCandidates::person)
                        .forEach(person -> records.put(person.id(), person));
        }
        return records;
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
