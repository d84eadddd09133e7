package org.atelier.export.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Prints numbers the way Python's {@code repr} does: the fewest digits that read back as the same double. */
final class PythonFloat {
    /** From this power of ten on, Python writes an exponent. Source: CPython, {@code float_repr_style} 'short'. */
    private static final int FIRST_LARGE_EXPONENT = 16;

    /** Below this power of ten, Python writes an exponent. */
    private static final int LAST_SMALL_EXPONENT = -4;

    private PythonFloat() {}

    /**
     * Such as {@code 0.00054}, {@code 1e-05}, {@code 1e+16}, {@code -0.0}, {@code 12.0}.
     *
     * @param value any finite number
     */
    static String repr(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not a finite number: " + value);
        }
        var sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        if (value == 0) {
            return sign + "0.0";
        }
        var shortest = shortest(Math.abs(value));
        var digits = shortest.unscaledValue().toString();
        var exponent = digits.length() - 1 - shortest.scale();
        if (exponent < LAST_SMALL_EXPONENT || exponent >= FIRST_LARGE_EXPONENT) {
            var fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
            var power = Math.abs(exponent);
            return sign + digits.charAt(0) + fraction + (exponent < 0 ? "e-" : "e+") + (power < 10 ? "0" : "") + power;
        }
        var plain = shortest.toPlainString();
        return sign + (plain.contains(".") ? plain : plain + ".0");
    }

    /** Java asks for two digits at least, and so prefers 4.9E-324 to 5E-324; Python does not. */
    private static BigDecimal shortest(double value) {
        var java = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (java.precision() == 2) {
            var one = java.round(new MathContext(1, RoundingMode.HALF_EVEN));
            if (one.doubleValue() == value) {
                return one.stripTrailingZeros();
            }
        }
        return java;
    }
}
