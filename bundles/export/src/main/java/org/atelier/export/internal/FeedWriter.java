package org.atelier.export.internal;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Writes the rows of one feed, which are named values and rows within them. Values come in the order in which they are to
 * stand.
 */
interface FeedWriter {
    /** What stands around the rows. */
    Frame frame();

    /** Opens rows as a value of the current row; {@code empty} if none will follow before {@link #endRows()}. */
    void startRows(String name, boolean empty);

    void endRows();

    void startRow();

    void endRow();

    /** A text; absent is null, which is not the empty text. */
    void text(String name, Optional<String> value);

    /** A number; absent is null. */
    void number(String name, Optional<Double> value);

    /** A day as a date where the format knows dates; absent is null. */
    void day(String name, Optional<LocalDate> value);

    /** What was written since this was asked before, in UTF-8; asked between the outermost rows. */
    byte[] taken();
}
