package org.atelier.merge.descriptors.internal;

import static org.atelier.merge.descriptors.internal.Declared.COMBINE;
import static org.atelier.merge.descriptors.internal.Declared.field;
import static org.atelier.merge.descriptors.internal.Declared.mentions;
import static org.atelier.merge.descriptors.internal.Declared.prose;
import static org.atelier.merge.descriptors.internal.Declared.unique;
import static org.atelier.merge.spi.ColumnDescriptor.plain;
import static org.atelier.merge.spi.ColumnDescriptor.reference;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.merge.spi.DescriptorSource;
import org.atelier.merge.spi.EntityDescriptor;
import org.atelier.merge.spi.RelationDescriptor;
import org.osgi.service.component.annotations.Component;

/** What an event consists of. */
@Component
public final class EventDescriptors implements DescriptorSource {
    private static final String KIND = "event";

    private static final EntityDescriptor EVENT = new EntityDescriptor(
            KIND,
            "Event",
            "event",
            "slug",
            List.of(
                    unique(plain("slug", "Slug")),
                    field(plain("completed", "Completed")),
                    field(reference("assigned_to", "Assigned to", "person", "full_name")),
                    field(plain("start", "Start")),
                    field(plain("end", "End")),
                    field(reference("host", "Host", "organization", "fullname")),
                    field(reference("administrator", "Administrator", "organization", "fullname")),
                    unique(plain("url", "URL")),
                    field(plain("reg_key", "Registration key")),
                    field(plain("admin_fee", "Admin fee")),
                    field(plain("invoice_status", "Invoice status")),
                    field(plain("attendance", "Attendance")),
                    field(plain("contact", "Contact")),
                    field(plain("country", "Country")),
                    field(plain("venue", "Venue")),
                    field(plain("address", "Address")),
                    field(plain("latitude", "Latitude")),
                    field(plain("longitude", "Longitude")),
                    field(reference("language", "Language", "language", "name")),
                    field(plain("learners_pre", "Learners' pre-workshop survey")),
                    field(plain("learners_post", "Learners' post-workshop survey")),
                    field(plain("instructors_pre", "Instructors' pre-workshop survey")),
                    field(plain("instructors_post", "Instructors' post-workshop survey")),
                    field(plain("learners_longterm", "Learners' long-term survey")),
                    prose(plain("notes", "Notes"))),
            Map.of("id", "the survivor keeps its own", "published", "computed by the database from the other columns"));

    private static final List<RelationDescriptor> RELATIONS = List.of(
            new RelationDescriptor.Link(
                    KIND, "tags", "Tags", "event_tag", "event_id", reference("tag", "Tag", "tag", "name"), COMBINE),
            new RelationDescriptor.Children(
                    KIND,
                    "tasks",
                    "Tasks",
                    "task",
                    "event_id",
                    List.of(
                            reference("person", "Person", "person", "full_name"),
                            reference("role", "Role", "role", "name")),
                    List.of(plain("title", "Title"), plain("url", "URL")),
                    Optional.empty(),
                    COMBINE),
            new RelationDescriptor.Children(
                    KIND,
                    "todos",
                    "To-dos",
                    "todo",
                    "event_id",
                    List.of(),
                    List.of(
                            plain("title", "Title"),
                            plain("completed", "Completed"),
                            plain("due", "Due"),
                            plain("additional", "Additional")),
                    Optional.empty(),
                    COMBINE),
            mentions(
                    KIND,
                    "awards",
                    "Awards",
                    "award",
                    "event_id",
                    reference("person", "Person", "person", "full_name"),
                    reference("badge", "Badge", "badge", "name"),
                    plain("awarded", "Awarded")));

    @Override
    public List<EntityDescriptor> entities() {
        return List.of(EVENT);
    }

    @Override
    public List<RelationDescriptor> relations() {
        return RELATIONS;
    }
}
