package org.atelier.merge.spi;

/** Which value shall the survivor have in this field? */
public record FieldQuestion(FieldDescriptor field, Side base, Value a, Value b) {
    public Value of(Side side) {
        return side == Side.A ? a : b;
    }
}
