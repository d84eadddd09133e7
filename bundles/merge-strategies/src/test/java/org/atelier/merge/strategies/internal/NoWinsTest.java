package org.atelier.merge.strategies.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.atelier.merge.spi.Choice;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.merge.spi.FieldDescriptor;
import org.atelier.merge.spi.FieldQuestion;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoWinsTest {
    private static final FieldDescriptor MAY_CONTACT =
            new FieldDescriptor(ColumnDescriptor.plain("may_contact", "May be contacted"), false, false, "no-wins");

    private static Value value(String word) {
        return switch (word) {
            case "yes" -> new Value.Flag(true);
            case "no" -> new Value.Flag(false);
            default -> Value.ABSENT;
        };
    }

    /** Base, what A says, what B says, whose word counts. */
    @ParameterizedTest
    @CsvSource({
        "A, yes, yes, A",
        "A, yes, no, B",
        "A, no, yes, A",
        "A, no, no, A",
        "B, yes, yes, B",
        "B, yes, no, B",
        "B, no, yes, A",
        "B, no, no, B",
        "A, nothing, yes, B",
        "A, nothing, no, B",
        "A, yes, nothing, A",
        "A, no, nothing, A",
        "A, nothing, nothing, B"
    })
    void a_no_survives_and_nothing_said_is_no_answer(Side base, String a, String b, Side kept) {
        assertEquals(
                new Choice.Keep(kept),
                new NoWins().decide(new FieldQuestion(MAY_CONTACT, base, value(a), value(b), Map.of())));
    }
}
