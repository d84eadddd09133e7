package org.atelier.merge.descriptors.internal;

import static org.atelier.merge.descriptors.internal.Declared.COMBINE;
import static org.atelier.merge.descriptors.internal.Declared.field;
import static org.atelier.merge.descriptors.internal.Declared.prose;
import static org.atelier.merge.descriptors.internal.Declared.unique;
import static org.atelier.merge.spi.ColumnDescriptor.plain;
import static org.atelier.merge.spi.ColumnDescriptor.reference;

import java.util.List;
import java.util.Map;
import org.atelier.merge.spi.DescriptorSource;
import org.atelier.merge.spi.EntityDescriptor;
import org.atelier.merge.spi.RelationDescriptor;
import org.osgi.service.component.annotations.Component;

/** What a tag consists of. Its links are the ones an event has, seen from the other end. */
@Component
public final class TagDescriptors implements DescriptorSource {
    private static final String KIND = "tag";

    private static final EntityDescriptor TAG = new EntityDescriptor(
            KIND,
            "Tag",
            "tag",
            "name",
            List.of(
                    unique(plain("name", "Name")),
                    prose(plain("details", "Details")),
                    field(plain("retired", "Retired"))),
            Map.of("id", "the survivor keeps its own"));

    private static final List<RelationDescriptor> RELATIONS = List.of(new RelationDescriptor.Link(
            KIND, "events", "Events", "event_tag", "tag_id", reference("event", "Event", "event", "slug"), COMBINE));

    @Override
    public List<EntityDescriptor> entities() {
        return List.of(TAG);
    }

    @Override
    public List<RelationDescriptor> relations() {
        return RELATIONS;
    }
}
