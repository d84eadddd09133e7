package org.atelier.merge.descriptors.internal;

import static org.atelier.merge.descriptors.internal.Declared.COMBINE;
import static org.atelier.merge.descriptors.internal.Declared.field;
import static org.atelier.merge.descriptors.internal.Declared.mentions;
import static org.atelier.merge.descriptors.internal.Declared.permission;
import static org.atelier.merge.descriptors.internal.Declared.prose;
import static org.atelier.merge.descriptors.internal.Declared.unique;
import static org.atelier.merge.spi.ColumnDescriptor.plain;
import static org.atelier.merge.spi.ColumnDescriptor.reference;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.merge.spi.DescriptorSource;
import org.atelier.merge.spi.EntityDescriptor;
import org.atelier.merge.spi.RelationDescriptor;
import org.osgi.service.component.annotations.Component;

/**
 * What a person consists of.
 *
 * <p>A no survives: whoever said on either record not to be contacted, or not to be published, is neither. Of two
 * answers to the same question about consent the later one counts; the other stays in the history.
 */
@Component
public final class PersonDescriptors implements DescriptorSource {
    private static final String KIND = "person";
    private static final String OWNER = "person_id";
    private static final ColumnDescriptor EVENT = reference("event", "Event", "event", "slug");
    private static final ColumnDescriptor BADGE = reference("badge", "Badge", "badge", "name");
    private static final ColumnDescriptor AWARDED = plain("awarded", "Awarded");

    private static final EntityDescriptor PERSON = new EntityDescriptor(
            KIND,
            "Person",
            "person",
            "username",
            List.of(
                    unique(plain("username", "Username")),
                    field(plain("personal", "Personal name")),
                    field(plain("middle", "Middle name")),
                    field(plain("family", "Family name")),
                    unique(plain("email", "E-mail")),
                    permission(plain("may_contact", "May be contacted")),
                    permission(plain("publish_profile", "Profile is published")),
                    field(reference("airport", "Airport", "airport", "name")),
                    unique(plain("github", "GitHub")),
                    unique(plain("twitter", "Twitter")),
                    field(plain("orcid", "ORCID")),
                    field(plain("url", "URL")),
                    field(plain("affiliation", "Affiliation")),
                    field(plain("occupation", "Occupation")),
                    prose(plain("notes", "Notes"))),
            Map.of("id", "the survivor keeps its own", "full_name", "computed by the database from the other columns"));

    private static final List<RelationDescriptor> RELATIONS = List.of(
            new RelationDescriptor.Children(
                    KIND,
                    "tasks",
                    "Tasks",
                    "task",
                    OWNER,
                    List.of(EVENT, reference("role", "Role", "role", "name")),
                    List.of(plain("title", "Title"), plain("url", "URL")),
                    Optional.empty(),
                    COMBINE),
            new RelationDescriptor.Children(
                    KIND,
                    "awards",
                    "Awards",
                    "award",
                    OWNER,
                    List.of(BADGE),
                    List.of(AWARDED, EVENT, reference("awarded_by", "Awarded by", "person", "full_name")),
                    Optional.of("awarded"),
                    COMBINE),
            new RelationDescriptor.Children(
                    KIND,
                    "qualifications",
                    "Qualifications",
                    "qualification",
                    OWNER,
                    List.of(reference("lesson", "Lesson", "lesson", "name")),
                    List.of(),
                    Optional.empty(),
                    COMBINE),
            new RelationDescriptor.Children(
                    KIND,
                    "consents",
                    "Consents",
                    "consent",
                    OWNER,
                    List.of(reference("term", "Term", "term", "name")),
                    List.of(plain("answer", "Answer"), plain("answered", "Answered")),
                    Optional.of("answered"),
                    "most-recent"),
            new RelationDescriptor.Link(
                    KIND,
                    "knowledge_domains",
                    "Knowledge domains",
                    "person_knowledge_domain",
                    OWNER,
                    reference("knowledge_domain", "Knowledge domain", "knowledge_domain", "name"),
                    COMBINE),
            new RelationDescriptor.Link(
                    KIND,
                    "languages",
                    "Languages",
                    "person_language",
                    OWNER,
                    reference("language", "Language", "language", "name"),
                    COMBINE),
            mentions(KIND, "events_assigned", "Assigned events", "event", "assigned_to_id", plain("slug", "Slug")),
            mentions(
                    KIND,
                    "awards_given",
                    "Given awards",
                    "award",
                    "awarded_by_id",
                    reference("person", "Person", "person", "full_name"),
                    BADGE,
                    AWARDED),
            // whoever can log in as one of the two can log in as the survivor, and the plan says so
            new RelationDescriptor.References(
                    KIND,
                    "accounts",
                    "Accounts",
                    "account_person",
                    OWNER,
                    false,
                    List.of(reference("account", "Account", "account", "name")),
                    COMBINE));

    @Override
    public List<EntityDescriptor> entities() {
        return List.of(PERSON);
    }

    @Override
    public List<RelationDescriptor> relations() {
        return RELATIONS;
    }
}
