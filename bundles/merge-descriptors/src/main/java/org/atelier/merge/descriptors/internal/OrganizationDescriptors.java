package org.atelier.merge.descriptors.internal;

import static org.atelier.merge.descriptors.internal.Declared.field;
import static org.atelier.merge.descriptors.internal.Declared.mentions;
import static org.atelier.merge.descriptors.internal.Declared.prose;
import static org.atelier.merge.descriptors.internal.Declared.unique;
import static org.atelier.merge.spi.ColumnDescriptor.plain;

import java.util.List;
import java.util.Map;
import org.atelier.merge.spi.DescriptorSource;
import org.atelier.merge.spi.EntityDescriptor;
import org.atelier.merge.spi.RelationDescriptor;
import org.osgi.service.component.annotations.Component;

/** What an organization consists of. An event it both hosts and administers hangs on it twice. */
@Component
public final class OrganizationDescriptors implements DescriptorSource {
    private static final String KIND = "organization";

    private static final EntityDescriptor ORGANIZATION = new EntityDescriptor(
            KIND,
            "Organization",
            "organization",
            "domain",
            List.of(
                    unique(plain("domain", "Domain")),
                    field(plain("fullname", "Full name")),
                    field(plain("country", "Country")),
                    prose(plain("notes", "Notes"))),
            Map.of("id", "the survivor keeps its own"));

    private static final List<RelationDescriptor> RELATIONS = List.of(
            mentions(KIND, "events_hosted", "Hosted events", "event", "host_id", plain("slug", "Slug")),
            mentions(
                    KIND,
                    "events_administered",
                    "Administered events",
                    "event",
                    "administrator_id",
                    plain("slug", "Slug")));

    @Override
    public List<EntityDescriptor> entities() {
        return List.of(ORGANIZATION);
    }

    @Override
    public List<RelationDescriptor> relations() {
        return RELATIONS;
    }
}
