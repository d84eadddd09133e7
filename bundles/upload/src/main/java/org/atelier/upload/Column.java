package org.atelier.upload;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a file can say of a person and their task. The header of the file names the columns, in any order. */
public enum Column {
    PERSONAL(200, "the personal name; needed for somebody new"),
    FAMILY(200, "the family name"),
    EMAIL(254, "the e-mail address, by which people are recognized before all else"),
    EVENT(200, "the slug of an event that is there"),
    ROLE(200, "what the person is at the event, such as instructor; needed with an event"),
    USERNAME(100, "of somebody who is there, or wanted for somebody new; else one is made of the name"),
    AIRPORT(200, "where somebody new is: an airport's name or its IATA code"),
    AFFILIATION(500, "to what somebody new belongs"),
    TITLE(500, "of the task, such as the title of a talk"),
    URL(2_000, "of the task; it begins with https:// or http://");

    private final int longest;
    private final String words;

    Column(int longest, String words) {
        this.longest = longest;
        this.words = words;
    }

    /** As headers name it, such as {@code email}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The most characters a value may have. */
    public int longest() {
        return longest;
    }

    /** What belongs there, for people. */
    public String words() {
        return words;
    }

    /** Whether it tells of the person, not of the task. */
    public boolean ofPerson() {
        return switch (this) {
            case PERSONAL, FAMILY, EMAIL, USERNAME, AIRPORT, AFFILIATION -> true;
            case EVENT, ROLE, TITLE, URL -> false;
        };
    }

    /** The column of this word; blanks around it and capitals do not count. */
    public static Optional<Column> of(String word) {
        var wanted = word.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(column -> column.word().equals(wanted))
                .findFirst();
    }

    /** A file with nothing but a header: CSV as RFC 4180 has it. */
    public static String template() {
        return Arrays.stream(values()).map(Column::word).collect(Collectors.joining(",", "", "\r\n"));
    }
}
