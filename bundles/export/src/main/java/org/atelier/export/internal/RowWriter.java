package org.atelier.export.internal;

import java.util.function.BiConsumer;

/** How the rows of one feed are written in one format: each for itself, so that one can be written anew. */
interface RowWriter<T> {
    /** What stands around the rows. */
    Frame frame();

    /** One row, in UTF-8. */
    byte[] row(T value);

    /** Rows with rows in them. */
    static <T> RowWriter<T> nested(FeedWriter writer, BiConsumer<T, FeedWriter> fields) {
        return new RowWriter<>() {
            @Override
            public Frame frame() {
                return writer.frame();
            }

            @Override
            public byte[] row(T value) {
                writer.startRow();
                fields.accept(value, writer);
                writer.endRow();
                return writer.taken();
            }
        };
    }
}
