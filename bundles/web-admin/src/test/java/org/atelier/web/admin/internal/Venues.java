package org.atelier.web.admin.internal;

import java.util.List;
import java.util.Map;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.merge.spi.DescriptorSource;
import org.atelier.merge.spi.EntityDescriptor;
import org.atelier.merge.spi.FieldDescriptor;
import org.atelier.merge.spi.RelationDescriptor;

/** A kind of record that no page of ours knows of, as a plugin would bring it. */
final class Venues implements DescriptorSource {
    @Override
    public List<EntityDescriptor> entities() {
        return List.of(new EntityDescriptor(
                "venue",
                "Venue",
                "venue",
                "name",
                List.of(
                        new FieldDescriptor(ColumnDescriptor.plain("name", "Name"), true, false, "non-empty-first"),
                        new FieldDescriptor(ColumnDescriptor.plain("city", "City"), false, false, "non-empty-first")),
                Map.of("id", "the survivor keeps its own")));
    }

    @Override
    public List<RelationDescriptor> relations() {
        return List.of();
    }
}
