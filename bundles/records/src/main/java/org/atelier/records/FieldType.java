package org.atelier.records;

/** What a field holds, as the database has it. */
public enum FieldType {
    /** One line of text. */
    TEXT,
    /** Text of several paragraphs. */
    PROSE,
    /** An address of the web, or empty: {@link org.atelier.domain.WebAddress} where people write it, any text where it was imported. */
    URL,
    /** A whole number ({@code Integer}). */
    WHOLE,
    /** A number with a fixed count of decimals ({@code BigDecimal}), such as money. */
    DECIMAL,
    /** A finite number ({@code Double}), such as degrees. */
    NUMBER,
    /** Yes or no ({@code Boolean}). */
    FLAG,
    /** A day without a time ({@code LocalDate}). */
    DAY,
    /** A moment ({@code Instant}). */
    INSTANT,
    /** ISO 3166-1 alpha-2 in capitals, or {@code W3} for online. */
    COUNTRY,
    /** Another record: {@link RecordRef} when read, its key when written. */
    REFERENCE
}
