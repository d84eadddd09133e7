package org.atelier.persistence.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One way in which rows hang on records of a kind, written down by hand from the meaning of the tables. The tests take
 * nothing from the engine's descriptors; that this list is complete is checked against the database's own catalogue.
 *
 * @param relation the name under which a strategy is chosen
 * @param owner the column that points to the record
 * @param identity the columns that, beside the owner, make two rows equal; of a link, what it points to
 * @param payload the columns that an equal row which lives on takes over where its own are blank
 * @param recency the column that tells which of two equal rows was said last
 */
record Hanging(
        String kind,
        String relation,
        Form form,
        String table,
        String owner,
        List<String> identity,
        List<String> payload,
        Optional<String> recency) {

    enum Form {
        LINK,
        CHILDREN,
        REFERENCES
    }

    static final List<String> KINDS = List.of("event", "organization", "person", "tag");

    /** The columns of each kind that are chosen for, under these names. */
    static final Map<String, List<String>> FIELDS = Map.of(
            "event",
            words(
                    "slug completed assigned_to start end host administrator url reg_key admin_fee invoice_status attendance"
                            + " contact country venue address latitude longitude language learners_pre learners_post"
                            + " instructors_pre instructors_post learners_longterm notes"),
            "organization",
            words("domain fullname country notes"),
            "person",
            words("username personal middle family email may_contact publish_profile airport github twitter orcid url"
                    + " affiliation occupation notes"),
            "tag",
            words("name details retired"));

    /** The name of each kind. */
    static final Map<String, String> NAMES =
            Map.of("event", "slug", "organization", "domain", "person", "username", "tag", "name");

    /** Paragraphs, of which both sides' can stand one below the other. */
    static final List<String> PROSE = words("event.notes organization.notes person.notes tag.details");

    /** Yes only while nobody said no. */
    static final List<String> PERMISSIONS = words("person.may_contact person.publish_profile");

    /** What the database computes. */
    static final Map<String, List<String>> COMPUTED = Map.of(
            "event", List.of("published"), "organization", List.of(), "person", List.of("full_name"), "tag", List.of());

    static final List<Hanging> ALL = List.of(
            link("event", "tags", "event_tag", "event_id", "tag_id"),
            children("event", "tasks", "task", "event_id", "person_id role_id", "title url"),
            children("event", "todos", "todo", "event_id", "", "title completed due additional"),
            references("event", "awards", "award", "event_id"),
            references("organization", "events_hosted", "event", "host_id"),
            references("organization", "events_administered", "event", "administrator_id"),
            children("person", "tasks", "task", "person_id", "event_id role_id", "title url"),
            dated("person", "awards", "award", "person_id", "badge_id", "awarded event_id awarded_by_id", "awarded"),
            children("person", "qualifications", "qualification", "person_id", "lesson_id", ""),
            dated("person", "consents", "consent", "person_id", "term_id", "answer answered", "answered"),
            link("person", "knowledge_domains", "person_knowledge_domain", "person_id", "knowledge_domain_id"),
            link("person", "languages", "person_language", "person_id", "language_id"),
            references("person", "events_assigned", "event", "assigned_to_id"),
            references("person", "awards_given", "award", "awarded_by_id"),
            references("person", "accounts", "account_person", "person_id"),
            link("tag", "events", "event_tag", "tag_id", "event_id"));

    static List<Hanging> of(String kind) {
        return ALL.stream().filter(hanging -> hanging.kind().equals(kind)).toList();
    }

    /** The strategies offered for it, ordered by name. */
    List<String> strategies() {
        return switch (form) {
            case LINK -> List.of("combine", "keep-a", "keep-b", "keep-base");
            case CHILDREN ->
                recency.isPresent()
                        ? List.of("combine", "keep-a", "keep-b", "keep-base", "most-recent")
                        : List.of("combine", "keep-a", "keep-b", "keep-base");
            case REFERENCES -> List.of("combine");
        };
    }

    /** The strategies offered for a field, ordered by name. */
    static List<String> strategies(String kind, String field) {
        if (PROSE.contains(kind + "." + field)) {
            return List.of("combine", "keep-a", "keep-b", "keep-base", "most-recent", "non-empty-first");
        }
        if (PERMISSIONS.contains(kind + "." + field)) {
            return List.of("keep-a", "keep-b", "keep-base", "most-recent", "no-wins", "non-empty-first");
        }
        return List.of("keep-a", "keep-b", "keep-base", "most-recent", "non-empty-first");
    }

    private static Hanging link(String kind, String relation, String table, String owner, String target) {
        return new Hanging(kind, relation, Form.LINK, table, owner, List.of(target), List.of(), Optional.empty());
    }

    private static Hanging children(
            String kind, String relation, String table, String owner, String identity, String payload) {
        return new Hanging(
                kind, relation, Form.CHILDREN, table, owner, words(identity), words(payload), Optional.empty());
    }

    private static Hanging dated(
            String kind, String relation, String table, String owner, String identity, String payload, String recency) {
        return new Hanging(
                kind, relation, Form.CHILDREN, table, owner, words(identity), words(payload), Optional.of(recency));
    }

    private static Hanging references(String kind, String relation, String table, String owner) {
        return new Hanging(kind, relation, Form.REFERENCES, table, owner, List.of(), List.of(), Optional.empty());
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
