package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.jooq.Tables.EVENT_TAG;
import static org.atelier.persistence.internal.jooq.Tables.TAG;

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
    public List<Tag> all() {
        return database.read(sql -> sql.select(TAG.ID, TAG.NAME, TAG.DETAILS, TAG.RETIRED)
                .from(TAG)
                .orderBy(TAG.NAME)
                .fetch(row -> new Tag(row.value1(), row.value2(), row.value3(), row.value4())));
    }

    @Override
    public int events(long id) {
        return database.read(sql -> sql.fetchCount(EVENT_TAG, EVENT_TAG.TAG_ID.eq(id)));
    }
}
