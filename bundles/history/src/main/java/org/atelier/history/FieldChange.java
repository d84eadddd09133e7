package org.atelier.history;

import org.atelier.merge.spi.Value;

/**
 * What became of one column of a row.
 *
 * @param column its name in the database
 * @param label what people call it
 * @param before absent where there was no row or no value
 * @param after absent where there is no row or no value
 * @param beforeWords the name of the row that it pointed to, else the value in words
 * @param afterWords the name of the row that it points to, else the value in words
 */
public record FieldChange(
        String column, String label, Value before, Value after, String beforeWords, String afterWords) {}
