package org.atelier.merge.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.atelier.merge.engine.ValueJson;
import org.atelier.merge.spi.Value;
import org.junit.jupiter.api.Test;

class ValueJsonTest {
    private static Value roundTrip(Value value) {
        return ValueJson.row(ValueJson.json(Map.of("column", value))).get("column");
    }

    @Property
    void any_text_comes_back(@ForAll String text) {
        assertEquals(new Value.Text(text), roundTrip(new Value.Text(text)));
    }

    @Property
    void any_number_comes_back_to_the_last_digit(@ForAll BigDecimal number) {
        assertEquals(new Value.Number(number), roundTrip(new Value.Number(number)));
    }

    @Property
    void any_finite_double_comes_back(@ForAll double number) {
        var value = new Value.Number(BigDecimal.valueOf(number));
        assertEquals(
                number == 0 ? 0 : number,
                ((Value.Number) roundTrip(value)).number().doubleValue());
    }

    @Test
    void a_number_is_the_same_however_many_zeros_it_is_written_with() {
        assertEquals(ValueJson.row("{\"fee\": 10.50}"), ValueJson.row("{\"fee\": 10.5}"));
        assertEquals("{\"fee\":100}", ValueJson.json(ValueJson.row("{\"fee\": 100.00}")));
    }

    @Test
    void absent_and_empty_stay_two_things() {
        assertEquals(Map.of("a", Value.ABSENT, "b", new Value.Text("")), ValueJson.row("{\"a\": null, \"b\": \"\"}"));
    }
}
