package org.atelier.persistence.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.spi.Side;

/** A small world in a test's database: records to merge, and rows that hang on them, made by number. */
final class World {
    private static final String DAY = "2016-01-";

    private final Workshops workshops;
    private final Map<String, Long> others = new HashMap<>();
    private int made;

    /** Empties the tables first. */
    World(Workshops workshops) {
        this.workshops = workshops;
        workshops.clear();
    }

    /** A record of the kind with nothing said but its name, or with every field filled. */
    long record(String kind, String name, boolean filled) {
        var number = ++made;
        var id = switch (kind) {
            case "event" -> workshops.insert("event", "slug", name);
            case "organization" -> workshops.insert("organization", "domain, fullname", name, "Name of " + name);
            case "person" -> workshops.insert("person", "username, personal", name, "Personal " + name);
            case "tag" -> workshops.insert("tag", "name", name);
            default -> throw new IllegalArgumentException(kind);
        };
        if (filled) {
            var day = DAY + (10 + number % 18);
            switch (kind) {
                case "event" ->
                    workshops.sql(db -> db.execute(
                            "update event set completed = ?, assigned_to_id = ?, start = ?::date, \"end\" = ?::date, "
                                    + "host_id = ?, administrator_id = ?, language_id = ?, attendance = id, admin_fee = 10.5, "
                                    + "latitude = 0.00054 + id / 1e6, longitude = -id, country = 'W3', "
                                    + text(
                                            "url reg_key invoice_status contact venue address learners_pre learners_post "
                                                    + "instructors_pre instructors_post learners_longterm notes")
                                    + " where id = ?",
                            number % 2 == 0,
                            other("person", "assigned-" + name),
                            day,
                            day,
                            other("organization", "host-" + name),
                            other("organization", "administrator-" + name),
                            other("language", "language-" + name),
                            id));
                case "organization" ->
                    workshops.sql(db -> db.execute(
                            "update organization set country = 'FR', " + text("notes") + " where id = ?", id));
                case "person" ->
                    workshops.sql(db -> db.execute(
                            "update person set may_contact = ?, publish_profile = ?, airport_id = ?, "
                                    + text("middle family email github twitter orcid url affiliation occupation notes")
                                    + " where id = ?",
                            number % 2 == 0,
                            number % 2 == 1,
                            other("airport", "airport-" + name),
                            id));
                case "tag" ->
                    workshops.sql(db -> db.execute(
                            "update tag set retired = ?, " + text("details") + " where id = ?", number % 2 == 0, id));
                default -> throw new IllegalArgumentException(kind);
            }
        }
        return id;
    }

    /** Every column its own text; prose has a paragraph that everybody's has. */
    private static String text(String columns) {
        return Arrays.stream(columns.split(" "))
                .map(column -> column + " = "
                        + (column.equals("notes") || column.equals("details")
                                ? "E'common\\n\\nabout ' || id"
                                : "'" + column + " ' || id"))
                .collect(Collectors.joining(", "));
    }

    /** What rows point to beside the record: the same name is the same row. */
    long other(String table, String name) {
        return others.computeIfAbsent(table + " " + name, _ -> switch (table) {
            case "event" -> workshops.insert("event", "slug", name);
            case "person" -> workshops.insert("person", "username, personal", name, name);
            case "organization" -> workshops.insert("organization", "domain, fullname", name, name);
            case "airport" -> workshops.insert("airport", "name, latitude, longitude", name, 1.5, 2.5);
            case "account" -> workshops.insert("account", "name, display_name, access", name, name, "viewer");
            default -> workshops.named(table, name);
        });
    }

    /**
     * A row that hangs on the record.
     *
     * @param number what else it points to: two rows of the same number are equal, if rows of the relation can be
     * @param content what it says beside that; 0 for nothing
     */
    void hang(Hanging hanging, long owner, int number, int content) {
        var name = hanging.relation() + "-" + number;
        var once = name + "-" + owner;
        var title = content == 0 ? "" : "says " + content;
        var url = content % 2 == 0 ? "" : "https://" + content;
        switch (hanging.kind() + "." + hanging.relation()) {
            case "event.tags" -> link("event_tag", "event_id, tag_id", owner, other("tag", name));
            case "event.tasks" ->
                put(
                        "task",
                        "event_id, person_id, role_id, title, url",
                        owner,
                        other("person", name),
                        other("role", "role"),
                        title,
                        url);
            case "event.todos" ->
                put("todo", "event_id, title, completed, additional", owner, name, content % 2 == 1, title);
            case "event.awards" ->
                put("award", "person_id, badge_id, event_id", other("person", once), other("badge", "badge"), owner);
            case "organization.events_hosted" ->
                workshops.sql(
                        db -> db.execute("update event set host_id = ? where id = ?", owner, other("event", once)));
            case "organization.events_administered" ->
                workshops.sql(db ->
                        db.execute("update event set administrator_id = ? where id = ?", owner, other("event", once)));
            case "person.tasks" ->
                put(
                        "task",
                        "event_id, person_id, role_id, title, url",
                        other("event", name),
                        owner,
                        other("role", "role"),
                        title,
                        url);
            case "person.awards" ->
                put(
                        "award",
                        "person_id, badge_id, awarded, event_id, awarded_by_id",
                        owner,
                        other("badge", name),
                        content == 0 ? null : java.sql.Date.valueOf(DAY + (10 + content)),
                        content == 2 ? other("event", "event-" + name) : null,
                        content == 3 ? other("person", "giver-" + name) : null);
            case "person.qualifications" -> put("qualification", "person_id, lesson_id", owner, other("lesson", name));
            case "person.consents" ->
                put(
                        "consent",
                        "person_id, term_id, answer, answered",
                        owner,
                        other("term", name),
                        "answer " + content,
                        java.sql.Timestamp.valueOf(DAY + (10 + content) + " 12:00:00"));
            case "person.knowledge_domains" ->
                link(
                        "person_knowledge_domain",
                        "person_id, knowledge_domain_id",
                        owner,
                        other("knowledge_domain", name));
            case "person.languages" ->
                link("person_language", "person_id, language_id", owner, other("language", name));
            case "person.events_assigned" ->
                workshops.sql(db ->
                        db.execute("update event set assigned_to_id = ? where id = ?", owner, other("event", once)));
            case "person.awards_given" ->
                put(
                        "award",
                        "person_id, badge_id, awarded_by_id",
                        other("person", once),
                        other("badge", "badge"),
                        owner);
            case "person.accounts" -> put("account_person", "account_id, person_id", other("account", once), owner);
            case "tag.events" -> link("event_tag", "tag_id, event_id", owner, other("event", name));
            default -> throw new IllegalArgumentException("no row for " + hanging);
        }
    }

    /** Rows that hang on both records at once. */
    void entangle(String kind, long a, long b) {
        switch (kind) {
            case "person" -> {
                for (var pair : new long[][] {{a, b}, {b, a}, {a, a}, {b, b}}) {
                    put(
                            "award",
                            "person_id, badge_id, awarded_by_id",
                            pair[0],
                            other("badge", "entangled-" + pair[0] + "-" + pair[1]),
                            pair[1]);
                }
                // equal ones, of which one says what is blank in the other, and says it of who goes
                put("award", "person_id, badge_id", a, other("badge", "entangled-1"));
                put("award", "person_id, badge_id, awarded_by_id", b, other("badge", "entangled-1"), b);
                put("award", "person_id, badge_id, awarded_by_id", a, other("badge", "entangled-2"), a);
                put("award", "person_id, badge_id", b, other("badge", "entangled-2"));
                put("award", "person_id, badge_id, awarded_by_id", a, other("badge", "entangled-3"), b);
                put("award", "person_id, badge_id, awarded_by_id", b, other("badge", "entangled-3"), a);
            }
            case "organization" -> {
                for (var pair : new long[][] {{a, b}, {b, a}, {a, a}, {b, b}}) {
                    put(
                            "event",
                            "slug, host_id, administrator_id",
                            "entangled-" + pair[0] + "-" + pair[1],
                            pair[0],
                            pair[1]);
                }
            }
            case "event" -> {
                link("event_tag", "event_id, tag_id", a, other("tag", "entangled"));
                link("event_tag", "event_id, tag_id", b, other("tag", "entangled"));
            }
            case "tag" -> {
                link("event_tag", "event_id, tag_id", other("event", "entangled"), a);
                link("event_tag", "event_id, tag_id", other("event", "entangled"), b);
            }
            default -> throw new IllegalArgumentException(kind);
        }
    }

    private void put(String table, String columns, Object... values) {
        workshops.insert(table, columns, values);
    }

    private void link(String table, String columns, long owner, long target) {
        workshops.sql(db -> db.execute(
                "insert into " + table + " (" + columns + ") values (?, ?) on conflict do nothing", owner, target));
    }

    /** The request for two records by their ids, with a strategy for everything. */
    static MergeRequest request(String kind, long a, long b, Side base, Map<String, String> choices) {
        return new MergeRequest(kind, Long.toString(a), Long.toString(b), base, choices, java.util.Optional.empty());
    }
}
