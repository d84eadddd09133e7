package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.PostgresUploadStore.texts;
import static org.jooq.impl.DSL.val;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.atelier.duplicates.Suspect;
import org.atelier.upload.UploadStore;
import org.atelier.upload.UploadStore.Airport;
import org.atelier.upload.UploadStore.Asked;
import org.atelier.upload.UploadStore.Known;
import org.atelier.upload.UploadStore.Named;
import org.atelier.upload.UploadStore.Question;
import org.atelier.upload.UploadStore.Task;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Reads what a file asks about, each kind of record with one statement. */
final class UploadReading {
    /**
     * Who has the address or the user name of somebody in the file, and who has their name or writes the same mailbox
     * otherwise. An index answers each: whatever is asked is the outer side of a nested loop.
     */
    private static final String PEOPLE = """
            with asked as materialized (
                select number::int - 1 as number, lower(email) as email, username,
                       case when octet_length(personal || family) <= 500 then name_ends(personal, family) end as ends,
                       case when email <> '' then email_key(email) end as mailbox
                from unnest({0}::text[], {1}::text[], {2}::text[], {3}::text[])
                    with ordinality as a (personal, family, email, username, number)
            ), found (number, how, id) as materialized (
                select number, 'e', p.id from asked join person p on lower(p.email) = asked.email and p.email <> ''
                where asked.email <> ''
                union all
                select number, 'u', p.id from asked join person p on p.username = asked.username
                where asked.username <> ''
                union all
                select number, 'u', p.id
                from asked
                join redirect r on r.kind = 'person' and r.form = 'slug' and r.value = asked.username
                join person p on p.id = r.target_id
                where asked.username <> '' and not exists (select from person where username = asked.username)
                union all
                select number, 'n', p.id
                from asked
                cross join lateral (
                    select id from person
                    where octet_length(personal || coalesce(family, '')) <= 500
                        and name_ends(personal, family) = asked.ends
                    order by id limit {4}) p
                where asked.ends <> ' '
                union all
                select number, 'm', p.id
                from asked
                cross join lateral (
                    select id from person
                    where octet_length(email) <= 500 and email_key(email) = asked.mailbox and email <> ''
                    order by id limit {4}) p
                where asked.mailbox <> ''
            ), namesakes (number, people) as (
                select number, count(*) from found where how = 'n' group by number
            ), looked_at (number, how, id) as (
                select number, how, id
                from (select *, row_number() over (partition by number, how order by id) as nth from found) as ranked
                where nth <= {5}
            )
            select f.number, f.how, p.id, p.username, p.full_name, p.personal, p.middle, p.family,
                   coalesce(n.people, 0) + 1 as namesakes,
                   p.email, p.github, p.twitter, p.orcid, a.name as airport, p.affiliation
            from looked_at f
            join person p on p.id = f.id
            left join airport a on a.id = p.airport_id
            left join namesakes n on n.number = f.number and f.how = 'n'
            order by f.number, f.how, p.id
            """;

    private static final String TAKEN = """
            select p.username from unnest({0}::text[] collate "C") a (name)
            join person p on p.username = a.name or (p.username > a.name || '_' and p.username < a.name || chr(96))
            union
            select r.value from unnest({0}::text[] collate "C") a (name)
            join redirect r on r.kind = 'person' and r.form = 'slug'
                and (r.value = a.name or (r.value > a.name || '_' and r.value < a.name || chr(96)))
            """;

    private static final String EVENTS = """
            select a.said, e.id, e.slug as name
            from unnest({0}::text[]) a (said) join event e on e.slug = a.said
            union all
            select a.said, e.id, e.slug
            from unnest({0}::text[]) a (said)
            join redirect r on r.kind = 'event' and r.form = 'slug' and r.value = a.said
            join event e on e.id = r.target_id
            where not exists (select from event where slug = a.said)
            """;

    private static final String ROLES = """
            select name as said, id, name from role
            union all
            select r.value, o.id, o.name
            from redirect r join role o on o.id = r.target_id
            where r.kind = 'role' and r.form = 'slug' and r.value = any ({0})
                and not exists (select from role where name = r.value)
            """;

    private final DSLContext db;
    private final Question question;

    UploadReading(DSLContext db, Question question) {
        this.db = db;
        this.question = question;
    }

    Known read() {
        var people = new HashMap<Long, Suspect.Person>();
        var byEmail = new HashMap<Integer, Long>();
        var byUsername = new HashMap<Integer, Long>();
        var alike = new HashMap<Integer, Set<Long>>();
        for (var row : people()) {
            var number = row.get("number", Integer.class);
            var person = SuspectReading.person(row);
            // whoever is found by name is known to have namesakes
            people.merge(person.id(), person, (one, other) -> one.namesakes() >= other.namesakes() ? one : other);
            switch (row.get("how", String.class)) {
                case "e" -> byEmail.put(number, person.id());
                case "u" -> byUsername.put(number, person.id());
                default -> alike.computeIfAbsent(number, _ -> new TreeSet<>()).add(person.id());
            }
        }
        var events = named(EVENTS, question.events());
        return new Known(
                people,
                byEmail,
                byUsername,
                alike.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue()))),
                taken(),
                events,
                events.keySet().containsAll(question.events()) ? List.of() : slugs(),
                named(ROLES, question.roles()),
                question.airports().isEmpty() ? List.of() : airports(),
                tasks(people.keySet(), events));
    }

    private List<Record> people() {
        var asked = question.people();
        if (asked.isEmpty()) {
            return List.of();
        }
        return new ArrayList<>(db.fetch(
                PEOPLE,
                val(texts(asked, Asked::personal)),
                val(texts(asked, Asked::family)),
                val(texts(asked, Asked::email)),
                val(texts(asked, Asked::username)),
                val(UploadStore.MOST_NAMESAKES),
                val(UploadStore.MOST_LOOKED_AT)));
    }

    private Set<String> taken() {
        return new HashSet<>(db.fetch(TAKEN, val(question.usernames().toArray(String[]::new)))
                .getValues(0, String.class));
    }

    private Map<String, Named> named(String query, Set<String> said) {
        return db.fetch(query, val(said.toArray(String[]::new))).stream()
                .collect(Collectors.toMap(
                        row -> row.get("said", String.class),
                        row -> new Named(row.get("id", Long.class), row.get("name", String.class))));
    }

    private List<String> slugs() {
        return db.fetch("select slug from event order by slug").getValues(0, String.class);
    }

    private List<Airport> airports() {
        return db.fetch("select id, name, coalesce(iata, '') as iata from airport order by id")
                .map(row -> new Airport(
                        row.get("id", Long.class), row.get("name", String.class), row.get("iata", String.class)));
    }

    private Set<Task> tasks(Set<Long> people, Map<String, Named> events) {
        return new HashSet<>(db.fetch(
                        """
                        select event_id, person_id, role_id from task
                        where event_id = any ({0}) and person_id = any ({1})
                        """,
                        val(events.values().stream().map(Named::id).distinct().toArray(Long[]::new)),
                        val(people.toArray(Long[]::new)))
                .map(row -> new Task(row.get(0, Long.class), row.get(1, Long.class), row.get(2, Long.class))));
    }
}
