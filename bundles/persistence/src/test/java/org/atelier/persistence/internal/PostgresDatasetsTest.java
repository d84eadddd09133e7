package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.Bed.SOMETHING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atelier.domain.Dataset;
import org.atelier.domain.Dataset.Kind;
import org.atelier.domain.Datasets;
import org.atelier.domain.Datasets.BadRows;
import org.atelier.domain.Datasets.Counts;
import org.atelier.domain.Datasets.Progress;
import org.atelier.domain.Datasets.Rejection;
import org.atelier.domain.Datasets.Report;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresDatasetsTest {
    private Bed bed;
    private Datasets datasets;
    private int line;

    @BeforeEach
    void make() {
        bed = Bed.made();
        datasets = new PostgresDatasets(bed.operations);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void rows_of_every_kind_come_in_and_refer_to_each_other() {
        var report = load(BadRows.REFUSE_ALL, everyKind());

        assertEquals(List.of(), report.rejections());
        assertTrue(report.applied());
        for (var kind : Kind.values()) {
            assertEquals(new Counts(1, 0, 0, 0, 0), report.counts().get(kind), kind.name());
        }
        assertEquals(
                "2016-05-06-dijon, luna, instructor, leads, ",
                bed.psql.fetchOne("""
                                select format('%s, %s, %s, %s, %s', e.slug, p.username, r.name, t.title, t.url)
                                from task t join event e on e.id = event_id join person p on p.id = person_id
                                join role r on r.id = role_id""").get(0, String.class));
        assertEquals(
                "tag 1, todo 1, award 1 by luna at 2016-05-06-dijon, qualification 1, domain 1, language 1",
                bed.psql.fetchOne("""
                                select format('tag %s, todo %s, award 1 by %s at %s, qualification %s, domain %s, language %s',
                                    (select count(*) from event_tag), (select count(*) from todo),
                                    (select p.username from award a join person p on p.id = a.awarded_by_id),
                                    (select e.slug from award a join event e on e.id = a.event_id),
                                    (select count(*) from qualification),
                                    (select count(*) from person_knowledge_domain),
                                    (select count(*) from person_language))""").get(0, String.class));
    }

    @Test
    void values_of_every_type_come_back_to_the_character() {
        load(
                BadRows.REFUSE_ALL,
                new Dataset()
                        .add(
                                Kind.EVENT,
                                row(
                                        "slug",
                                        "ugly",
                                        "completed",
                                        true,
                                        "start",
                                        LocalDate.of(2016, 2, 29),
                                        "end",
                                        null,
                                        "latitude",
                                        -0.00054,
                                        "longitude",
                                        1.0E-10,
                                        "admin_fee",
                                        new BigDecimal("1250.5"),
                                        "attendance",
                                        17L,
                                        "venue",
                                        " ",
                                        "address",
                                        "",
                                        "notes",
                                        "Zoë's 😀\n\ttab \\ %_'",
                                        "country",
                                        "W3")));

        var event = bed.psql.fetchOne("select * from event");
        assertEquals(LocalDate.of(2016, 2, 29), event.get("start", LocalDate.class));
        assertEquals(null, event.get("end"));
        assertEquals(-0.00054, event.get("latitude", Double.class));
        assertEquals(1.0E-10, event.get("longitude", Double.class));
        assertEquals(new BigDecimal("1250.50"), event.get("admin_fee"));
        assertEquals(17, event.get("attendance"));
        assertEquals(" ", event.get("venue"));
        assertEquals("", event.get("address"));
        assertEquals("Zoë's 😀\n\ttab \\ %_'", event.get("notes"));
        assertEquals("W3", event.get("country"));
        assertEquals(true, event.get("completed"));
    }

    @Test
    void the_same_rows_again_change_nothing_and_leave_no_operation() {
        load(BadRows.REFUSE_ALL, everyKind());
        var operations = count("operation");
        var journal = count("journal");

        var again = load(BadRows.REFUSE_ALL, everyKind());

        for (var kind : Kind.values()) {
            assertEquals(new Counts(0, 0, 1, 0, 0), again.counts().get(kind), kind.name());
        }
        assertFalse(again.applied());
        assertEquals(operations, count("operation"));
        assertEquals(journal, count("journal"));
    }

    @Test
    void columns_that_are_not_stated_stay_as_they_are() {
        load(BadRows.REFUSE_ALL, everyKind());

        var report = load(
                BadRows.REFUSE_ALL,
                new Dataset()
                        .add(Kind.PERSON, row("username", "luna", "personal", "Luna", "family", null))
                        .add(Kind.TODO, row("event", "2016-05-06-dijon", "title", "Book a room", "completed", true)));

        assertEquals(new Counts(0, 1, 0, 0, 0), report.counts().get(Kind.PERSON));
        assertEquals(new Counts(0, 1, 0, 0, 0), report.counts().get(Kind.TODO));
        var luna = bed.psql.fetchOne("select p.*, a.name airport from person p join airport a on a.id = p.airport_id");
        assertEquals("Luna", luna.get("full_name"));
        assertEquals("luna@example.org", luna.get("email"));
        assertEquals("Dijon", luna.get("airport"));
        assertEquals(
                "Book a room, true, 2016-04-01",
                bed.psql
                        .fetchOne("select format('%s, %s, %s', title, completed::text, due) from todo")
                        .get(0));
        assertEquals("[\"family\"]", bed.psql.fetchOne("""
                                select jsonb_agg(a.key) from journal j, jsonb_each(j.before) b
                                join jsonb_each(j.after) a using (key)
                                where j.table_name = 'person' and a.value <> b.value and a.key not in ('full_name')""").get(0, String.class).replace(" ", ""));
    }

    @Test
    void ids_ascend_in_the_order_of_the_rows_whatever_they_state() {
        var rows = new Dataset();
        var names = new ArrayList<String>();
        for (var i = 0; i < 1000; i++) {
            var slug = "event-" + (i * 7919 % 1000);
            names.add(slug);
            rows.add(Kind.EVENT, i % 3 == 0 ? row("slug", slug, "notes", "x", "completed", true) : row("slug", slug));
        }

        var told = new ArrayList<String>();
        var report = datasets.load(
                rows, BadRows.REFUSE_ALL, SOMETHING, (kind, done, of) -> told.add(kind + " " + done + "/" + of));

        assertEquals(new Counts(1000, 0, 0, 0, 0), report.counts().get(Kind.EVENT));
        assertEquals(names, bed.psql.fetchValues("select slug from event order by id"));
        assertEquals(
                List.of("EVENT 200/1000", "EVENT 400/1000", "EVENT 600/1000", "EVENT 800/1000", "EVENT 1000/1000"),
                told.stream().distinct().toList());
    }

    @Test
    void one_bad_row_and_nothing_comes_in_and_every_bad_row_is_told() {
        var report = load(BadRows.REFUSE_ALL, manyBadRows());

        assertFalse(report.applied());
        assertEquals(REASONS, reasons(report));
        assertEquals(0, count("event"));
        assertEquals(0, count("person"));
        assertEquals(0, count("operation"));
        assertEquals(0, count("journal"));
    }

    @Test
    void bad_rows_are_left_out_with_what_points_to_them_if_so_wished() {
        var report = load(BadRows.SKIP, manyBadRows());

        assertTrue(report.applied());
        assertEquals(REASONS, reasons(report));
        assertEquals(List.of("good", "good-too"), bed.psql.fetchValues("select slug from event order by id"));
        assertEquals(List.of("ginny"), bed.psql.fetchValues("select username from person"));
        assertEquals(1, count("event_tag"));
        assertEquals(1, count("operation"));
        assertEquals(new Counts(2, 0, 0, 0, 10), report.counts().get(Kind.EVENT));
        assertEquals(new Counts(1, 0, 0, 0, 3), report.counts().get(Kind.EVENT_TAG));
    }

    private Dataset manyBadRows() {
        line = 0;
        return new Dataset()
                .add(Kind.AIRPORT, row("name", "Nowhere", "latitude", 91.0, "longitude", 0.0))
                .add(Kind.AIRPORT, row("name", "Halfway", "latitude", 9.0))
                .add(Kind.TAG, row("name", "SWC"))
                .add(Kind.PERSON, row("username", "ginny", "personal", "Ginny", "email", "g@example.org"))
                .add(Kind.PERSON, row("username", "gi/nny", "personal", "Ginny"))
                .add(Kind.PERSON, row("username", "ginevra", "personal", "Ginny", "email", "G@Example.org"))
                .add(Kind.PERSON, row("username", "ron", "personal", "Ron", "airport", "Nowhere"))
                .add(Kind.PERSON, row("username", "fred", "personal", "Fred", "airport", "Elsewhere"))
                .add(Kind.PERSON, row("username", "percy", "family", "Weasley"))
                .add(Kind.EVENT, row("slug", "good", "url", "https://example.org/a"))
                .add(
                        Kind.EVENT,
                        row("slug", "late", "start", LocalDate.of(2016, 5, 7), "end", LocalDate.of(2016, 5, 6)))
                .add(Kind.EVENT, row("slug", "twin", "url", "https://example.org/a"))
                .add(Kind.EVENT, row("slug", "colour", "colour", "red"))
                .add(Kind.EVENT, row("slug", "state", "published", true))
                .add(Kind.EVENT, row("slug", "words", "latitude", "north"))
                .add(Kind.EVENT, row("slug", "dear", "admin_fee", new BigDecimal("0.125")))
                .add(Kind.EVENT, row("slug", "dearer", "admin_fee", 1234567L))
                .add(Kind.EVENT, row("slug", "lower", "country", "us"))
                .add(Kind.EVENT, row("slug", "nul", "notes", "a\0b"))
                .add(Kind.EVENT, row("slug", "half", "notes", "\ud83d"))
                .add(Kind.EVENT, row("slug", "good-too"))
                .add(Kind.EVENT_TAG, row("event", "good", "tag", "SWC"))
                .add(Kind.EVENT_TAG, row("event", "late", "tag", "SWC"))
                .add(Kind.EVENT_TAG, row("event", "good", "tag", "SWCC"))
                .add(Kind.EVENT_TAG, row("event", "never", "tag", "never"));
    }

    private static final List<String> REASONS = List.of(
            "AIRPORT Nowhere rows.yml:1: latitude 91.0 must lie between -90 and 90 degrees",
            "AIRPORT Halfway rows.yml:2: longitude is missing",
            "PERSON gi/nny rows.yml:5: username \"gi/nny\" must not be empty, and must not contain /, ?, # or control"
                    + " characters",
            "PERSON ginevra rows.yml:6: email \"G@Example.org\" is already that of person \"ginny\"",
            "PERSON ron rows.yml:7: airport \"Nowhere\" is left out",
            "PERSON fred rows.yml:8: there is no airport \"Elsewhere\"",
            "PERSON percy rows.yml:9: personal is missing",
            "EVENT late rows.yml:11: start 2016-05-07 and end 2016-05-06 are not in order: an event must not end before"
                    + " it starts",
            "EVENT twin rows.yml:12: url \"https://example.org/a\" is already that of event \"good\"",
            "EVENT colour rows.yml:13: there is no column colour; there are slug, completed, assigned_to, start, end,"
                    + " host, administrator, url, reg_key, admin_fee, invoice_status, attendance, contact, country,"
                    + " venue, address, latitude, longitude, language, learners_pre, learners_post, instructors_pre,"
                    + " instructors_post, learners_longterm, notes",
            "EVENT state rows.yml:14: published is computed by the database and cannot be stated",
            "EVENT words rows.yml:15: latitude must be a number, is \"north\"",
            "EVENT dear rows.yml:16: admin_fee must have at most 2 decimals, is 0.125",
            "EVENT dearer rows.yml:17: admin_fee must be less than 1000000, is 1234567",
            "EVENT lower rows.yml:18: country \"us\" must be the two capital letters of an ISO 3166 country, W3 for"
                    + " online, or empty",
            "EVENT nul rows.yml:19: notes contains a NUL character, which the database cannot keep",
            "EVENT half rows.yml:20: notes contains half a character (an unpaired surrogate)",
            "EVENT_TAG late / SWC rows.yml:23: event \"late\" is left out",
            "EVENT_TAG good / SWCC rows.yml:24: there is no tag \"SWCC\"",
            "EVENT_TAG never / never rows.yml:25: there is no event \"never\" and there is no tag \"never\"");

    @Test
    void a_row_that_is_repeated_counts_once_and_one_that_contradicts_itself_is_refused() {
        var report = load(
                BadRows.SKIP,
                new Dataset()
                        .add(Kind.PERSON, row("username", "luna", "personal", "Luna"))
                        .add(Kind.PERSON, row("username", "luna", "family", "Lovegood", "personal", "Luna"))
                        .add(Kind.PERSON, row("username", "luna", "personal", "Looney")));

        assertEquals(new Counts(1, 0, 1, 0, 1), report.counts().get(Kind.PERSON));
        assertEquals(
                List.of(
                        "PERSON luna rows.yml:3: it is stated twice: personal is \"Luna\" at rows.yml:1, and \"Looney\" here"),
                reasons(report));
        assertEquals(List.of("Luna Lovegood"), bed.psql.fetchValues("select full_name from person"));
    }

    @Test
    void what_was_merged_does_not_come_back_and_the_survivor_keeps_what_was_decided() {
        load(
                BadRows.REFUSE_ALL,
                new Dataset()
                        .add(Kind.EVENT, row("slug", "survivor"))
                        .add(Kind.TAG, row("name", "SWC"))
                        .add(Kind.BADGE, row("name", "trainer"))
                        .add(Kind.PERSON, row("username", "luna", "personal", "Luna")));
        bed.operations.write(SOMETHING, sql -> sql.execute("""
                        insert into redirect select 'event', 'slug', 'retired', e.id, o.id from event e, operation o
                        where o.transaction_id = pg_current_xact_id()"""));

        var report = load(
                BadRows.REFUSE_ALL,
                new Dataset()
                        .add(Kind.EVENT, row("slug", "retired", "notes", "back again"))
                        .add(Kind.EVENT, row("slug", "survivor", "notes", "still here"))
                        .add(Kind.EVENT_TAG, row("event", "retired", "tag", "SWC"))
                        .add(Kind.EVENT_TAG, row("event", "survivor", "tag", "SWC"))
                        .add(Kind.TODO, row("event", "retired", "title", "Book a room"))
                        .add(Kind.AWARD, row("person", "luna", "badge", "trainer", "event", "retired")));

        assertEquals(List.of(), report.rejections());
        assertEquals(new Counts(0, 0, 0, 2, 0), report.counts().get(Kind.EVENT));
        assertEquals(new Counts(0, 0, 0, 2, 0), report.counts().get(Kind.EVENT_TAG));
        assertEquals(new Counts(0, 0, 0, 1, 0), report.counts().get(Kind.TODO));
        assertEquals(new Counts(0, 0, 0, 1, 0), report.counts().get(Kind.AWARD));
        assertEquals(
                List.of("survivor, nothing noted"),
                bed.psql.fetchValues("select slug || ', ' || coalesce(notes, 'nothing noted') from event"));
        assertEquals(0, count("event_tag"));
        assertEquals(0, count("award"));
    }

    @Test
    void a_slug_that_lives_again_beats_its_redirect() {
        load(
                BadRows.REFUSE_ALL,
                new Dataset().add(Kind.EVENT, row("slug", "again")).add(Kind.EVENT, row("slug", "survivor")));
        bed.operations.write(SOMETHING, sql -> sql.execute("""
                        insert into redirect select 'event', 'slug', 'again', e.id, o.id from event e, operation o
                        where o.transaction_id = pg_current_xact_id() and e.slug = 'survivor'"""));

        var report = load(BadRows.REFUSE_ALL, new Dataset().add(Kind.EVENT, row("slug", "again", "notes", "new")));

        assertEquals(new Counts(0, 1, 0, 0, 0), report.counts().get(Kind.EVENT));
    }

    @Test
    void nothing_is_deleted_and_nothing_unlinked() {
        load(BadRows.REFUSE_ALL, everyKind());

        load(
                BadRows.REFUSE_ALL,
                new Dataset()
                        .add(Kind.TAG, row("name", "DC"))
                        .add(Kind.EVENT_TAG, row("event", "2016-05-06-dijon", "tag", "DC")));

        assertEquals(2, count("event_tag"));
        assertEquals(0, bed.psql.fetchValue("select count(*)::int from journal where after is null"));
    }

    @Test
    void a_unique_value_can_wander_from_row_to_row() {
        load(
                BadRows.REFUSE_ALL,
                new Dataset()
                        .add(Kind.EVENT, row("slug", "a", "url", "1"))
                        .add(Kind.EVENT, row("slug", "b", "url", "2")));

        var report = load(
                BadRows.REFUSE_ALL,
                new Dataset()
                        .add(Kind.EVENT, row("slug", "new", "url", "1"))
                        .add(Kind.EVENT, row("slug", "a", "url", "2"))
                        .add(Kind.EVENT, row("slug", "b", "url", "3")));

        assertEquals(List.of(), report.rejections());
        assertEquals(new Counts(1, 2, 0, 0, 0), report.counts().get(Kind.EVENT));
        assertEquals(List.of("a2", "b3", "new1"), bed.psql.fetchValues("select slug || url from event order by slug"));
    }

    @Test
    void one_bad_row_among_thousands_is_found_by_name() {
        var rows = new Dataset();
        for (var i = 0; i < 2000; i++) {
            rows.add(Kind.EVENT, row("slug", "event-" + i, "attendance", i == 1234 ? -1L : i));
        }

        var report = load(BadRows.SKIP, rows);

        assertEquals(List.of("EVENT event-1234 rows.yml:1235: attendance -1 must not be negative"), reasons(report));
        assertEquals(1999, count("event"));
    }

    @Test
    void a_load_is_one_operation_and_the_journal_tells_it() {
        load(BadRows.REFUSE_ALL, everyKind());

        assertEquals(
                "test.something, tester, request-1, a note",
                bed.psql
                        .fetchOne("select concat_ws(', ', kind, actor, request_id, note) from operation")
                        .get(0));
        assertEquals(Kind.values().length, count("journal"));
    }

    private Dataset everyKind() {
        line = 0;
        var event = "2016-05-06-dijon";
        return new Dataset()
                .add(
                        Kind.AIRPORT,
                        row("name", "Dijon", "iata", "DIJ", "country", "FR", "latitude", 47.27, "longitude", 5L))
                .add(Kind.LANGUAGE, row("name", "French", "subtag", "fr"))
                .add(Kind.LESSON, row("name", "swc/git"))
                .add(Kind.KNOWLEDGE_DOMAIN, row("name", "Alchemy"))
                .add(Kind.ORGANIZATION, row("domain", "hogwarts.example.org", "fullname", "Hogwarts", "country", "GB"))
                .add(Kind.TAG, row("name", "SWC", "details", "Software"))
                .add(Kind.ROLE, row("name", "instructor", "verbose_name", "Instructor"))
                .add(Kind.BADGE, row("name", "swc-instructor", "title", "Instructor"))
                .add(
                        Kind.PERSON,
                        row(
                                "username",
                                "luna",
                                "personal",
                                "Luna",
                                "family",
                                "Lovegood",
                                "email",
                                "luna@example.org",
                                "airport",
                                "Dijon",
                                "may_contact",
                                false))
                .add(
                        Kind.EVENT,
                        row(
                                "slug",
                                event,
                                "start",
                                LocalDate.of(2016, 5, 6),
                                "host",
                                "hogwarts.example.org",
                                "administrator",
                                "hogwarts.example.org",
                                "assigned_to",
                                "luna",
                                "language",
                                "French"))
                .add(Kind.EVENT_TAG, row("event", event, "tag", "SWC"))
                .add(Kind.TASK, row("event", event, "person", "luna", "role", "instructor", "title", "leads"))
                .add(Kind.TODO, row("event", event, "title", "Book a room", "due", LocalDate.of(2016, 4, 1)))
                .add(
                        Kind.AWARD,
                        row(
                                "person",
                                "luna",
                                "badge",
                                "swc-instructor",
                                "awarded",
                                LocalDate.of(2015, 1, 2),
                                "event",
                                event,
                                "awarded_by",
                                "luna"))
                .add(Kind.QUALIFICATION, row("person", "luna", "lesson", "swc/git"))
                .add(Kind.PERSON_KNOWLEDGE_DOMAIN, row("person", "luna", "knowledge_domain", "Alchemy"))
                .add(Kind.PERSON_LANGUAGE, row("person", "luna", "language", "French"));
    }

    private Report load(BadRows badRows, Dataset rows) {
        return datasets.load(rows, badRows, SOMETHING, Progress.SILENT);
    }

    private Dataset.Row row(Object... columnsAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (var i = 0; i < columnsAndValues.length; i += 2) {
            values.put(
                    (String) columnsAndValues[i],
                    columnsAndValues[i + 1] instanceof Integer number
                            ? (Object) (long) number
                            : columnsAndValues[i + 1]);
        }
        return new Dataset.Row(new Dataset.Origin("rows.yml", ++line), values);
    }

    private static List<String> reasons(Report report) {
        return report.rejections().stream().map(PostgresDatasetsTest::words).toList();
    }

    private static String words(Rejection rejection) {
        return rejection.kind() + " " + rejection.key() + " " + rejection.origin() + ": " + rejection.reason();
    }

    private int count(String table) {
        return bed.psql.fetchCount(org.jooq.impl.DSL.table(table));
    }
}
