package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.atelier.overview.Overview;
import org.atelier.overview.Overview.Unit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresOverviewTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-06-15");

    private final Bed bed = Bed.made();
    private final Workshops world = new Workshops(bed.database);
    private final PostgresOverview overview = new PostgresOverview(bed.database);

    @AfterEach
    void close() {
        bed.close();
    }

    private static LocalDate day(String text) {
        return text == null ? null : LocalDate.parse(text);
    }

    private long event(String slug, String start, String end, String... tags) {
        var id = world.event(slug, tags);
        bed.psql.execute("update event set start = ?, \"end\" = ? where id = ?", day(start), day(end), id);
        return id;
    }

    private void at(long event, String country, double latitude, double longitude) {
        bed.psql.execute(
                "update event set country = ?, latitude = ?, longitude = ? where id = ?",
                country,
                latitude,
                longitude,
                event);
    }

    @Test
    void somebodys_work_is_what_they_have_a_task_at_or_look_after() {
        var ann = world.person();
        var name = bed.psql
                .fetchOne("select username from person where id = ?", ann)
                .get(0, String.class);
        var soon = event("soon", "2026-07-01", "2026-07-02");
        var running = event("running", "2026-06-14", "2026-06-15");
        var someday = event("someday", null, null);
        var over = event("over", "2026-06-13", null);
        event("others", "2026-07-01", null);
        world.task(soon, ann, "instructor", "");
        world.task(soon, ann, "host", "");
        world.task(over, ann, "helper", "");
        bed.psql.execute("update event set assigned_to_id = ? where id in (?, ?, ?)", ann, soon, running, someday);
        bed.psql.execute("insert into todo (id, event_id, title, due, completed) values "
                + "(1, " + soon + ", 'book a room', '2026-06-20', false), (2, " + over
                + ", 'late', '2026-06-01', false), "
                + "(3, " + soon + ", 'done', '2026-06-01', true), (4, " + soon + ", 'far off', '2026-09-01', false)");
        var work = overview.work(name, TODAY, TODAY.plusDays(14));
        assertEquals(
                List.of("running", "soon", "someday"),
                work.upcoming().stream().map(Overview.Mine::event).toList());
        assertEquals(List.of("host", "instructor"), work.upcoming().get(1).roles());
        assertTrue(work.upcoming().get(1).assigned());
        assertEquals(List.of(), work.upcoming().getFirst().roles());
        assertEquals(
                List.of("over"), work.past().stream().map(Overview.Mine::event).toList());
        assertEquals(
                List.of("late", "book a room"),
                work.todos().stream().map(Overview.Todo::title).toList());
        assertEquals(new Overview.Work(List.of(), List.of(), List.of()), overview.work("nobody", TODAY, TODAY));
    }

    @Test
    void a_calendar_has_what_overlaps_its_days_in_order() {
        event("ends-on-the-first", "2026-06-10", "2026-06-15", "SWC", "DC");
        event("starts-on-the-last", "2026-07-15", null);
        event("before", "2026-06-10", "2026-06-14");
        event("after", "2026-07-16", null);
        var calendar = overview.calendar(TODAY, day("2026-07-15"));
        assertEquals(
                List.of("ends-on-the-first", "starts-on-the-last"),
                calendar.entries().stream().map(Overview.Entry::event).toList());
        assertEquals(List.of("DC", "SWC"), calendar.entries().getFirst().tags());
        assertEquals(day("2026-07-15"), calendar.entries().getLast().end());
        assertEquals(false, calendar.more());
    }

    @Test
    void events_close_to_each_other_are_one_place_and_those_that_are_nowhere_are_counted() {
        at(event("oslo-1", "2026-01-01", null), "NO", 59.91, 10.75);
        at(event("oslo-2", "2026-02-01", null), "NO", 59.95, 10.77);
        at(event("sydney", "2026-03-01", null), "AU", -33.87, 151.21);
        at(event("typo", "2026-03-01", null), "GB", 522257.2, 0);
        at(event("online", "2026-03-01", null), "W3", 0, 0);
        event("nowhere", "2026-03-01", null);
        at(event("too-early", "2025-12-31", null), "NO", 59.91, 10.75);
        var places = overview.events(day("2026-01-01"), day("2026-12-31"));
        assertEquals(
                List.of("oslo-2 NO 2", "sydney AU 1"),
                places.spots().stream()
                        .map(spot -> spot.name() + " " + spot.country() + " " + spot.count())
                        .toList());
        assertEquals(59.93, places.spots().getFirst().latitude(), 1e-9);
        assertEquals(List.of(3, 2), List.of(places.total(), places.unplaced()));
        assertEquals(0, overview.events(day("1990-01-01"), day("1990-12-31")).total());
    }

    @Test
    void instructors_are_counted_at_their_airports() {
        var oslo = world.insert(
                "airport", "name, country, latitude, longitude", "Oslo Gardermoen", "NO", 60.1939, 11.1004);
        var ann = world.person();
        var bob = world.person();
        var cleo = world.person();
        bed.psql.execute("update person set airport_id = ? where id in (?, ?)", oslo, ann, cleo);
        world.insert("award", "person_id, badge_id", ann, world.named("badge", "dc-instructor"));
        world.insert("qualification", "person_id, lesson_id", ann, world.named("lesson", "Git"));
        world.task(world.event("one"), bob, "instructor", "");
        var places = overview.instructors();
        assertEquals(List.of(new Overview.Spot(60.1939, 11.1004, 1, "Oslo Gardermoen", "NO")), places.spots());
        assertEquals(List.of(1, 1), List.of(places.total(), places.unplaced()));
    }

    @Test
    void numbers_tell_every_period_and_count_each_event_once() {
        event("a", "2026-01-31", null, "SWC");
        event("b", "2026-01-01", null, "SWC", "DC");
        event("c", "2026-03-01", null, "DC");
        event("d", "2026-03-02", null);
        event("e", "2026-03-03", null, "SWC");
        var months = overview.numbers(Unit.MONTH, day("2026-01-01"), day("2026-04-30"));
        assertEquals(List.of("SWC", "DC"), months.tags());
        assertEquals(
                List.of("2026-01-01 [2, 0, 0]", "2026-02-01 [0, 0, 0]", "2026-03-01 [1, 1, 1]", "2026-04-01 [0, 0, 0]"),
                months.periods().stream()
                        .map(period -> period.first() + " " + period.byTag())
                        .toList());
        assertEquals(
                List.of(5, 0),
                overview.numbers(Unit.QUARTER, day("2026-01-01"), day("2026-04-30")).periods().stream()
                        .map(Overview.Period::total)
                        .toList());
        assertEquals(
                List.of(day("2025-01-01"), day("2026-01-01")),
                overview.numbers(Unit.YEAR, day("2025-06-01"), day("2026-06-01")).periods().stream()
                        .map(Overview.Period::first)
                        .toList());
    }
}
