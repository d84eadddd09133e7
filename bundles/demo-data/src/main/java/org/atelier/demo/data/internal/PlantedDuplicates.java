package org.atelier.demo.data.internal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Set;
import org.atelier.demo.data.internal.People.Person;
import org.atelier.domain.Dataset;
import org.atelier.domain.Dataset.Kind;

/** Two workshops and somebody who were entered twice, so that there is something to merge. */
final class PlantedDuplicates {
    private static final String OSLO = "2016-04-02-oslo";
    private static final String OSLO_AGAIN = "2016-04-02-uio-oslo";
    private static final String NAIROBI = "2019-09-16-nairobi";
    private static final String NAIROBI_AGAIN = "2019-09-16-acacia-health";

    static final Set<String> SLUGS = Set.of(OSLO, OSLO_AGAIN, NAIROBI, NAIROBI_AGAIN);

    /** Who is there twice, among the instructors. */
    private static final int TWICE = 50;

    /** What the second user name has more than the first. */
    static final String AGAIN = "-again";

    private final Dataset rows;
    private final People people;

    private PlantedDuplicates(Dataset rows, People people) {
        this.rows = rows;
        this.people = people;
    }

    static void add(Dataset rows, People people) {
        var planted = new PlantedDuplicates(rows, people);
        planted.oslo();
        planted.nairobi();
        planted.somebody();
    }

    /** The badges somebody gets at one of these events, and can get only once. */
    static Set<String> badgesOf(Person person, People people) {
        return person.equals(people.instructors().get(31)) ? Set.of("dc-instructor") : Set.of();
    }

    private void oslo() {
        Rows.add(
                rows,
                Kind.EVENT,
                "slug",
                OSLO,
                "completed",
                false,
                "assigned_to",
                people.coordinators().get(0).username(),
                "start",
                LocalDate.of(2016, 4, 2),
                "end",
                LocalDate.of(2016, 4, 3),
                "host",
                "oslo.example",
                "administrator",
                Vocabulary.ADMINISTRATORS.get(1),
                "url",
                "https://github.com/example-oslo/2016-04-02-oslo",
                "reg_key",
                "94120077",
                "admin_fee",
                new BigDecimal("1250.00"),
                "invoice_status",
                "invoiced",
                "attendance",
                null,
                "contact",
                people.instructors().get(30).email(),
                "country",
                "NO",
                "venue",
                "Nordisk datahus",
                "address",
                "Room 2.14, 9 Fjordgata, Oslo",
                "latitude",
                59.913869,
                "longitude",
                10.752245,
                "language",
                "English",
                "learners_pre",
                "https://surveys.example/learners-before?workshop=2016-04-02-oslo",
                "notes",
                "The room holds 30 people.");
        Rows.add(
                rows,
                Kind.EVENT,
                "slug",
                OSLO_AGAIN,
                "completed",
                true,
                "assigned_to",
                people.coordinators().get(1).username(),
                "start",
                LocalDate.of(2016, 4, 2),
                "end",
                LocalDate.of(2016, 4, 3),
                "host",
                "oslo.example",
                "administrator",
                Vocabulary.ADMINISTRATORS.get(0),
                "url",
                "https://oslo.example/2016-04-02-uio-oslo/",
                "reg_key",
                "",
                "admin_fee",
                null,
                "invoice_status",
                "unknown",
                "attendance",
                27L,
                "contact",
                "",
                "country",
                "NO",
                "venue",
                "Nordisk datahus, UiO",
                "address",
                "Fjordgata 9, 0150 Oslo",
                "latitude",
                59.9139,
                "longitude",
                10.7522,
                "language",
                "Norwegian",
                "learners_pre",
                null,
                "notes",
                "Entered from the host's e-mail of 2016-02-11.");
        tag(OSLO, "DC");
        tag(OSLO_AGAIN, "SWC");
        task(OSLO, 30, "host", "");
        task(OSLO, 31, "instructor", "Taught R");
        task(OSLO, 32, "helper", "");
        task(OSLO_AGAIN, 31, "instructor", "Taught R and Git");
        task(OSLO_AGAIN, 33, "instructor", "Taught the shell");
        task(OSLO_AGAIN, 32, "helper", "Second day only");
        task(OSLO_AGAIN, 32, "learner", "");
        todo(OSLO, "Confirm the rooms", true, LocalDate.of(2016, 3, 1), "");
        todo(OSLO, "Send the invoice", false, LocalDate.of(2016, 4, 20), "");
        todo(OSLO_AGAIN, "Confirm the rooms", false, null, "The host has not answered yet.");
        todo(OSLO_AGAIN, "Collect attendance", true, LocalDate.of(2016, 4, 10), "");
        Rows.add(
                rows,
                Kind.AWARD,
                "person",
                people.instructors().get(31).username(),
                "badge",
                "dc-instructor",
                "awarded",
                LocalDate.of(2016, 5, 17),
                "event",
                OSLO_AGAIN,
                "awarded_by",
                people.trainers().get(0).username());
    }

    private void nairobi() {
        Rows.add(
                rows,
                Kind.EVENT,
                "slug",
                NAIROBI,
                "completed",
                true,
                "start",
                LocalDate.of(2019, 9, 16),
                "end",
                LocalDate.of(2019, 9, 17),
                "host",
                "nairobi.example",
                "administrator",
                Vocabulary.ADMINISTRATORS.get(2),
                "url",
                "https://github.com/example-nairobi/2019-09-16-nairobi",
                "reg_key",
                null,
                "attendance",
                18L,
                "contact",
                people.instructors().get(40).email(),
                "country",
                "KE",
                "venue",
                "Acacia Centre for Health Data",
                "address",
                "4 Acacia Close, Nairobi",
                "latitude",
                -1.292066,
                "longitude",
                36.821946,
                "language",
                "English",
                "notes",
                null);
        Rows.add(
                rows,
                Kind.EVENT,
                "slug",
                NAIROBI_AGAIN,
                "completed",
                false,
                "start",
                LocalDate.of(2019, 9, 16),
                "end",
                LocalDate.of(2019, 9, 18),
                "host",
                "nairobi.example",
                "administrator",
                Vocabulary.ADMINISTRATORS.get(1),
                "url",
                "https://nairobi.example/2019-09-16-acacia-health/",
                "reg_key",
                "97719315",
                "attendance",
                null,
                "contact",
                people.instructors().get(41).email(),
                "country",
                "KE",
                "venue",
                "Acacia Centre",
                "address",
                "Acacia Close 4",
                "latitude",
                -1.2921,
                "longitude",
                36.8219,
                "language",
                "Swahili",
                "notes",
                "Three days, says the host; the page says two.");
        tag(NAIROBI, "LC");
        tag(NAIROBI_AGAIN, "LC");
        tag(NAIROBI_AGAIN, "WiSE");
        task(NAIROBI, 40, "instructor", "Taught OpenRefine");
        task(NAIROBI, 41, "instructor", "");
        task(NAIROBI_AGAIN, 41, "instructor", "Taught SQL");
        task(NAIROBI_AGAIN, 42, "organizer", "");
        todo(NAIROBI, "Thank the helpers", true, null, "");
        todo(NAIROBI_AGAIN, "Send the post-workshop survey", false, LocalDate.of(2019, 9, 30), "");
    }

    /** Signed up again with another mailbox: the same name at the same place, and tasks under both. */
    private void somebody() {
        var username = people.instructors().get(TWICE).username();
        var first = rows.rows(Kind.PERSON).stream()
                .map(Dataset.Row::values)
                .filter(values -> values.get("username").equals(username))
                .findFirst()
                .orElseThrow();
        Rows.add(
                rows,
                Kind.PERSON,
                "username",
                username + AGAIN,
                "personal",
                first.get("personal"),
                "middle",
                first.get("middle"),
                "family",
                first.get("family"),
                "email",
                username.replace('_', '.') + "@mail.example",
                "may_contact",
                true,
                "publish_profile",
                false,
                "airport",
                first.get("airport"),
                "github",
                null,
                "url",
                null,
                "affiliation",
                first.get("affiliation"),
                "occupation",
                "",
                "notes",
                "Signed up again, with another address.");
        for (var event : rows.rows(Kind.EVENT).subList(0, 2)) {
            Rows.add(
                    rows,
                    Kind.TASK,
                    "event",
                    event.values().get("slug"),
                    "person",
                    username + AGAIN,
                    "role",
                    "learner",
                    "title",
                    "",
                    "url",
                    "");
        }
    }

    private void tag(String event, String tag) {
        Rows.add(rows, Kind.EVENT_TAG, "event", event, "tag", tag);
    }

    private void task(String event, int instructor, String role, String title) {
        var person = people.instructors().get(instructor).username();
        Rows.add(rows, Kind.TASK, "event", event, "person", person, "role", role, "title", title, "url", "");
    }

    private void todo(String event, String title, boolean completed, LocalDate due, String additional) {
        Rows.add(
                rows,
                Kind.TODO,
                "event",
                event,
                "title",
                title,
                "completed",
                completed,
                "due",
                due,
                "additional",
                additional);
    }
}
