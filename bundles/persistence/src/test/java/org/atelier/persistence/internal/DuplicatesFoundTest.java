package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.Bed.SOMETHING;
import static org.jooq.impl.DSL.val;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.atelier.demo.data.internal.InventedWorkshops;
import org.atelier.domain.Datasets.BadRows;
import org.atelier.domain.Datasets.Progress;
import org.atelier.duplicates.Duplicate;
import org.atelier.duplicates.DuplicateQuery;
import org.atelier.duplicates.DuplicateStore;
import org.atelier.duplicates.Kind;
import org.atelier.duplicates.internal.DuplicateService;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether those that are there twice are found, and not too many others: in the demo data, and in data with errors. */
class DuplicatesFoundTest {
    private final Bed bed = Bed.made();
    private final DuplicateStore store = new PostgresDuplicateStore(bed.database, bed.operations);
    private final DuplicateService duplicates = new DuplicateService(store);

    @AfterEach
    void close() {
        bed.close();
    }

    /** Many rows at once: each commit by itself would take its time. */
    private void inOneGo(Consumer<DSLContext> work) {
        bed.psql.transaction(transaction -> work.accept(transaction.dsl()));
    }

    private List<Duplicate> found(Kind kind) {
        return duplicates
                .find(new DuplicateQuery(kind, Optional.empty(), DuplicateQuery.USUAL_MINIMUM, 1, 100_000))
                .duplicates();
    }

    private static String names(Duplicate found) {
        return String.join(" ", new TreeSet<>(Set.of(found.a().slug(), found.b().slug())));
    }

    @Test
    void those_planted_in_the_demo_data_come_first_and_nothing_else_is_likely() {
        new PostgresDatasets(bed.operations)
                .load(new InventedWorkshops().rows(), BadRows.REFUSE_ALL, SOMETHING, Progress.SILENT);
        assertEquals(
                List.of("2016-04-02-oslo 2016-04-02-uio-oslo 92", "2019-09-16-acacia-health 2019-09-16-nairobi 70"),
                found(Kind.EVENT).stream()
                        .map(found -> names(found) + " " + found.score())
                        .toList());
        var people = found(Kind.PERSON);
        assertEquals(1, people.size(), people.toString());
        assertEquals(
                people.getFirst().a().slug() + "-again", people.getFirst().b().slug());
    }

    @Test
    void nothing_is_found_where_there_is_nothing() {
        for (var kind : Kind.values()) {
            assertEquals(List.of(), found(kind));
        }
    }

    // ------------------------------------------------------------------------------------------------ people

    /** Names of three or four syllables: some are alike by chance, as in life. */
    private static String invented(Random dice) {
        var syllables = List.of(
                "ba", "ren", "kov", "mi", "sal", "tor", "vin", "lo", "dra", "es", "gu", "hal", "jo", "nik", "pe", "ru",
                "sch", "wi", "zan", "ock", "ell", "fa");
        var name = new StringBuilder();
        for (var i = 0; i < 3 + dice.nextInt(2); i++) {
            name.append(syllables.get(dice.nextInt(syllables.size())));
        }
        return name.substring(0, 1).toUpperCase() + name.substring(1);
    }

    private static String slip(String word, Random dice) {
        var at = dice.nextInt(word.length() - 1);
        var letter = (char) ('a' + dice.nextInt(26));
        return switch (dice.nextInt(4)) {
            case 0 -> word.substring(0, at) + word.substring(at + 1);
            case 1 -> word.substring(0, at) + letter + word.substring(at);
            case 2 -> word.substring(0, at) + letter + word.substring(at + 1);
            default -> word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
        };
    }

    private static void person(
            DSLContext into,
            String username,
            String personal,
            String family,
            String email,
            String github,
            String orcid) {
        into.execute(
                "insert into person (username, personal, family, email, github, orcid) values ({0}, {1}, {2}, {3}, {4}, {5})",
                val(username), val(personal), val(family), val(email), val(github), val(orcid));
    }

    @Test
    void of_people_entered_twice_with_errors_nineteen_in_twenty_are_found_and_nine_in_ten_found_are_right() {
        var dice = new Random(20_161_204);
        var planted = new HashSet<String>();
        inOneGo(into -> people(into, dice, planted));
        assertRecallAndPrecision(Kind.PERSON, planted, 0.95, 0.90);
    }

    private static void people(DSLContext into, Random dice, Set<String> planted) {
        for (var i = 0; i < 1_500; i++) {
            var personal = invented(dice);
            var family = invented(dice);
            var name = "p%04d".formatted(i);
            person(into, name, personal, family, name + "@example.org", "git-" + name, null);
            if (i % 10 == 0) {
                var again = name + "-again";
                planted.add(name + " " + again);
                switch (i / 10 % 10) {
                    case 0 -> person(into, again, slip(personal, dice), family, null, null, null);
                    case 1 -> person(into, again, personal, slip(family, dice), null, null, null);
                    case 2 -> person(into, again, family, personal, null, null, null);
                    case 3 ->
                        person(into, again, personal.replace('a', 'á').replace('o', 'ö'), family, null, null, null);
                    case 4 ->
                        person(into, again, personal.substring(0, 1) + ".", family, name + "@example.com", null, null);
                    case 5 -> person(into, again, "Dr", "Nobody", name + "+work@Example.org", null, null);
                    case 6 -> person(into, again, "Prof", "Noone", null, "https://github.com/Git-" + name, null);
                    case 7 -> person(into, again, personal + " " + invented(dice), family, null, null, null);
                    case 8 -> person(into, again, slip(family, dice), personal, null, null, null);
                    default -> person(into, again, personal.toUpperCase(), family + " ", null, null, null);
                }
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ events

    @Test
    void of_events_entered_twice_with_errors_nineteen_in_twenty_are_found_and_nine_in_ten_found_are_right() {
        var dice = new Random(20_111_107);
        var planted = new HashSet<String>();
        bed.psql.execute("insert into organization (id, domain, fullname) select n, 'host' || n, 'Host ' || n"
                + " from generate_series(1, 200) n");
        inOneGo(into -> events(into, dice, planted));
        assertRecallAndPrecision(Kind.EVENT, planted, 0.95, 0.90);
    }

    private static void events(DSLContext into, Random dice, Set<String> planted) {
        for (var i = 0; i < 1_000; i++) {
            var start = LocalDate.of(2012, 1, 1).plusDays(dice.nextInt(3_000));
            var town = invented(dice).toLowerCase();
            var latitude = dice.nextDouble(-60, 70);
            var longitude = dice.nextDouble(-180, 180);
            var slug = start + "-" + town + i;
            var host = 1L + dice.nextInt(200);
            event(
                    into,
                    slug,
                    start,
                    1,
                    town + " hall",
                    latitude,
                    longitude,
                    "https://github.com/swc/" + slug,
                    "" + (900_000 + i),
                    host);
            if (i % 10 == 0) {
                var again = start + "-" + town + i + "-again";
                planted.add(slug + " " + again);
                switch (i / 10 % 5) {
                    case 0 -> event(into, again, start, 2, "Room 3", latitude + 0.0008, longitude, null, null, null);
                    case 1 -> event(into, again, start, 1, town.toUpperCase() + ", Hall", null, null, null, null, null);
                    case 2 ->
                        event(into, again, start, 1, "", null, null, "http://swc.github.io/" + slug + "/", null, null);
                    case 3 -> event(into, again, null, 0, "", null, null, null, " " + (900_000 + i), null);
                    default -> event(into, again, start.plusDays(1), 0, "", null, null, null, null, host);
                }
            }
        }
    }

    private static void event(
            DSLContext into,
            String slug,
            LocalDate start,
            int days,
            String venue,
            Double latitude,
            Double longitude,
            String url,
            String key,
            Long host) {
        var values = new Object[] {
            slug, start, start == null ? null : start.plusDays(days), venue, latitude, longitude, url, key, host
        };
        into.execute(
                "insert into event (slug, start, \"end\", venue, latitude, longitude, url, reg_key, host_id)"
                        + " values (?, ?::date, ?::date, ?, ?::float8, ?::float8, ?, ?, ?::bigint)",
                values);
    }

    private void assertRecallAndPrecision(Kind kind, Set<String> planted, double recall, double precision) {
        var found = found(kind).stream().map(DuplicatesFoundTest::names).toList();
        var right = new HashSet<>(found);
        right.retainAll(planted);
        var missed = new TreeSet<>(planted);
        missed.removeAll(found);
        var wrong = new ArrayList<>(found);
        wrong.removeAll(planted);
        assertTrue(right.size() >= recall * planted.size(), () -> "missed " + missed);
        assertTrue(right.size() >= precision * found.size(), () -> "wrong " + wrong);
    }
}
