package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.jooq.Tables.EVENT_TAG;
import static org.atelier.persistence.internal.jooq.Tables.TAG;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.selectCount;

import java.util.List;
import org.atelier.domain.Tag;
import org.atelier.domain.Tags;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tags in PostgreSQL. */
@Component
public final class PostgresTags implements Tags {
    private final Database database;

    @Activate
    public PostgresTags(@Reference Database database) {
        this.database = database;
    }

    @Override
    public List<Usage> all() {
        var events = field(selectCount().from(EVENT_TAG).where(EVENT_TAG.TAG_ID.eq(TAG.ID)));
        return database.read(sql -> sql.select(TAG.ID, TAG.NAME, TAG.DETAILS, TAG.RETIRED, events)
                .from(TAG)
                .orderBy(TAG.NAME)
                .fetch(row ->
                        new Usage(new Tag(row.value1(), row.value2(), row.value3(), row.value4()), row.value5())));
    }
}
