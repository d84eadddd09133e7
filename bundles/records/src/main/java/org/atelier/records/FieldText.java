package org.atelier.records;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;
import org.atelier.domain.Countries;
import org.atelier.domain.YesNo;

/**
 * Values as texts that people type and programs send, and back: days and instants as ISO 8601, references by their key,
 * yes and no as {@code true} and {@code false}, and as people say it.
 */
public final class FieldText {
    private static final Set<FieldType> KEPT_TO_THE_LETTER = Set.of(FieldType.TEXT, FieldType.PROSE, FieldType.URL);

    /** More digits than any number that is kept has; longer ones only cost time. */
    private static final int LONGEST_NUMBER = 40;

    private FieldText() {}

    /** The value as text; empty where it is absent. */
    public static String of(Object value) {
        return switch (value) {
            case null -> "";
            case RecordRef record -> record.key();
            case BigDecimal number -> number.toPlainString();
            default -> value.toString();
        };
    }

    /**
     * What somebody typed into the field of a form: blanks around it do not count, and nothing at all means absent where a
     * field may be.
     */
    public static Object typed(RecordField field, String text) throws UnfitTextException {
        var meant = field.type() == FieldType.PROSE ? lines(text) : text.strip();
        if (meant.isEmpty() && field.optional()) {
            return null;
        }
        return read(field, meant);
    }

    /** Whether a browser's form sent the value back as it was shown, for telling whether somebody changed it. */
    public static boolean same(RecordField field, Object value, String typed) {
        return shown(field, of(value)).equals(shown(field, typed));
    }

    /** What counts of the text in a field of a form: the ends of lines are as the browser likes, blanks around it nobody's. */
    public static String shown(RecordField field, String text) {
        return field.type() == FieldType.PROSE ? lines(text) : text.strip();
    }

    /** Browsers send CR LF for every end of a line. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /**
     * The value of a text that is there; only texts may be empty.
     *
     * @return what the field's type holds; for a reference the key
     */
    public static Object read(RecordField field, String text) throws UnfitTextException {
        if (text.isEmpty() && !KEPT_TO_THE_LETTER.contains(field.type()) && field.type() != FieldType.COUNTRY) {
            throw new UnfitTextException("must be filled in");
        }
        return switch (field.type()) {
            case TEXT, PROSE, URL, REFERENCE -> text;
            case COUNTRY -> country(text);
            case FLAG -> flag(text);
            case WHOLE -> whole(text);
            case DECIMAL -> decimal(text);
            case NUMBER -> number(text);
            case DAY -> day(text);
            case INSTANT -> instant(text);
        };
    }

    /** What is no country stays as it was typed, so that it can be told so. */
    private static String country(String text) {
        var code = text.toUpperCase(Locale.ROOT);
        return Countries.isKnown(code) ? code : text;
    }

    private static Boolean flag(String text) throws UnfitTextException {
        return YesNo.of(text).orElseThrow(() -> new UnfitTextException("must be yes or no, or true or false"));
    }

    private static Integer whole(String text) throws UnfitTextException {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new UnfitTextException("must be a whole number of at most %,d".formatted(Integer.MAX_VALUE));
        }
    }

    private static BigDecimal decimal(String text) throws UnfitTextException {
        if (!text.matches("[+-]?[0-9]+([.][0-9]+)?") || text.length() > LONGEST_NUMBER) {
            throw new UnfitTextException("must be a number such as 2500.00, with a point and no other marks");
        }
        return new BigDecimal(text);
    }

    private static Double number(String text) throws UnfitTextException {
        if (!text.matches("[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?") || text.length() > LONGEST_NUMBER) {
            throw new UnfitTextException("must be a number such as -33.8688, with a point and no other marks");
        }
        return Double.valueOf(text);
    }

    private static LocalDate day(String text) throws UnfitTextException {
        try {
            var day = LocalDate.parse(text);
            if (day.getYear() >= 1 && day.getYear() <= 9999) {
                return day;
            }
        } catch (DateTimeParseException e) {
            throw new UnfitTextException("must be a day such as 2026-03-01");
        }
        throw new UnfitTextException("must be a day of the years 1 to 9999");
    }

    private static Instant instant(String text) throws UnfitTextException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new UnfitTextException("must be an instant in UTC such as 2026-03-01T12:00:00Z");
        }
    }
}
