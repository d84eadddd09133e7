package org.atelier.persistence.internal;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.atelier.domain.ReliesOnVocabulary;
import org.atelier.domain.Vocabulary;
import org.atelier.domain.WebAddress;
import org.atelier.merge.descriptors.internal.EventDescriptors;
import org.atelier.merge.descriptors.internal.OrganizationDescriptors;
import org.atelier.merge.descriptors.internal.PersonDescriptors;
import org.atelier.merge.descriptors.internal.TagDescriptors;
import org.atelier.records.FieldProblem;
import org.atelier.records.FieldType;
import org.atelier.records.RecordKind;
import org.atelier.records.RecordPage;
import org.atelier.records.RecordQuery;
import org.atelier.records.RecordRef;
import org.atelier.records.RecordRow;
import org.atelier.records.Removal;
import org.atelier.records.Saved;
import org.atelier.records.UnfitQueryException;
import org.atelier.records.internal.DeclaredKinds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresRecordsTest {
    private static final NewOperation BY = new NewOperation("person.edit", "tester", "request-1", "");

    private final VocabularyReliances reliances = new VocabularyReliances();
    private Bed bed;
    private Workshops workshops;
    private PostgresRecords records;

    static DeclaredKinds kinds() {
        var kinds = new DeclaredKinds();
        Stream.of(new EventDescriptors(), new PersonDescriptors(), new OrganizationDescriptors(), new TagDescriptors())
                .forEach(kinds::addDescriptorSource);
        return kinds;
    }

    @BeforeEach
    void make() {
        bed = Bed.made();
        workshops = new Workshops(bed.database);
        records = new PostgresRecords(bed.database, bed.operations, reliances, kinds());
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private RecordKind kind(String name) {
        return records.kind(name).orElseThrow();
    }

    private RecordRow found(String kind, String key) {
        return (RecordRow) assertInstanceOf(Lookup.Found.class, records.find(kind(kind), key))
                .value();
    }

    private Saved create(String kind, Map<String, Object> values) {
        return records.create(kind(kind), values, Map.of(), BY);
    }

    private RecordRow made(String kind, Map<String, Object> values) {
        var done = assertInstanceOf(Saved.Done.class, create(kind, values));
        return found(kind, done.key());
    }

    private Saved change(String kind, RecordRow row, Map<String, Object> values) {
        return records.change(kind(kind), row.id(), row.version(), values, Map.of(), BY);
    }

    private static Map<String, Object> values(Object... pairs) {
        var values = new HashMap<String, Object>();
        for (var i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], pairs[i + 1]);
        }
        return values;
    }

    // ---------------------------------------------------------------------------------------------- kinds

    @Test
    void every_table_of_the_domain_is_a_kind_or_a_link_and_every_column_a_field() {
        var declared = new TreeSet<String>();
        for (var kind : kinds().all()) {
            kind.columns().forEach(column -> declared.add(kind.name() + "." + column.column()));
            kind.computed().forEach(column -> declared.add(kind.name() + "." + column.column()));
            declared.add(kind.name() + ".id");
            kind.links().forEach(link -> {
                declared.add(link.table() + "." + link.owner());
                declared.add(link.table() + "." + link.target().column());
            });
        }
        var there = bed.psql.fetch("""
                        select c.relname || '.' || a.attname from pg_attribute a
                        join pg_class c on c.oid = a.attrelid
                        join pg_trigger t on t.tgrelid = c.oid and t.tgname = '00_journal'
                        where a.attnum > 0 and not a.attisdropped and c.relname not in (
                            -- these have pages of their own, or are what merges and renamings leave behind
                            'account', 'account_person', 'account_identity', 'not_duplicate', 'redirect', 'backup')""").getValues(0, String.class);
        assertEquals(new TreeSet<>(there), declared);
    }

    @Test
    void what_is_listed_sorted_and_filtered_by_is_there() {
        for (var kind : records.kinds()) {
            Stream.of(kind.listed(), kind.filtered())
                    .flatMap(List::stream)
                    .forEach(name -> assertTrue(!kind.labelOf(name).isEmpty(), kind.name() + "." + name));
            kind.sorted()
                    .forEach(name ->
                            assertTrue(name.equals("id") || kind.field(name).isPresent(), kind.name() + "." + name));
            assertEquals(0, records.list(kind, RecordQuery.first(10)).count(), kind.name());
        }
    }

    @Test
    void yes_and_no_are_understood_as_people_say_them() {
        workshops.event("open");
        made("event", values("slug", "done", "completed", true));
        for (var words : List.of("yes", "true")) {
            assertEquals(
                    List.of("done"),
                    records.list(kind("event"), RecordQuery.first(5).where("completed", words)).rows().stream()
                            .map(RecordRow::key)
                            .toList());
        }
        assertEquals(
                "open",
                records.list(kind("event"), RecordQuery.first(5).where("completed", "no"))
                        .rows()
                        .getFirst()
                        .key());
        var refused = assertThrows(
                org.atelier.records.UnfitQueryException.class,
                () -> records.list(kind("event"), RecordQuery.first(5).where("completed", "maybe")));
        assertEquals("Completed must be yes or no, or true or false.", refused.getMessage());
    }

    @Test
    void a_filter_by_a_country_that_is_none_is_refused_unless_records_have_it() {
        workshops.event("odd");
        workshops.event("oslo");
        bed.psql.execute("update event set country = 'ZZ' where slug = 'odd'");
        bed.psql.execute("update event set country = 'NO' where slug = 'oslo'");
        for (var found :
                Map.of("no", "oslo", "NO", "oslo", "zz", "odd", "ZZ", "odd").entrySet()) {
            assertEquals(
                    List.of(found.getValue()),
                    records.list(kind("event"), RecordQuery.first(5).where("country", found.getKey())).rows().stream()
                            .map(RecordRow::key)
                            .toList());
        }
        assertEquals(
                List.of(),
                records.list(kind("event"), RecordQuery.first(5).where("country", "SE"))
                        .rows());
        for (var none : List.of("Norway", "QQ", "NOR")) {
            var refused = assertThrows(
                    UnfitQueryException.class,
                    () -> records.list(kind("event"), RecordQuery.first(5).where("country", none)));
            assertEquals(
                    "Country: “%s” is none; write two letters such as NO, or W3 for online.".formatted(none),
                    refused.getMessage());
        }
    }

    @Test
    void every_order_goes_through_all_pages_without_leaving_out_or_repeating() {
        for (var i = 0; i < 7; i++) {
            made(
                    "airport",
                    values(
                            "name",
                            "Airport " + i,
                            "iata",
                            "AA" + (char) ('A' + i),
                            "country",
                            i % 2 == 0 ? "NO" : "",
                            "latitude",
                            i % 3 / 3.0,
                            "longitude",
                            -i * 0.1));
            made("organization", values("domain", i + ".org", "fullname", "O", "country", i % 2 == 0 ? "NO" : null));
            made("event", values("slug", "e" + i));
        }
        for (var name : List.of("airport", "organization", "event")) {
            for (var sort : kind(name).sorted()) {
                for (var descending : List.of(true, false)) {
                    var seen = new ArrayList<Long>();
                    var after = Optional.<String>empty();
                    do {
                        var page = records.list(
                                kind(name),
                                new RecordQuery("", Map.of(), List.of(), Optional.of(sort), descending, after, 2));
                        page.rows().forEach(row -> seen.add(row.id()));
                        after = page.next();
                    } while (after.isPresent());
                    assertEquals(7, seen.size(), name + " by " + sort);
                    assertEquals(7, Set.copyOf(seen).size(), name + " by " + sort);
                }
            }
        }
    }

    @Test
    void the_schema_tells_what_fields_hold() {
        var event = kind("events");
        assertEquals(FieldType.DAY, event.field("start").orElseThrow().type());
        assertEquals(FieldType.COUNTRY, event.field("country").orElseThrow().type());
        assertEquals(FieldType.DECIMAL, event.field("admin_fee").orElseThrow().type());
        assertEquals(FieldType.NUMBER, event.field("latitude").orElseThrow().type());
        assertEquals(FieldType.WHOLE, event.field("attendance").orElseThrow().type());
        assertEquals(FieldType.PROSE, event.field("notes").orElseThrow().type());
        assertEquals(
                Optional.of("organization"), event.field("host").orElseThrow().refersTo());
        assertTrue(event.field("published").orElseThrow().computed());
        assertEquals("", event.field("completed").orElseThrow().initial());
        assertEquals("true", kind("person").field("may_contact").orElseThrow().initial());
        assertEquals("tag", event.link("tags").orElseThrow().target());
    }

    // ---------------------------------------------------------------------------------------------- making

    @Test
    void a_record_is_made_in_one_operation_with_its_links() {
        workshops.named("tag", "SWC");
        workshops.named("tag", "DC");
        made("organization", values("domain", "uio.no", "fullname", "Universitetet i Oslo"));

        var saved = assertInstanceOf(
                Saved.Done.class,
                records.create(
                        kind("event"),
                        values(
                                "slug",
                                "2026-03-02-oslo",
                                "start",
                                LocalDate.of(2026, 3, 2),
                                "host",
                                "uio.no",
                                "admin_fee",
                                new BigDecimal("2500.00"),
                                "latitude",
                                59.94),
                        Map.of("tags", List.of("SWC", "DC")),
                        BY));

        var event = found("event", "2026-03-02-oslo");
        assertEquals("2026-03-02-oslo", saved.key());
        assertEquals(LocalDate.of(2026, 3, 2), event.values().get("start"));
        assertEquals("Universitetet i Oslo", ((RecordRef) event.values().get("host")).title());
        assertEquals(59.94, event.values().get("latitude"));
        assertEquals(null, event.values().get("end"));
        assertEquals(
                List.of("DC", "SWC"),
                event.links().get("tags").stream().map(RecordRef::key).toList());
        assertEquals(
                "event,event_tag,event_tag",
                bed.psql.fetchValue(
                        "select string_agg(table_name, ',' order by id) from journal where operation_id = ?",
                        saved.operation()));
    }

    @Test
    void what_cannot_be_is_told_by_field_and_nothing_is_written() {
        workshops.event("taken");
        assertEquals(
                new Saved.Invalid(
                        List.of(new FieldProblem("slug", "slug \"taken\" is already that of event \"taken\""))),
                create("event", values("slug", "taken")));
        assertEquals(
                new Saved.Invalid(List.of(new FieldProblem(
                        "slug",
                        "slug \"a b\" must not be empty, and must not contain blanks, /, ?, # or control characters"))),
                create("event", values("slug", "a b")));
        assertEquals(
                new Saved.Invalid(List.of(new FieldProblem("slug", "slug is missing"))),
                create("event", values("venue", "Somewhere")));
        assertEquals(
                new Saved.Invalid(List.of(
                        new FieldProblem("host", "there is no organization “nowhere”; choose one of those there are"))),
                create("event", values("slug", "new", "host", "nowhere")));
        assertEquals(
                new Saved.Invalid(List.of(new FieldProblem("published", "cannot be written"))),
                create("event", values("slug", "new", "published", true)));
        var order = assertInstanceOf(
                Saved.Invalid.class,
                create(
                        "event",
                        values("slug", "new", "start", LocalDate.of(2026, 3, 2), "end", LocalDate.of(2026, 3, 1))));
        assertEquals("", order.problems().getFirst().field());
        assertEquals(1, records.list(kind("event"), RecordQuery.first(10)).count());
    }

    @Test
    void everything_that_stands_in_the_way_is_told_at_once() {
        workshops.event("taken");

        var refused = assertInstanceOf(
                Saved.Invalid.class,
                create(
                        "event",
                        values(
                                "slug",
                                "taken",
                                "host",
                                "nowhere",
                                "start",
                                LocalDate.of(2026, 3, 2),
                                "end",
                                LocalDate.of(2026, 3, 1),
                                "country",
                                "Norway",
                                "attendance",
                                -1)));

        assertEquals(
                List.of("slug", "host", "attendance", "country", ""),
                refused.problems().stream().map(FieldProblem::field).toList());
        assertTrue(refused.problems().getLast().message().contains("must not end before it starts"));
        assertEquals(1, records.list(kind("event"), RecordQuery.first(10)).count());
        assertEquals(0, bed.psql.fetchValue("select count(*)::int from operation where kind = 'person.edit'"));
    }

    @Test
    void what_a_new_record_lacks_is_told_beside_what_is_wrong_with_the_rest() {
        assertEquals(
                List.of(
                        new FieldProblem("slug", "slug is missing"),
                        new FieldProblem(
                                "country",
                                "must be a country in two letters such as NO, W3 for online, or empty;"
                                        + " “Norway” is none")),
                records.problems(kind("event"), Optional.empty(), values("country", "Norway"), Map.of()));
        assertEquals(
                List.of(
                        new FieldProblem("event", "event is missing"),
                        new FieldProblem("person", "there is no person “nobody”; choose one of those there are"),
                        new FieldProblem("role", "role is missing")),
                records.problems(kind("task"), Optional.empty(), values("person", "nobody"), Map.of()));
    }

    @Test
    void a_change_is_tried_upon_the_record_as_it_is_and_nothing_is_written() {
        workshops.event("taken");
        var seen = made("event", values("slug", "new", "start", LocalDate.of(2026, 3, 2)));

        var problems = records.problems(
                kind("event"),
                Optional.of(seen.id()),
                values("slug", "taken", "end", LocalDate.of(2026, 3, 1), "admin_fee", new BigDecimal("-1.00")),
                Map.of("tags", List.of("no-such")));

        assertEquals(
                Set.of("slug", "end", "admin_fee", "tags"),
                problems.stream().map(FieldProblem::field).collect(toSet()));
        assertEquals(seen.version(), found("event", "new").version());
        assertEquals(
                List.of(), records.problems(kind("event"), Optional.of(seen.id()), values("venue", "Oslo"), Map.of()));
        assertEquals(List.of(), records.problems(kind("event"), Optional.of(4711L), values("slug", "x"), Map.of()));
    }

    @Test
    void no_place_off_the_globe_and_no_country_that_is_none_can_be_written() {
        assertEquals(
                new Saved.Invalid(List.of(
                        new FieldProblem(
                                "country",
                                "must be a country in two letters such as NO, W3 for online, or empty;"
                                        + " “ZZ” is none"),
                        new FieldProblem("latitude", "must be from -90 to 90"),
                        new FieldProblem("longitude", "must be from -180 to 180"))),
                create("event", values("slug", "off", "latitude", 90.001, "longitude", 500.0, "country", "ZZ")));
        assertInstanceOf(
                Saved.Invalid.class,
                create("airport", values("name", "Off", "latitude", 100.0, "longitude", 0.0, "country", "DE")));
        assertInstanceOf(
                Saved.Invalid.class,
                create("organization", values("domain", "x.org", "fullname", "X", "country", "ZZ")));
        made("event", values("slug", "pole", "latitude", -90.0, "longitude", 180.0, "country", "W3"));
        made("event", values("slug", "nowhere", "latitude", null, "country", ""));
    }

    @Test
    void what_was_imported_from_off_the_globe_stays_where_nobody_changes_it() {
        workshops.event("odd");
        bed.psql.execute("update event set latitude = 100, longitude = 500, country = 'ZZ' where slug = 'odd'");
        var odd = found("event", "odd");

        assertInstanceOf(
                Saved.Done.class,
                change("event", odd, values("venue", "Elsewhere", "latitude", 100.0, "country", "ZZ")));
        var moved = found("event", "odd");
        assertEquals("Elsewhere", moved.values().get("venue"));
        assertEquals(
                new Saved.Invalid(List.of(new FieldProblem("latitude", "must be from -90 to 90"))),
                change("event", moved, values("latitude", 101.0, "longitude", 500.0)));
        assertInstanceOf(Saved.Done.class, change("event", moved, values("latitude", 10.0, "country", "NO")));
    }

    @Test
    void no_text_that_is_no_address_of_the_web_can_be_written_where_one_belongs() {
        var refused = WebAddress.WORDS;
        assertEquals(
                new Saved.Invalid(List.of(new FieldProblem("url", refused), new FieldProblem("learners_pre", refused))),
                create(
                        "event",
                        values("slug", "x", "url", "javascript:alert(1)", "learners_pre", "asked", "contact", "ann")));
        assertInstanceOf(
                Saved.Invalid.class, create("person", values("username", "x", "personal", "X", "url", "x.org")));
        made("event", values("slug", "here", "url", "https://example.org/here", "learners_post", ""));
        assertEquals(FieldType.URL, kind("task").field("url").orElseThrow().type());
    }

    @Test
    void an_address_that_was_imported_as_any_text_stays_where_nobody_changes_it() {
        workshops.event("odd");
        bed.psql.execute("update event set url = 'ask Ann', learners_pre = 'none' where slug = 'odd'");
        var odd = found("event", "odd");

        assertInstanceOf(Saved.Done.class, change("event", odd, values("venue", "Elsewhere", "url", "ask Ann")));
        var moved = found("event", "odd");
        assertEquals(
                new Saved.Invalid(List.of(new FieldProblem("url", WebAddress.WORDS))),
                change("event", moved, values("url", "ask Bob", "learners_pre", "none")));
        assertInstanceOf(Saved.Done.class, change("event", moved, values("url", null)));
    }

    // ---------------------------------------------------------------------------------------------- changing

    @Test
    void only_what_differs_is_written() {
        var person = made("person", values("username", "ada", "personal", "Ada", "family", "Lovelace"));

        assertEquals(
                new Saved.Unchanged(person.id(), "ada"),
                change("person", person, values("personal", "Ada", "family", "Lovelace")));
        var done = assertInstanceOf(Saved.Done.class, change("person", person, values("email", "ada@example.org")));

        var now = found("person", "ada");
        assertEquals("ada@example.org", now.values().get("email"));
        assertEquals("Ada Lovelace", now.title());
        assertNotEquals(person.version(), now.version());
        assertEquals(
                1, bed.psql.fetchValue("select count(*)::int from journal where operation_id = ?", done.operation()));
    }

    @Test
    void a_stale_change_is_told_with_the_record_as_it_is_now() {
        var seen = made("person", values("username", "ada", "personal", "Ada"));
        change("person", seen, values("family", "Byron"));

        var stale = assertInstanceOf(Saved.Stale.class, change("person", seen, values("family", "Lovelace")));

        assertEquals("Byron", stale.now().values().get("family"));
        assertEquals("Byron", found("person", "ada").values().get("family"));
        assertInstanceOf(Saved.Done.class, change("person", stale.now(), values("family", "Lovelace")));
    }

    @Test
    void links_count_as_content_of_the_record() {
        workshops.named("tag", "SWC");
        workshops.event("one", "DC");
        var seen = found("event", "one");
        var retagged =
                records.change(kind("event"), seen.id(), seen.version(), Map.of(), Map.of("tags", List.of("SWC")), BY);
        assertInstanceOf(Saved.Done.class, retagged);
        assertEquals(
                List.of("SWC"),
                found("event", "one").links().get("tags").stream()
                        .map(RecordRef::key)
                        .toList());
        assertEquals(1, bed.psql.fetchValue("select count(*)::int from tag where name = 'DC'"));
        assertInstanceOf(Saved.Stale.class, change("event", seen, values("venue", "Elsewhere")));
    }

    @Test
    void a_key_that_changes_leads_here_from_then_on_and_can_be_taken_back() {
        var tag = made("tag", values("name", "DC"));

        assertInstanceOf(Saved.Done.class, change("tag", tag, values("name", "Data Carpentry")));
        assertEquals(new Lookup.Moved<RecordRow>("Data Carpentry"), records.find(kind("tag"), "DC"));
        assertEquals(
                new Saved.Invalid(List.of(new FieldProblem(
                        "name",
                        "“DC” leads to “Data Carpentry”, and whoever asks for it gets that one; choose another"))),
                create("tag", values("name", "DC")));

        var renamed = found("tag", "Data Carpentry");
        assertInstanceOf(Saved.Done.class, change("tag", renamed, values("name", "DC")));
        assertEquals("DC", found("tag", "DC").key());
        assertEquals(new Lookup.Moved<RecordRow>("DC"), records.find(kind("tag"), "Data Carpentry"));
    }

    @Test
    void what_is_gone_is_missing() {
        var tag = made("tag", values("name", "DC"));
        bed.psql.execute("delete from tag");
        assertEquals(new Saved.Missing(), change("tag", tag, values("details", "x")));
        assertEquals(new Removal.Missing(), records.remove(kind("tag"), tag.id(), tag.version(), BY));
        assertEquals(new Lookup.Missing<RecordRow>(), records.find(kind("tag"), "DC"));
    }

    // ---------------------------------------------------------------------------------------------- deleting

    @Test
    void a_record_goes_with_its_own_links_and_redirects_and_the_journal_keeps_them() {
        workshops.event("one", "DC");
        var event = found("event", "one");
        change("event", event, values("slug", "two"));
        event = found("event", "two");

        var done = assertInstanceOf(Removal.Done.class, records.remove(kind("event"), event.id(), event.version(), BY));

        assertEquals(new Lookup.Missing<RecordRow>(), records.find(kind("event"), "two"));
        assertEquals(new Lookup.Missing<RecordRow>(), records.find(kind("event"), "one"));
        assertEquals(1, bed.psql.fetchValue("select count(*)::int from tag"));
        assertEquals(
                "event,event_tag,redirect",
                bed.psql.fetchValue(
                        "select string_agg(table_name, ',' order by table_name) from journal"
                                + " where operation_id = ? and after is null",
                        done.operation()));
    }

    @Test
    void what_others_refer_to_stays_and_they_are_named() {
        var event = workshops.event("one", "DC");
        workshops.task(event, workshops.person(), "instructor", "");
        workshops.task(event, workshops.person(), "helper", "");
        workshops.todo(event, "call them");
        var before = workshops.dump();

        assertEquals(List.of("task event 2", "todo event 1"), inUse("event", "one"));
        assertEquals(List.of("event tags 1"), inUse("tag", "DC"));
        assertEquals(List.of("task role 1"), inUse("role", "helper"));
        assertEquals(before, workshops.dump());
    }

    private List<String> inUse(String kind, String key) {
        var row = found(kind, key);
        var refused = assertInstanceOf(Removal.InUse.class, records.remove(kind(kind), row.id(), row.version(), BY));
        return refused.by().stream()
                .map(use -> use.kind() + " " + use.field() + " " + use.count())
                .toList();
    }

    @Test
    void rows_of_a_table_that_is_not_ours_keep_a_record_too() {
        workshops.event("one");
        bed.psql.execute("create table invoice (id int primary key, event_id bigint references event)");
        bed.psql.execute("insert into invoice select 1, id from event");
        assertEquals(List.of("invoice  1"), inUse("event", "one"));
    }

    @Test
    void what_somebody_relies_on_stays() {
        reliances.add(new ReliesOnVocabulary() {
            @Override
            public String who() {
                return "the website";
            }

            @Override
            public Set<String> names(Vocabulary.Kind kind) {
                return kind == Vocabulary.Kind.TAG ? Set.of("DC") : Set.of();
            }
        });
        var tag = made("tag", values("name", "DC"));
        assertEquals(
                new Removal.ReliedOn(List.of("the website")), records.remove(kind("tag"), tag.id(), tag.version(), BY));
    }

    @Test
    void a_stale_deletion_is_refused() {
        var tag = made("tag", values("name", "DC"));
        change("tag", tag, values("details", "Data Carpentry"));
        assertEquals(new Removal.Stale(), records.remove(kind("tag"), tag.id(), tag.version(), BY));
    }

    // ---------------------------------------------------------------------------------------------- listing

    @Test
    void pages_follow_each_other_without_gap_or_repetition_in_every_order() {
        for (var i = 1; i <= 23; i++) {
            made(
                    "event",
                    values(
                            "slug",
                            "event-" + i,
                            "start",
                            i % 4 == 0 ? null : LocalDate.of(2020 + i % 3, 1, 1 + i % 5)));
        }
        var all = keys(new RecordQuery("", Map.of(), List.of(), Optional.empty(), false, Optional.empty(), 500));
        assertEquals(23, all.size());
        for (var sort : List.of("start", "slug")) {
            for (var descending : List.of(true, false)) {
                var query =
                        new RecordQuery("", Map.of(), List.of(), Optional.of(sort), descending, Optional.empty(), 500);
                var whole = keys(query);
                assertEquals(new TreeSet<>(all), new TreeSet<>(whole), sort + " " + descending);
                // what is searched for is put in order by another statement
                assertEquals(whole, keys(query.search("event")), sort + " " + descending);
                assertEquals(whole, paged("", sort, descending), sort + " " + descending);
                assertEquals(whole, paged("event", sort, descending), sort + " " + descending);
            }
        }
    }

    /** The keys of all pages of four, of 23 records. */
    private List<String> paged(String search, String sort, boolean descending) {
        var paged = new ArrayList<String>();
        Optional<String> after = Optional.empty();
        do {
            var page = records.list(
                    kind("event"),
                    new RecordQuery(search, Map.of(), List.of(), Optional.of(sort), descending, after, 4));
            page.rows().forEach(row -> paged.add(row.key()));
            assertEquals(23, page.count());
            after = page.next();
        } while (after.isPresent());
        return paged;
    }

    @Test
    void records_are_counted_by_kind() {
        made("event", values("slug", "one"));
        made("event", values("slug", "two"));
        made("organization", values("domain", "uio.no", "fullname", "Universitetet i Oslo"));

        assertEquals(List.of(2, 0, 1), records.counts(List.of(kind("event"), kind("person"), kind("organization"))));
        assertEquals(List.of(), records.counts(List.of()));
    }

    private List<String> keys(RecordQuery query) {
        return records.list(kind("event"), query).rows().stream()
                .map(RecordRow::key)
                .toList();
    }

    @Test
    void lists_are_narrowed_down_by_words_and_filters() {
        workshops.named("tag", "SWC");
        made("organization", values("domain", "uio.no", "fullname", "Universitetet i Oslo"));
        records.create(
                kind("event"),
                values(
                        "slug",
                        "2026-03-02-oslo",
                        "venue",
                        "Rådhuset",
                        "host",
                        "uio.no",
                        "country",
                        "NO",
                        "start",
                        LocalDate.of(2026, 3, 2)),
                Map.of("tags", List.of("SWC")),
                BY);
        made("event", values("slug", "2025-01-07-rome", "country", "IT", "start", LocalDate.of(2025, 1, 7)));
        made("event", values("slug", "100%_sure"));
        var first = RecordQuery.first(10);

        assertEquals(List.of("2026-03-02-oslo"), keys(first.search("OSLO råd")));
        assertEquals(List.of("2026-03-02-oslo"), keys(first.search("swc")));
        assertEquals(List.of("100%_sure"), keys(first.search("0%_s")));
        assertEquals(List.of(), keys(first.search("oslo rome")));
        assertEquals(List.of("2026-03-02-oslo"), keys(first.where("tags", "SWC")));
        assertEquals(List.of("2026-03-02-oslo"), keys(first.where("host", "uio.no")));
        assertEquals(List.of("2025-01-07-rome"), keys(first.where("country", "IT")));
        assertEquals(List.of("2026-03-02-oslo"), keys(first.where("start", "2026-03")));
        assertEquals(List.of("2026-03-02-oslo", "2025-01-07-rome"), keys(first.where("start", "2025..")));
        assertEquals(List.of("2025-01-07-rome"), keys(first.where("start", "..2025-01-07")));
        assertEquals(List.of(), keys(first.where("published", "true")));
        assertEquals(
                List.of("2025-01-07-rome", "100%_sure"),
                keys(new RecordQuery("", Map.of(), List.of("host"), Optional.empty(), false, Optional.empty(), 10)));
    }

    @Test
    void tasks_are_found_by_the_names_of_people() {
        made("person", values("username", "ada", "personal", "Ada", "family", "Lovelace"));
        workshops.event("one");
        workshops.named("role", "instructor");
        made("task", values("event", "one", "person", "ada", "role", "instructor"));

        RecordPage page = records.list(kind("task"), RecordQuery.first(10).search("lovel"));

        assertEquals("Ada Lovelace, instructor, one", page.rows().getFirst().title());
    }

    @Test
    void what_a_kind_does_not_have_is_refused_by_name() {
        var first = RecordQuery.first(10);
        assertEquals(
                "There is no tag “XYZ”.",
                assertThrows(UnfitQueryException.class, () -> keys(first.where("tags", "XYZ")))
                        .getMessage());
        assertEquals(
                "colour",
                assertThrows(UnfitQueryException.class, () -> keys(first.where("colour", "red")))
                        .parameter());
        assertEquals(
                "start",
                assertThrows(UnfitQueryException.class, () -> keys(first.where("start", "soon")))
                        .parameter());
        assertEquals(
                "published",
                assertThrows(UnfitQueryException.class, () -> keys(first.where("published", "maybe")))
                        .parameter());
        for (var place : List.of("x", "1~nonsense", "-1")) {
            assertEquals(
                    "after",
                    assertThrows(
                                    UnfitQueryException.class,
                                    () -> keys(new RecordQuery(
                                            "", Map.of(), List.of(), Optional.empty(), false, Optional.of(place), 5)))
                            .parameter(),
                    place);
        }
    }

    @Test
    void choices_begin_with_what_begins_like_it() {
        made("person", values("username", "zz-ada", "personal", "Bettina"));
        made("person", values("username", "lovelace", "personal", "Ada"));
        assertEquals(
                List.of("lovelace", "zz-ada"),
                records.choices(kind("person"), "ADA", 10).stream()
                        .map(RecordRef::key)
                        .toList());
    }
}
