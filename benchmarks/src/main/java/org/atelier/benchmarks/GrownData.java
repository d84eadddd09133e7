package org.atelier.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Any number of events, with tags and hosts, in the shape of those of the generator of test data: seven in ten are
 * published, the others lack one thing each; 20 have the same host. Numbers have seven digits at every size, so that an
 * event takes as many bytes. There are no people and tasks, which neither feeds nor lists of events read.
 */
final class GrownData {
    private static final String COUNTRIES =
            "'{US,GB,CA,AU,DE,FR,NL,NO,PL,ZA,BR,IN,NZ,SE,CH,ES,IT,JP,KR,MX}'::text[])[1 + floor(random() * 20)]";

    private static final String EVENTS = """
            select setseed(0.20160402);
            insert into tag (id, name, details)
            select n, name, name || ' events'
            from unnest('{SWC,DC,TTT,LC,WiSE,Pycon}'::text[]) with ordinality as tags (name, n);
            insert into organization (id, domain, fullname, country)
            select i, 'site' || to_char(i, 'FM0000000') || '.example.org',
                'University of Site ' || to_char(i, 'FM0000000'), (%1$s
            from generate_series(1, greatest(20, %3$d / 20)) i;
            insert into event (id, slug, start, "end", country, venue, address, latitude, longitude, url, host_id, contact,
                reg_key, attendance)
            select i, day || '-site' || number, case when lost <> 1 then day end,
                case when lost <> 1 then day + (array[0, 1, 1, 1, 2])[1 + floor(random() * 5)] end,
                case when lost <> 2 then (%1$s end,
                case when lost <> 3 then 'Building ' || i %% 97 || ', University of Site ' || to_char(host, 'FM0000000') else '' end,
                case when lost <> 4 then i %% 900 + 1 || ' Example Street, Room ' || i %% 400 || ', '
                    || to_char(i %% 99999, 'FM00000') || ' Town' else '' end,
                case when lost <> 5 then round((random() * 130 - 60)::numeric, 6) end,
                case when lost <> 6 then round((random() * 360 - 180)::numeric, 6) end,
                case when lost <> 7 then 'https://host' || number || '.github.io/' || day || '-site' || number || '/' end,
                host, 'contact' || number || '@example.org', 1000000000 + i, floor(random() * 46)
            from (
                select i, to_char(i, 'FM0000000') as number, date '2010-01-01' + floor(random() * 5601)::int as day,
                    1 + floor(random() * greatest(20, %3$d / 20))::int as host,
                    -- exactly as many as are wanted, spread evenly
                    case when i * %2$d / %3$d > (i - 1) * %2$d / %3$d then 0 else 1 + floor(random() * 7) end as lost
                from generate_series(1::bigint, %3$d) i) as drawn;
            insert into event_tag (event_id, tag_id)
            select id, width_bucket(random(), '{0,0.45,0.73,0.79,0.94,0.97}'::float8[])
            from event cross join generate_series(1, 2) n where n = 1 or random() < 0.3
            on conflict do nothing;
            """;

    private GrownData() {}

    /** Fills an empty database; the journal says nothing of it, and is on again afterwards. */
    static void load(Connection connection, long published) throws SQLException {
        var words = Dataset.texts(
                connection,
                "select pg_get_indexdef(to_regclass('event_words')) where to_regclass('event_words') is not null");
        // in this transaction no trigger speaks, neither the journal's nor those that look for what is pointed to
        Dataset.run(connection, "set local session_replication_role = 'replica'");
        // made at the end, the index of words takes a fraction of the time
        Dataset.run(connection, "set local maintenance_work_mem = '512MB'; drop index if exists event_words");
        Dataset.run(connection, EVENTS.formatted(COUNTRIES, published, published + published * 3 / 7));
        for (var index : words) {
            Dataset.run(connection, index);
        }
        Dataset.tidy(connection);
    }
}
