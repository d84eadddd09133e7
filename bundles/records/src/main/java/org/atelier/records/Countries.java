package org.atelier.records;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The countries that people may write into a record; published data has others, and keeps them. */
public final class Countries {
    /** What stands for a country where an event is online. */
    public static final String ONLINE = "W3";

    private static final Set<String> ISO = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

    private Countries() {}

    /** The codes, {@link #ONLINE} first, then by the alphabet. */
    public static List<String> codes() {
        return Stream.concat(Stream.of(ONLINE), ISO.stream().sorted()).toList();
    }

    /** Whether it is the code of one, or empty for none. */
    static boolean isOneOrNone(String code) {
        return code.isEmpty() || code.equals(ONLINE) || ISO.contains(code);
    }
}
