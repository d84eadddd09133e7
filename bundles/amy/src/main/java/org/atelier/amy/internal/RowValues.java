package org.atelier.amy.internal;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes the values of one row and writes down what is wrong with them, so that a row is reported once with all its
 * faults. While there are faults, what was taken is not to be used.
 */
final class RowValues {
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\d{1,20}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][-+]?\\d{1,3})?");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern COUNTRY = Pattern.compile("([A-Z]{2}|W3)?");

    private final Item.Fields row;
    private final List<String> faults = new ArrayList<>();
    private final Set<String> missing = new HashSet<>();
    private int line;

    /** @param keys all a row of this kind may have */
    RowValues(Item.Fields row, List<String> keys) {
        this.row = row;
        for (var key : row.values().keySet()) {
            if (!keys.contains(key)) {
                fault(row.values().get(key), "unknown key " + Item.quoted(key));
            }
        }
    }

    /** A text that may be empty, but not null. */
    String text(String key) {
        return textOrNull(key).orElseGet(() -> {
            if (row.values().get(key) instanceof Item.Nothing nothing) {
                fault(nothing, key + " is null");
            }
            return "";
        });
    }

    /** A text that names something. */
    String name(String key) {
        var name = text(key);
        if (name.isEmpty() && faults.isEmpty()) {
            fault(row.values().get(key), key + " is empty");
        }
        return name;
    }

    /** A text, empty where there is null. */
    Optional<String> textOrNull(String key) {
        return switch (value(key)) {
            case Item.Text text -> checked(key, text.value());
            case Item.Bare bare -> checked(key, bare.written());
            case Item.Nothing _ -> Optional.empty();
            case Item other -> wrong(key, other, "a text");
        };
    }

    /** A country's code in upper case. */
    Optional<String> country(String key) {
        var country = textOrNull(key).map(code -> code.toUpperCase(Locale.ROOT));
        if (country.isPresent() && !COUNTRY.matcher(country.get()).matches()) {
            return wrong(key, value(key), "a country of two letters, w3 for online, or empty");
        }
        return country;
    }

    /** A day, empty where there is null. */
    Optional<LocalDate> day(String key) {
        return switch (value(key)) {
            case Item.Text text -> day(key, text.value());
            case Item.Bare bare -> day(key, bare.written());
            case Item.Nothing _ -> Optional.empty();
            case Item other -> wrong(key, other, "a day such as 2016-04-04");
        };
    }

    /** A number, empty where there is null. */
    Optional<Double> number(String key) {
        return switch (value(key)) {
            case Item.Bare bare when isNumber(bare.written()) -> Optional.of(Double.valueOf(bare.written()));
            case Item.Number number when isNumber(number.written()) -> Optional.of(Double.valueOf(number.written()));
            case Item.Nothing _ -> Optional.empty();
            case Item other -> wrong(key, other, "a number");
        };
    }

    /** A number from {@code -bound} to {@code bound}, empty where there is null. */
    Optional<Double> degrees(String key, int bound) {
        var degrees = number(key);
        if (degrees.isPresent() && Math.abs(degrees.get()) > bound) {
            fault(value(key), "%s is %s, beyond -%d to %d".formatted(key, degrees.get(), bound, bound));
        }
        return degrees;
    }

    /** Rows within the row. */
    List<Item> rows(String key) {
        return switch (value(key)) {
            case Item.Rows list -> list.items();
            case Item _ when missing.contains(key) -> List.of();
            case Item other -> {
                wrong(key, other, "a list");
                yield List.of();
            }
        };
    }

    /** Adds a fault of the whole row. */
    void fault(String reason) {
        fault(row, reason);
    }

    void fault(String key, String reason) {
        fault(value(key), reason);
    }

    boolean good() {
        return faults.isEmpty();
    }

    /** What is wrong, in words. */
    String reason() {
        return String.join("; ", faults);
    }

    /** The line of the first fault, else of the row. */
    int line() {
        return good() ? row.line() : line;
    }

    private Item value(String key) {
        var value = row.values().get(key);
        if (value != null) {
            return value;
        }
        if (missing.add(key)) {
            fault(row, Item.quoted(key) + " is missing");
        }
        return new Item.Nothing(row.line());
    }

    /** PostgreSQL cannot keep these, and nobody means them. */
    private Optional<String> checked(String key, String text) {
        if (text.indexOf('\0') >= 0) {
            fault(value(key), key + " has a NUL character in it");
        }
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            fault(value(key), key + " has half a character in it (a lone surrogate)");
        }
        return Optional.of(text);
    }

    private Optional<LocalDate> day(String key, String written) {
        if (!DAY.matcher(written).matches()) {
            return wrong(key, value(key), "a day such as 2016-04-04");
        }
        try {
            return Optional.of(LocalDate.parse(written));
        } catch (DateTimeException _) {
            return wrong(key, value(key), "a day of the calendar");
        }
    }

    private static boolean isNumber(String written) {
        return NUMBER.matcher(written).matches() && Double.isFinite(Double.parseDouble(written));
    }

    private <T> Optional<T> wrong(String key, Item value, String wanted) {
        fault(value, key + " is " + value.described() + ", not " + wanted);
        return Optional.empty();
    }

    private void fault(Item where, String reason) {
        if (faults.isEmpty()) {
            line = where.line();
        }
        faults.add(reason);
    }
}
