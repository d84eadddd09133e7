package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atelier.finder.Asked;
import org.atelier.finder.Instructor;
import org.atelier.finder.InstructorFinder.Found;
import org.atelier.finder.InstructorPage;
import org.atelier.finder.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is found, in which order, and what is told of them. Ann is in Oslo, Bob in Bergen, Cleo in Kraków, Dan nobody knows where. */
class PostgresInstructorFinderTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-06-15");

    private final Bed bed = Bed.made();
    private final Workshops world = new Workshops(bed.database);
    private final PostgresInstructorFinder finder = new PostgresInstructorFinder(bed.database);
    private final Map<String, Long> people = new HashMap<>();
    private final Map<String, Long> airports = new HashMap<>();

    @BeforeEach
    void four_who_teach_and_one_who_learns() {
        airport("Oslo Gardermoen", "OSL", "NO", 60.1939, 11.1004);
        airport("Bergen Flesland", "BGO", "NO", 60.2934, 5.2181);
        airport("Kraków Balice", "KRK", "PL", 50.0777, 19.7848);
        person("ann", "Oslo Gardermoen", true);
        person("bob", "Bergen Flesland", false);
        person("cleo", "Kraków Balice", true);
        person("dan", null, true);
        person("eve", "Oslo Gardermoen", true);
        qualified("ann", "Git", "R");
        qualified("cleo", "Git");
        speaks("ann", "Norwegian", "English");
        speaks("bob", "Norwegian");
        badge("bob", "swc-instructor");
        badge("eve", "maintainer");
        task("2025-01-10-oslo", "2025-01-10", "2025-01-11", "ann", "instructor");
        task("2026-03-02-oslo", "2026-03-02", null, "ann", "instructor");
        task("2026-09-01-oslo", "2026-09-01", "2026-09-04", "ann", "helper");
        task("2026-09-03-bergen", "2026-09-03", null, "bob", "instructor");
        task("2024-05-05-krakow", "2024-05-05", null, "dan", "instructor");
        task("2024-05-06-krakow", "2024-05-06", null, "dan", "instructor");
        task("2024-05-07-krakow", "2024-05-07", null, "dan", "instructor");
        task("2024-05-07-krakow", "2024-05-07", null, "eve", "learner");
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private void airport(String name, String iata, String country, double north, double east) {
        airports.put(
                name,
                world.insert("airport", "name, iata, country, latitude, longitude", name, iata, country, north, east));
    }

    private void person(String username, String airport, boolean contact) {
        people.put(
                username,
                world.insert(
                        "person",
                        "username, personal, family, email, may_contact, airport_id",
                        username,
                        username,
                        "X",
                        username + "@example.org",
                        contact,
                        airports.get(airport)));
    }

    private void qualified(String person, String... lessons) {
        for (var lesson : lessons) {
            world.insert("qualification", "person_id, lesson_id", people.get(person), world.named("lesson", lesson));
        }
    }

    private void speaks(String person, String... languages) {
        for (var language : languages) {
            var id = world.named("language", language);
            world.sql(db -> db.execute(
                    "insert into person_language (person_id, language_id) values (?, ?)", people.get(person), id));
        }
    }

    private void badge(String person, String badge) {
        world.insert("award", "person_id, badge_id", people.get(person), world.named("badge", badge));
    }

    private void task(String event, String start, String end, String person, String role) {
        var known = world.sql(db -> db.fetchOptional("select id from event where slug = ?", event));
        var id = known.isPresent()
                ? known.get().get(0, Long.class)
                : world.insert(
                        "event",
                        "slug, start, \"end\"",
                        event,
                        LocalDate.parse(start),
                        end == null ? null : LocalDate.parse(end));
        world.task(id, people.get(person), role, "");
    }

    private InstructorPage find(String... parameters) {
        return assertInstanceOf(Found.Page.class, ask(50, parameters)).page();
    }

    private Found ask(int size, String... parameters) {
        var given = List.of(parameters);
        var asked = Asked.of(
                name -> given.stream()
                        .filter(parameter -> parameter.startsWith(name + "="))
                        .map(parameter -> parameter.substring(name.length() + 1))
                        .toList(),
                finder,
                TODAY,
                size);
        assertEquals(Map.of(), asked.problems());
        return finder.find(asked.query().orElseThrow());
    }

    private static List<String> names(InstructorPage page) {
        return page.instructors().stream().map(Instructor::username).toList();
    }

    private List<String> found(String... parameters) {
        return names(find(parameters));
    }

    private Instructor first(String... parameters) {
        return find(parameters).instructors().getFirst();
    }

    @Test
    void the_nearest_come_first_and_who_has_no_airport_not_at_all() {
        var page = find("airport=osl");
        assertEquals(List.of("ann", "bob", "cleo"), names(page));
        assertEquals(3, page.count());
        var distances = page.instructors().stream()
                .map(one -> Math.round(one.base().orElseThrow().kilometres().orElseThrow()))
                .toList();
        assertEquals(List.of(0L, 325L, 1251L), distances);
        assertEquals(List.of("cleo", "ann", "bob"), found("airport=Kraków Balice"));
        assertEquals(List.of("cleo", "ann", "bob"), found("latitude=50", "longitude=20"));
        assertEquals(List.of("ann", "bob"), found("airport=OSL", "within=400"));
        assertEquals(List.of(), found("latitude=-89.5", "longitude=0", "within=100"));
    }

    @Test
    void the_database_measures_as_the_domain_does() {
        var oslo = finder.airport("OSL").orElseThrow().place();
        for (var one : find("airport=OSL").instructors()) {
            var base = one.base().orElseThrow();
            assertEquals(oslo.kilometresTo(base.place()), base.kilometres().orElseThrow(), 1e-6);
        }
        // across the date line, and from pole to pole
        airport("Nadi", "NAN", "FJ", -17.7554, 177.4431);
        person("fay", "Nadi", true);
        qualified("fay", "Git");
        var samoa = first("latitude=-13.8301", "longitude=-172.0080").base().orElseThrow();
        assertEquals(
                new Place(-13.8301, -172.0080).kilometresTo(samoa.place()),
                samoa.kilometres().orElseThrow(),
                1e-6);
        assertTrue(samoa.kilometres().orElseThrow() < 1250, samoa.toString());
    }

    @Test
    void without_a_place_who_taught_most_often_comes_first() {
        assertEquals(List.of("dan", "ann"), found());
        assertEquals(List.of("ann", "dan"), found("sort=last"));
        assertEquals(List.of("ann", "bob", "cleo", "dan"), found("sort=name"));
        assertEquals(List.of("dan", "ann"), found("sort=taught", "airport=OSL"));
    }

    @Test
    void each_is_told_with_what_speaks_for_them() {
        var ann = first("airport=OSL", "from=2026-09-02", "to=2026-09-03");
        assertEquals("ann X", ann.name());
        assertEquals(Optional.of("ann@example.org"), ann.email());
        assertEquals(Optional.of("OSL"), ann.base().orElseThrow().iata());
        assertEquals(List.of("Git", "R"), ann.lessons());
        assertEquals(List.of("English", "Norwegian"), ann.languages());
        assertEquals(2, ann.taught());
        assertEquals(Optional.of(LocalDate.parse("2026-03-02")), ann.last());
        assertEquals(
                List.of(new Instructor.Assignment(
                        "2026-09-01-oslo",
                        "helper",
                        LocalDate.parse("2026-09-01"),
                        Optional.of(LocalDate.parse("2026-09-04")))),
                ann.busy());
        var bob = first("badges=swc-instructor", "sort=name");
        assertEquals(List.of("swc-instructor"), bob.badges());
        assertEquals(0, bob.taught());
        assertEquals(Optional.empty(), bob.last());
        assertEquals(List.of(), bob.busy());
    }

    @Test
    void every_wish_has_to_be_met() {
        assertEquals(List.of("ann", "cleo"), found("sort=name", "lessons=Git"));
        assertEquals(List.of("ann"), found("sort=name", "lessons=Git", "lessons=R"));
        assertEquals(List.of("ann", "bob"), found("sort=name", "languages=Norwegian"));
        assertEquals(List.of("ann"), found("sort=name", "languages=Norwegian", "languages=English"));
        assertEquals(List.of("bob", "eve"), found("sort=name", "badges=swc-instructor", "badges=maintainer"));
        assertEquals(List.of("cleo"), found("sort=name", "country=pl"));
        assertEquals(List.of("ann", "cleo", "dan"), found("sort=name", "contact=true"));
        assertEquals(List.of("dan"), found("taught=3"));
        assertEquals(List.of("ann"), found("sort=name", "since=2026-01-01"));
        assertEquals(List.of("ann"), found("airport=BGO", "taught=1"));
        assertEquals(List.of(), found("taught=4"));
    }

    @Test
    void who_has_a_task_on_those_days_is_busy_and_can_be_left_out() {
        assertEquals(List.of("cleo"), found("airport=OSL", "from=2026-09-03", "free=true"));
        assertEquals(List.of("bob", "cleo"), found("airport=OSL", "from=2026-09-01", "to=2026-09-02", "free=true"));
        assertEquals(List.of("bob", "cleo"), found("airport=OSL", "from=2026-09-04", "free=true"));
        assertEquals(List.of("ann", "bob", "cleo"), found("airport=OSL", "from=2026-09-05", "free=true"));
    }

    @Test
    void what_was_cancelled_neither_was_taught_nor_keeps_anybody_busy() {
        bed.psql.execute("insert into tag (id, name) values (77, 'cancelled')");
        bed.psql.execute("insert into event_tag select id, 77 from event where slug in "
                + "('2024-05-06-krakow', '2026-09-01-oslo')");
        assertEquals(
                2,
                find().instructors().stream()
                        .filter(one -> one.username().equals("dan"))
                        .findFirst()
                        .orElseThrow()
                        .taught());
        assertEquals(List.of("ann", "cleo"), found("airport=OSL", "from=2026-09-03", "free=true"));
    }

    @Test
    void a_word_that_is_not_known_is_refused_and_one_that_was_renamed_still_meant() {
        assertEquals(new Found.Unknown("lessons", "Latin"), ask(50, "lessons=Git", "lessons=Latin"));
        assertEquals(new Found.Unknown("badges", "SWC"), ask(50, "badges=SWC"));
        bed.psql.execute("insert into operation (id, kind, actor) values (900, 'test', 'test')");
        bed.psql.execute("update lesson set name = 'Version control' where name = 'Git'");
        bed.psql.execute("insert into redirect (kind, form, value, target_id, operation_id) "
                + "select 'lesson', 'slug', 'Git', id, 900 from lesson where name = 'Version control'");
        assertEquals(List.of("ann", "cleo"), found("sort=name", "lessons=Git", "lessons=Version control"));
    }

    @Test
    void pages_follow_each_other_and_know_how_many_there_are() {
        IntStream.range(0, 7).forEach(i -> {
            person("many" + i, "Kraków Balice", true);
            qualified("many" + i, "Make");
        });
        var first = assertInstanceOf(Found.Page.class, ask(3, "sort=name", "lessons=Make"))
                .page();
        var last = assertInstanceOf(Found.Page.class, ask(3, "sort=name", "lessons=Make", "page=3"))
                .page();
        var beyond = assertInstanceOf(Found.Page.class, ask(3, "sort=name", "lessons=Make", "page=4"))
                .page();
        assertEquals(List.of("many0", "many1", "many2"), names(first));
        assertEquals(List.of("many6"), names(last));
        assertEquals(List.of(), names(beyond));
        assertEquals(List.of(7, 7, 7), List.of(first.count(), last.count(), beyond.count()));
    }

    @Test
    void an_empty_platform_finds_nobody_and_offers_nothing() {
        world.clear();
        assertEquals(List.of(), found());
        assertEquals(List.of(), found("latitude=0", "longitude=0"));
        assertEquals(List.of(), finder.words().lessons());
    }

    @Test
    void what_can_be_asked_for_is_what_there_is() {
        var words = finder.words();
        assertEquals(List.of("Git", "R"), words.lessons());
        assertEquals(List.of("English", "Norwegian"), words.languages());
        assertEquals(List.of("maintainer", "swc-instructor"), words.badges());
        assertEquals(List.of("NO", "PL"), words.countries());
        assertEquals(Optional.empty(), finder.airport("XXX"));
    }
}
