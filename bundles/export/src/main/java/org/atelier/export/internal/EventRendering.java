package org.atelier.export.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import org.atelier.export.ExportStore;
import org.atelier.export.ExportStore.Changes;
import org.atelier.export.ExportStore.Moment;

/** Renders events, and remembers where each of them is, so that after a change only what changed is rendered again. */
final class EventRendering implements AutoCloseable {
    private final RowWriter<ExportStore.Event> writer;
    private final Rendering rendering;
    private RowIndex index = new RowIndex();

    EventRendering(RowWriter<ExportStore.Event> writer, Spool spool) {
        this.writer = writer;
        rendering = new Rendering(writer.frame(), spool);
    }

    /** A body of events, as of a moment. */
    record Known(Moment moment, RowIndex index) {}

    void add(ExportStore.Event event) {
        var row = writer.row(event);
        put(event.id(), event.start(), row, 0, row.length);
    }

    /** Takes the events of an earlier body over, but for those that were touched, and puts the changed where they belong. */
    void addChanged(byte[] body, RowIndex earlier, Changes changes) {
        var touched = new HashSet<>(changes.touched());
        var row = 0;
        for (var event : changes.events()) {
            for (; row < earlier.size() && earlier.before(row, event.start(), event.id()); row++) {
                addUntouched(body, earlier, row, touched);
            }
            add(event);
        }
        for (; row < earlier.size(); row++) {
            addUntouched(body, earlier, row, touched);
        }
    }

    private void addUntouched(byte[] body, RowIndex earlier, int row, HashSet<Long> touched) {
        if (!touched.contains(earlier.id(row))) {
            put(earlier.id(row), earlier.start(row), body, earlier.from(row), earlier.length(row));
        }
    }

    private void put(long id, LocalDate start, byte[] bytes, int from, int length) {
        var at = rendering.add(bytes, from, length);
        if (rendering.inMemory()) {
            index.add(id, start, Math.toIntExact(at), length);
        } else if (index.size() > 0) {
            // from a file nothing is taken over, so that nobody will ask
            index = new RowIndex();
        }
    }

    Fresh finished(Moment moment) {
        var known = Optional.of(new Known(moment, index)).filter(_ -> rendering.inMemory());
        return new Fresh(rendering.finished(), moment.at(), known);
    }

    @Override
    public void close() {
        rendering.close();
    }

    /** What was rendered just now. */
    record Fresh(Spool.Whole whole, Instant at, Optional<Known> known) {}
}
