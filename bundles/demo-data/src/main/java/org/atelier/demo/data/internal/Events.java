package org.atelier.demo.data.internal;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.atelier.demo.data.internal.People.Person;
import org.atelier.domain.Dataset;
import org.atelier.domain.Dataset.Kind;

/** Workshops from 2012 to 2026, with tags, tasks and to-dos. */
final class Events {
    /** What is later has not happened yet. */
    static final LocalDate TODAY = LocalDate.of(2026, 11, 1);

    private static final int FIRST_YEAR = 2012;

    /** So many each year from the first on. */
    private static final List<Integer> HOW_MANY = List.of(6, 9, 13, 17, 21, 24, 24, 25, 18, 19, 21, 22, 24, 26, 27);

    /** Far from everywhere: where online events have always been put on the map. */
    private static final double NEMO_LATITUDE = -48.876667;

    private static final double NEMO_LONGITUDE = -123.393333;

    private static final List<String> TAUGHT = List.of(
            "",
            "",
            "Taught the shell and Git",
            "Taught Python",
            "Taught R",
            "Taught spreadsheets and OpenRefine",
            "Taught SQL",
            "Stood in on the second day");

    private static final List<String> TO_DO_BEFORE = List.of(
            "Confirm the rooms",
            "Send the pre-workshop survey",
            "Find a second instructor",
            "Ask the host about Wi-Fi",
            "Publish the workshop's page",
            "Order name tags");

    private static final List<String> TO_DO_AFTER =
            List.of("Send the post-workshop survey", "Collect attendance", "Thank the helpers", "Send the invoice");

    private final Dataset rows;
    private final Dice dice;
    private final People people;
    private final Set<String> slugs = new HashSet<>(PlantedDuplicates.SLUGS);
    private final List<Training> trainings = new ArrayList<>();

    /** An event at which people learn to teach. */
    record Training(String slug, LocalDate end) {}

    private record Days(LocalDate start, LocalDate end) {
        boolean past() {
            return end.isBefore(TODAY);
        }
    }

    private Events(Dataset rows, Dice dice, People people) {
        this.rows = rows;
        this.dice = dice;
        this.people = people;
    }

    /** Adds the events, and tells which of them were trainings that took place. */
    static List<Training> add(Dataset rows, Dice dice, People people) {
        var events = new Events(rows, dice, people);
        for (var year = 0; year < HOW_MANY.size(); year++) {
            for (var i = 0; i < HOW_MANY.get(year); i++) {
                events.event(FIRST_YEAR + year);
            }
        }
        events.ideas();
        return List.copyOf(events.trainings);
    }

    private void event(int year) {
        var place = dice.oneOf(Place.ALL);
        var tags = tags(year);
        var days = days(year, tags);
        var online = tags.contains("online");
        var slug = slug(days.start() + (online ? "-online-" : "-") + place.key());
        var abandoned = days.past() ? dice.chance(7) : dice.chance(45);
        if (days.past() && abandoned) {
            tags.add(dice.chance(60) ? "stalled" : "cancelled");
        }
        var tookPlace = days.past() && !abandoned;
        var host = dice.oneOf(people.near(place));
        Rows.add(
                rows,
                Kind.EVENT,
                "slug",
                slug,
                "completed",
                tookPlace && dice.chance(93),
                "assigned_to",
                dice.chance(70) ? dice.oneOf(people.coordinators()).username() : null,
                "start",
                days.start(),
                "end",
                dice.chance(2) ? null : days.end(),
                "host",
                Vocabulary.domain(place),
                "administrator",
                administrator(tags),
                "url",
                abandoned && dice.chance(70) ? null : url(slug, place),
                "reg_key",
                registrationKey(),
                "admin_fee",
                fee(tags),
                "invoice_status",
                tookPlace ? dice.oneOf(List.of("invoiced", "paid", "not-invoiced", "waived")) : "unknown",
                "attendance",
                tookPlace && dice.chance(85) ? (Object) (long) dice.between(9, 42) : null,
                "contact",
                dice.chance(80) ? host.email() : "",
                "country",
                online ? "W3" : place.country(),
                "venue",
                online ? "Internet" : dice.oneOf(place.venues()),
                "address",
                online ? "Internet" : address(place, abandoned),
                "latitude",
                online ? (Object) NEMO_LATITUDE : nearby(place.latitude(), abandoned),
                "longitude",
                online ? (Object) NEMO_LONGITUDE : nearby(place.longitude(), abandoned),
                "language",
                dice.chance(25) ? place.language() : "English",
                "learners_pre",
                survey("learners-before", slug, year),
                "learners_post",
                survey("learners-after", slug, year),
                "instructors_pre",
                survey("instructors-before", slug, year),
                "instructors_post",
                survey("instructors-after", slug, year),
                "notes",
                dice.chance(15) ? "Asked for " + dice.oneOf(Vocabulary.LESSONS) + "; power sockets are scarce." : null);
        tags.forEach(tag -> Rows.add(rows, Kind.EVENT_TAG, "event", slug, "tag", tag));
        tasks(slug, host, tags.contains("TTT"), abandoned);
        todos(slug, days, abandoned);
        if (tookPlace && tags.contains("TTT")) {
            trainings.add(new Training(slug, days.end()));
        }
    }

    /** Wishes without a date, as every office has them. */
    private void ideas() {
        for (var place : dice.some(8, Place.ALL)) {
            var slug = slug("2027-xx-xx-" + place.key());
            Rows.add(
                    rows,
                    Kind.EVENT,
                    "slug",
                    slug,
                    "host",
                    Vocabulary.domain(place),
                    "country",
                    place.country(),
                    "contact",
                    dice.oneOf(people.all()).email(),
                    "notes",
                    "Would like a workshop some time next year.");
            Rows.add(rows, Kind.EVENT_TAG, "event", slug, "tag", dice.oneOf(List.of("SWC", "DC", "LC")));
            Rows.add(rows, Kind.TODO, "event", slug, "title", "Agree on dates", "completed", false, "due", null);
        }
    }

    private List<String> tags(int year) {
        var tags = new ArrayList<String>();
        var die = dice.below(100);
        if (die < 14 && year >= 2014) {
            tags.add("TTT");
        } else if (die < 64 || year < 2014) {
            tags.add("SWC");
        } else if (die < 88) {
            tags.add("DC");
        } else {
            tags.add(year < 2016 ? "DC" : "LC");
        }
        if (tags.contains("SWC") && year >= 2014 && dice.chance(7)) {
            tags.add("DC");
        }
        if (dice.chance(4)) {
            tags.add("WiSE");
        }
        if (dice.chance(5)) {
            tags.add("pilot");
        }
        if (dice.chance(3)) {
            tags.add("hackathon");
        }
        if (dice.chance(year == 2020 || year == 2021 ? 80 : tags.contains("TTT") ? 50 : 5)) {
            tags.add("online");
        }
        return tags;
    }

    private Days days(int year, List<String> tags) {
        var day = LocalDate.ofYearDay(year, dice.between(8, 350));
        var start = dice.chance(80)
                ? day.with(TemporalAdjusters.nextOrSame(dice.oneOf(
                        List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY))))
                : day;
        var more = tags.contains("online") ? dice.oneOf(List.of(1, 1, 3)) : dice.oneOf(List.of(1, 1, 1, 1, 0, 2, 4));
        return new Days(start, start.plusDays(more));
    }

    private String slug(String wanted) {
        var slug = wanted;
        for (var i = 2; !slugs.add(slug); i++) {
            slug = wanted + "-" + i;
        }
        return slug;
    }

    private String administrator(List<String> tags) {
        if (dice.chance(20)) {
            return Vocabulary.ADMINISTRATORS.get(3);
        }
        return Vocabulary.ADMINISTRATORS.get(tags.contains("LC") ? 2 : tags.contains("DC") ? 1 : 0);
    }

    /** Some give the repository, some the page: the feeds show the page either way. */
    private String url(String slug, Place place) {
        return dice.chance(60)
                ? "https://github.com/example-" + place.key() + "/" + slug
                : "https://" + Vocabulary.domain(place) + "/" + slug + "/";
    }

    private String registrationKey() {
        return switch (dice.below(10)) {
            case 0, 1, 2 -> null;
            case 3, 4 -> "";
            default -> "9" + dice.between(1_000_000, 9_999_999) + dice.between(100, 999);
        };
    }

    private BigDecimal fee(List<String> tags) {
        return tags.contains("TTT") || dice.chance(35)
                ? null
                : dice.oneOf(List.of(new BigDecimal("0.00"), new BigDecimal("1250.00"), new BigDecimal("2500.00")));
    }

    private String address(Place place, boolean abandoned) {
        if (abandoned && dice.chance(50)) {
            return "";
        }
        var room = dice.chance(50) ? "Room " + dice.between(1, 4) + "." + dice.between(10, 30) + ", " : "";
        return room + dice.between(1, 98) + " " + dice.oneOf(place.streets()) + ", " + place.city();
    }

    /** Within some kilometres, to the metre or so. */
    private Double nearby(double degrees, boolean abandoned) {
        var metres = dice.between(-40_000, 40_000);
        if (abandoned && dice.chance(30)) {
            return null;
        }
        return BigDecimal.valueOf(degrees).add(BigDecimal.valueOf(metres, 6)).doubleValue();
    }

    private static String survey(String which, String slug, int year) {
        return year < 2015 ? null : "https://surveys.example/" + which + "?workshop=" + slug;
    }

    private void tasks(String slug, Person host, boolean training, boolean abandoned) {
        task(slug, host, "host", dice.chance(20) ? "Opens the doors" : "");
        if (abandoned && dice.chance(60)) {
            return;
        }
        for (var instructor : dice.some(2, training ? people.trainers() : people.instructors())) {
            task(slug, instructor, "instructor", dice.oneOf(TAUGHT));
        }
        var others = new ArrayList<>(dice.some(dice.between(1, 4), people.near(host.home())));
        others.addAll(dice.some(dice.between(1, 5), people.all()));
        others.remove(host);
        var helpers = dice.below(3);
        for (var person : new LinkedHashSet<>(others)) {
            task(slug, person, helpers-- > 0 ? "helper" : "learner", "");
        }
        if (dice.chance(30)) {
            task(slug, dice.oneOf(people.coordinators()), "organizer", "");
        }
    }

    private void task(String slug, Person person, String role, String title) {
        Rows.add(rows, Kind.TASK, "event", slug, "person", person.username(), "role", role, "title", title, "url", "");
    }

    private void todos(String slug, Days days, boolean abandoned) {
        if (days.past() && dice.chance(60)) {
            return;
        }
        var before = dice.some(dice.between(1, 3), TO_DO_BEFORE);
        var after = days.past() ? dice.some(dice.below(3), TO_DO_AFTER) : List.<String>of();
        Stream.concat(before.stream(), after.stream()).forEach(title -> {
            var due = TO_DO_BEFORE.contains(title)
                    ? days.start().minusDays(dice.between(5, 60))
                    : days.end().plusDays(dice.between(3, 30));
            var done = due.isBefore(TODAY) && !abandoned && dice.chance(85);
            Rows.add(
                    rows,
                    Kind.TODO,
                    "event",
                    slug,
                    "title",
                    title,
                    "completed",
                    done,
                    "due",
                    Optional.of(due).filter(_ -> dice.chance(80)).orElse(null),
                    "additional",
                    dice.chance(10) ? "Ask again by telephone." : "");
        });
    }
}
