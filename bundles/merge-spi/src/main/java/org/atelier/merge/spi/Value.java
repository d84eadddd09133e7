package org.atelier.merge.spi;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * What stands in a column, as PostgreSQL's {@code to_jsonb} tells it. Days and instants are ISO 8601 texts, so that
 * their order as text is their order in time.
 */
public sealed interface Value {
    Value ABSENT = new Absent();

    /** NULL: nothing was ever said. */
    record Absent() implements Value {}

    /** A text, a day ({@code 2016-04-06}) or an instant; may be empty, which is not the same as absent. */
    record Text(String text) implements Value {
        public Text {
            Objects.requireNonNull(text, "text");
        }
    }

    /** A number; 1, 1.0 and 1.00 are the same one. */
    record Number(BigDecimal number) implements Value {
        public Number {
            number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        }

        public static Number of(long number) {
            return new Number(BigDecimal.valueOf(number));
        }
    }

    /** Yes or no. */
    record Flag(boolean on) implements Value {}

    /** An array or object, as canonical JSON text: it can be kept or dropped whole. */
    record Structure(String json) implements Value {}

    static Value text(String text) {
        return text == null ? ABSENT : new Text(text);
    }

    /** Whether there is nothing to lose: absent, or a text of blanks only. */
    default boolean isBlank() {
        return switch (this) {
            case Absent() -> true;
            case Text(var text) -> text.isBlank();
            case Number _, Flag _, Structure _ -> false;
        };
    }

    /** The value in words, for people; empty where it is absent. */
    default String words() {
        return switch (this) {
            case Absent() -> "";
            case Text(var text) -> text;
            case Number(var number) -> number.toPlainString();
            case Flag(var on) -> on ? "yes" : "no";
            case Structure(var json) -> json;
        };
    }
}
